import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { OrderRef, SubmitOutcome, VenueOrder } from '@/modules/exchanges/venue.types';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { SystemClock } from '@/platform/time/system-clock';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { startSimulator, type Simulator } from '@test/support/simulators/bingx/start-simulator';

/** Bad input of issue 3 on the three trading products; V20 to V22 of the venue suite say the rest. */
const PRODUCTS = [
  ['USDT-M', 'bingx-usdt-m/BTC-USDT', '0.0015', BingxUsdtMVenue],
  ['Coin-M', 'bingx-coin-m/BTC-USD', '3', BingxCoinMVenue],
  ['Spot', 'bingx-spot/BTC-USDT', '0.001234', BingxSpotVenue],
] as const;

let simulator: Simulator;
let parts: ReturnType<typeof bingxParts>;

beforeEach(async () => {
  simulator = await startSimulator();
  parts = bingxParts(simulator, { timeoutMs: 800 });
});

afterEach(async () => {
  parts.hosts.close();
  await simulator.stop();
});

let counter = 0;
function orderFor(text: string, quantity: string): VenueOrder {
  counter += 1;
  return aVenueOrder({
    ...{ instrument: instrumentOf(text), quantity, type: 'limit', price: '50000' },
    clientOrderId: `bad${String(counter)}${String(process.pid)}` as ClientOrderId,
  });
}

const submit = async (venue: Venue, order: VenueOrder): Promise<SubmitOutcome> => {
  if (venue.execution === undefined) throw new Error('the venue cannot trade');
  return venue.execution.submit(order);
};

/** Orders of all products on the exchange. */
async function taken(): Promise<number> {
  const { main } = (await simulator.control.state()).accounts;
  const books = [main?.swap, main?.cswap, main?.spot];
  return books.reduce((sum, book) => sum + (book?.orders.length ?? 0), 0);
}

describe.each(PRODUCTS)('bad input on BingX %s', (_name, text, quantity, VenueClass) => {
  it('stale metadata: an order by the rules of before is refused, and the next one knows the new rules', async () => {
    const venue = new VenueClass(parts);
    const instrument = instrumentOf(text);
    expect(await submit(venue, orderFor(text, quantity))).toMatchObject({
      outcome: 'acknowledged',
    });
    const symbol = text.split('/')[1] ?? '';
    if (text.startsWith('bingx-spot'))
      await simulator.control.changeSpotSymbol(symbol, { minNotional: '1000' });
    else if (text.startsWith('bingx-coin-m'))
      await simulator.control.changeContract(symbol, { minQuantity: '5' });
    else await simulator.control.changeContract(symbol, { minQuantity: '0.01' });
    expect(await submit(venue, orderFor(text, quantity))).toMatchObject({
      outcome: 'refused',
      category: 'quantity-too-small',
    });
    expect(await taken()).toBe(1);
    const rules = await venue.instruments.find(instrument);
    expect([rules?.minQuantity, rules?.minNotional]).toContainEqual(
      expect.stringMatching(/^(1000|5|0\.01)$/),
    );
  });

  it('a key without permission: refused with its category, and nothing is taken', async () => {
    await simulator.control.changeKey(simulator.key, { permissions: [2] });
    expect(await submit(new VenueClass(parts), orderFor(text, quantity))).toMatchObject({
      outcome: 'refused',
      category: 'key-permission',
    });
    expect(await taken()).toBe(0);
  });

  it.each(['1&symbol=ETH-USDT', '1=2', '1#', '1?x', '1\r\n2'])(
    'parameter injection: nothing is asked or cancelled by the id %j',
    async (venueOrderId) => {
      const venue = new VenueClass(parts);
      const order = orderFor(text, quantity);
      await submit(venue, order);
      const before = (await simulator.control.state()).requests.length;
      const ref: OrderRef = { ...order, venueOrderId };
      expect(await venue.execution.cancel(ref)).toMatchObject({ outcome: 'refused' });
      await expect(venue.orders.find(ref)).rejects.toThrow();
      const { requests } = await simulator.control.state(before);
      expect(requests.filter(({ path }) => path.includes('/trade/'))).toEqual([]);
    },
  );

  it.each(['[]', '{"orderId":1}', '"ok"', 'null', '{"code":0}', '{"data":{"orderId":1}}'])(
    'an answer without envelope: the outcome of %s is unknown, never lost and never taken for an order',
    async (body) => {
      await simulator.control.addFaults({
        ...{ kind: 'wrong-json-after-accept', body },
        match: { method: 'POST', path: '/trade/order$' },
      });
      const venue = new VenueClass(parts);
      expect(await submit(venue, orderFor(text, quantity))).toMatchObject({ outcome: 'unknown' });
      expect(await taken()).toBe(1);
      const open = await venue.orders.open('bingx', instrumentOf(text));
      expect(open).toHaveLength(1);
    },
  );
});

it.each(PRODUCTS.slice(1))(
  'wrong host for the account: a demo account sends nothing on %s',
  async (_name, text, quantity, VenueClass) => {
    const clock = new SystemClock();
    const settings = { BINGX_API_URL: 'https://open-api.bingx.com', BINGX_TIMEOUT_MS: 300 };
    const hosts = new BingxHosts({ settings, clock });
    const unreachable = { kind: 'not-sent', reason: 'a test sends nothing', mayHaveArrived: false };
    const sent = [hosts.market, hosts.of('demo')].map(({ http }) =>
      jest.spyOn(http, 'send').mockResolvedValue(unreachable as never),
    );
    const credentials = { apiKey: 'key', secretKey: 'secret' };
    const key = { credentials, environment: 'demo' } as const;
    const keyring = { find: () => Promise.resolve(key) };
    const venue = new VenueClass({ hosts, keyring, clock });
    await expect(venue.accounts.balances('bingx')).rejects.toThrow('demo host');
    const outcome = await submit(venue, orderFor(text, quantity)).catch(() => 'threw');
    expect(outcome).toMatchObject({ outcome: 'refused' });
    expect(sent[1]).not.toHaveBeenCalled();
    hosts.close();
  },
);
