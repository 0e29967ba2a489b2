import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { signText } from '@/modules/exchanges/adapters/bingx/bingx.signing';
import type { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { ALL_BINGX_COMMANDS } from '@/modules/exchanges/bingx-commands/all-commands';
import type { CommandRow } from '@/modules/exchanges/bingx-commands/command-table';
import { SWITCH_COMMANDS } from '@/modules/exchanges/bingx-commands/dead-man.commands';
import { BingxCommandsService } from '@/modules/exchanges/bingx-commands.service';
import { BingxReadsService } from '@/modules/exchanges/bingx-reads.service';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { json, startBingxStub, type Answer, type BingxStub } from './bingx-stub';

const SECRET = 'very-secret-value-0001';
const ROWS = [...ALL_BINGX_COMMANDS, ...Object.values(SWITCH_COMMANDS)];

/** A body for every parameter that must be given, whatever it is. */
const VALUES: Readonly<Record<string, unknown>> = {
  leverage: 5,
  marginMode: 'isolated',
  isHedge: true,
  isOn: true,
  amount: '10.5',
  direction: 'add',
  side: 'long',
  positionSide: 'long',
  assetMode: 'single',
  positionId: '1736012449498123456',
  mainOrderId: '1736012449498123456',
  fromAccount: 'fund',
  toAccount: 'spot',
  asset: 'USDT',
  ...{ fromUid: '1001', fromType: 'main', fromWallet: 'fund' },
  ...{ toUid: '1002', toType: 'sub', toWallet: 'perpetual' },
  type: 'CLOSE',
};

const bodyOf = (row: CommandRow): Record<string, unknown> => ({
  account: 'bingx',
  ...Object.fromEntries(
    Object.entries(row.parameters)
      .filter(([, { isRequired }]) => isRequired)
      .map(([name]) => [
        name,
        name === 'symbol' ? (row.product === 'coin-m' ? 'BTC-USD' : 'BTC-USDT') : VALUES[name],
      ]),
  ),
});

let stub: BingxStub;
let hosts: BingxHosts;
let commands: BingxCommandsService;
let settings: TradingSettings;

const route = (row: CommandRow): string => `POST ${row.endpoint.path}`;

beforeEach(async () => {
  stub = await startBingxStub();
  const host = { url: stub.url, key: 'very-public-key-0001', secret: SECRET };
  const parts = bingxParts(host, { timeoutMs: 300 });
  ({ hosts } = parts);
  settings = Object.assign(new TradingSettings(), { TRADING_MODE: 'live' });
  const reads = new BingxReadsService(parts.hosts, parts.keyring);
  const venue = new BingxUsdtMVenue(parts);
  commands = new BingxCommandsService(reads, parts.keyring, venue, settings, parts.clock);
  const most = { longLeverage: 5, shortLeverage: 5, maxLongLeverage: 125, maxShortLeverage: 125 };
  stub.on('GET /openApi/swap/v2/trade/leverage', json({ code: 0, msg: '', data: most }));
  stub.on('GET /openApi/cswap/v1/trade/leverage', json({ code: 0, msg: '', data: most }));
});

afterEach(async () => {
  hosts.close();
  await stub.close();
});

const FAULTS: readonly (readonly [string, Answer])[] = [
  ['no answer in time', () => undefined],
  ['a dropped connection', (_request, response) => void response.destroy()],
  ['status 502', json('<html>bad gateway</html>', 502)],
  ['garbage', json('not json')],
  ['a code that nobody knows', json({ code: 987654, msg: 'what' })],
];

describe.each(ROWS.map((row) => [row.operationId, row] as const))('%s', (_name, row) => {
  it.each(FAULTS)('is sent once and unknown after %s', async (_what, answer) => {
    stub.on(route(row), answer);
    const result = await commands.run(row, bodyOf(row));
    expect(result.outcome).toBe('unknown');
    expect(stub.count(route(row))).toBe(1);
  });

  it('is refused with the code of BingX, after one request', async () => {
    stub.on(route(row), json({ code: 101204, msg: 'Insufficient margin' }));
    await expect(commands.run(row, bodyOf(row))).rejects.toMatchObject({
      code: 'venue-refused',
      details: { venueCode: '101204' },
    });
    expect(stub.count(route(row))).toBe(1);
  });

  it('sends nothing in paper mode, nor when a field is wrong', async () => {
    settings.TRADING_MODE = 'paper';
    await expect(commands.run(row, bodyOf(row))).rejects.toMatchObject({ code: 'paper-mode' });
    settings.TRADING_MODE = 'live';
    const odd = { ...bodyOf(row), 'a&b': '1' };
    await expect(commands.run(row, odd)).rejects.toMatchObject({ code: 'invalid-request' });
    for (const name of Object.keys(row.parameters)) {
      const bad = { ...bodyOf(row), [name]: 'x&y=1' };
      await expect(commands.run(row, bad)).rejects.toMatchObject({
        code: 'invalid-request',
        fields: [expect.objectContaining({ pointer: `/${name}` })],
      });
    }
    expect(stub.count(route(row))).toBe(0);
  });
});

describe('the JSON form', () => {
  it('carries every parameter in the body, signed, and none in the URL', async () => {
    const row = ROWS.find(({ endpoint }) => endpoint.form === 'json');
    if (row === undefined) throw new Error('no command has the JSON form');
    stub.on(route(row), json({ code: 0, timestamp: 1, data: { tranId: '9007199254740993' } }));
    const result = await commands.run(row, bodyOf(row));
    expect(result).toMatchObject({ outcome: 'done', answer: { transferId: '9007199254740993' } });
    const [request] = stub.seen.filter(({ method }) => method === 'POST');
    expect([...(request?.params.keys() ?? [])]).toEqual([]);
    expect(request?.headers['content-type']).toBe('application/json');
    const { signature, ...params } = JSON.parse(request?.body ?? '{}') as Record<string, string>;
    const text = Object.keys(params)
      .sort()
      .map((key) => `${key}=${params[key]}`)
      .join('&');
    expect(signature).toBe(signText(SECRET, text));
    expect(params).toMatchObject({ fromType: '1', toType: '2', toAccountType: '3' });
  });
});

describe("the dead man's switch", () => {
  it.each([
    ['seconds', 1_702_731_721],
    ['milliseconds', 1_702_731_721_672],
  ])('reads a trigger time in %s', async (_unit, triggerTime) => {
    const row = SWITCH_COMMANDS['usdt-m'];
    stub.on(route(row), json({ code: 0, msg: '', data: { triggerTime, status: 'ACTIVATED' } }));
    const body = { account: 'bingx', type: 'ACTIVATE', timeoutSeconds: 60 };
    const { answer } = await commands.run(row, body);
    expect(answer?.['triggerAt']).toMatch(/^2023-12-16T13:02:01/);
  });
});
