import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { instrumentOf } from '@/kernel/instrument';
import { BingxStandardVenue } from '@/modules/exchanges/adapters/bingx/standard/standard.venue';
import {
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import { json, type BingxStub } from './bingx-stub';
import { startOnStub } from './on-stub';
import { describeVenue } from './venue-suite/describe-venue';

const BTC = instrumentOf('bingx-standard/BTC-USDT');
const BASE = '/openApi/contract/v1';
const sample = (name: string): string =>
  readFileSync(resolve(__dirname, `../fixtures/bingx/standard.${name}.json`), 'utf8');

async function start() {
  const opened = await startOnStub(BingxStandardVenue, { timeoutMs: 400 });
  opened.stub.on(`GET ${BASE}/balance`, json(sample('balance')));
  opened.stub.on(`GET ${BASE}/allPosition`, json(sample('positions')));
  opened.stub.on(`GET ${BASE}/allOrders`, json(sample('orders')));
  return opened;
}

describeVenue('BingX Standard, against answers of our own', async () => {
  const { venue, close } = await start();
  const account = 'bingx';
  return { venue, account, instrument: BTC, quantity: '1', referencePrice: '60000', close };
});

describe('BingX Standard', () => {
  let stub: BingxStub;
  let venue: BingxStandardVenue;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ stub, venue, close } = await start());
  });

  afterEach(() => close());

  it('has nothing that could trade', () => {
    expect(venue).not.toHaveProperty('execution');
    expect(venue).not.toHaveProperty('leverage');
    expect(venue).not.toHaveProperty('orders');
    expect(venue.capabilities.orderTypes).toEqual([]);
  });

  it('asks for the orders of a symbol in stretches', async () => {
    await venue.history('bingx', BTC, new Date(Date.now() - 10 * 86_400_000));
    const asked = stub.seen.filter((entry) => entry.path.endsWith('allOrders'));
    expect(asked.map(({ params }) => params.get('symbol'))).toEqual(['BTC-USDT', 'BTC-USDT']);
    const other = instrumentOf('bingx-usdt-m/BTC-USDT');
    await expect(venue.history('bingx', other, new Date())).rejects.toThrow(VenueRefusedError);
  });

  it('takes one object for a list of one', async () => {
    const row = { asset: 'USDT', balance: '5' };
    stub.on(`GET ${BASE}/balance`, json({ code: 0, data: row }));
    expect(await venue.balances('bingx')).toMatchObject([{ asset: 'USDT', total: '5' }]);
    stub.on(`GET ${BASE}/allPosition`, json({ code: 0, data: null }));
    expect(await venue.open('bingx')).toEqual([]);
  });

  it('says whether it could not be asked or not be understood', async () => {
    stub.on(`GET ${BASE}/allPosition`, json('', 504));
    await expect(venue.open('bingx')).rejects.toThrow(VenueUnavailableError);
    stub.on(`GET ${BASE}/allPosition`, json({ code: 0, data: 'none' }));
    await expect(venue.open('bingx')).rejects.toThrow(VenueProtocolError);
  });
});
