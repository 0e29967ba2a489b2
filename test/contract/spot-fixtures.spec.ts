import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { readEnvelope } from '@/modules/exchanges/adapters/bingx/bingx.envelope';
import { classifyError } from '@/modules/exchanges/adapters/bingx/bingx.errors';
import {
  isJsonArray,
  type JsonObject,
  type JsonValue,
} from '@/modules/exchanges/adapters/bingx/bingx.json';
import { objectOf, rowsOf } from '@/modules/exchanges/adapters/bingx/bingx.wire';
import {
  orderIdOf,
  orderStateOf,
  toBalance,
  toDayTicker,
  toFillReport,
  toInstrumentRules,
  toKline,
  toListedOrder,
  toOrderReport,
  toTicker,
} from '@/modules/exchanges/adapters/bingx/spot/spot.mapper';

const OWN = resolve(__dirname, '../fixtures/bingx');
const SHARED = resolve(__dirname, '../../../shared/fixtures/bingx');
const NOW = new Date('2026-11-22T00:00:00.000Z');
const BTC = instrumentOf('bingx-spot/BTC-USDT');
const MINUTE = '1m' as Timeframe;

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^spot\..*\.json$/.test(name))
        .sort()
    : [];
const shared = filesIn(SHARED);
if (shared.length === 0) process.stdout.write(`skipped: no BingX samples at ${SHARED}\n`);

const listOf = (data: JsonValue, list: string): readonly JsonObject[] =>
  rowsOf(objectOf(data, list)[list], list);
const firstOf = (data: JsonValue): JsonObject =>
  objectOf(isJsonArray(data) ? data[0] : data, 'a row');

/** How each kind of answer is read; a file is matched by the start of its name. */
const READERS: readonly (readonly [RegExp, (data: JsonValue) => void])[] = [
  [
    /^spot\.get-v1-common-symbols/,
    (data) => {
      const rules = listOf(data, 'symbols').map(toInstrumentRules);
      expect(rules.length).toBeGreaterThan(0);
      for (const rule of rules) expect(rule).toMatchObject({ status: 'trading', minNotional: '5' });
    },
  ],
  [
    /^spot\.get-v1-account-balance/,
    (data) => {
      const balances = listOf(data, 'balances').map(toBalance);
      expect(balances.map(({ asset }) => asset)).toContain('USDT');
    },
  ],
  [
    /^spot\.get-v1-ticker-price/,
    (data) => {
      expect(toTicker(firstOf(data), BTC, NOW)?.price).toMatch(/^\d+(\.\d+)?$/);
    },
  ],
  [
    /^spot\.get-(v1-ticker-24hr|v2-quote-ticker)/,
    (data) => {
      expect(toDayTicker(firstOf(data), BTC, NOW).price).toBe('42215.15');
    },
  ],
  [
    /^spot\.get-(v2-market-kline|v2-quote-klines|market-his-v1-kline)/,
    (data) => {
      if (!isJsonArray(data)) throw new Error('candles are not a list');
      const times = data.map((row) => toKline(row, MINUTE, NOW).openAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
    },
  ],
  [
    /^spot\.get-v1-trade-(openOrders|historyOrders)/,
    (data) => {
      const rows = listOf(data, 'orders');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map((row) => toListedOrder(row)?.venueOrderId)).toEqual(
        rows.map((row) => row['orderId']),
      );
    },
  ],
  [
    /^spot\.get-v1-trade-query/,
    (data) => {
      const row = objectOf(data, 'order');
      const report = toOrderReport(row);
      expect(report.venueOrderId).toBe(row['orderId']);
      expect(['open', 'cancelled']).toContain(report.state);
    },
  ],
  [
    /^spot\.get-v1-trade-myTrades/,
    (data) => {
      const rows = listOf(data, 'fills');
      const fills = rows.map(toFillReport);
      expect(fills.map((fill) => fill.venueOrderId)).toEqual(rows.map((row) => row['orderId']));
      for (const fill of fills) {
        expect(fill).toMatchObject({ side: 'buy', feeAsset: fill.instrument.base });
        // A cost is positive here, and no float noise beyond what our columns hold.
        expect(fill.fee).toMatch(/^0\.\d{1,18}$/);
      }
    },
  ],
  [
    /^spot\.post-v1-trade-(order|cancel)\./,
    (data) => {
      const row = objectOf(data, 'order');
      expect(orderIdOf(row)).toBe(row['orderId']);
      expect(['open', 'cancelled']).toContain(orderStateOf(row));
    },
  ],
];

describe.each([
  ['our own samples', OWN, filesIn(OWN)],
  ['the shared collection', SHARED, shared],
])('BingX Spot answers: %s', (name, folder, files) => {
  const read = files.filter((file) => READERS.some(([pattern]) => pattern.test(file)));

  if (read.length === 0) {
    it.skip(`${name} is not here (looked in ${folder})`, () => undefined);
    return;
  }

  it.each(read.map((file) => [file]))('%s is read', (file) => {
    const envelope = readEnvelope(readFileSync(join(folder, file), 'utf8'));
    if (envelope.kind !== 'success') throw new Error(`not a success: ${JSON.stringify(envelope)}`);
    for (const [pattern, check] of READERS) if (pattern.test(file)) check(envelope.data);
  });
});

describe('BingX Spot errors, told apart by their text', () => {
  it.each([
    ['100400', 'order not exist', 'order-not-open'],
    ['100400', 'the order does not exist', 'order-not-open'],
    ['100400', 'order not found', 'order-not-open'],
    ['100400', 'order is already filled', 'order-not-open'],
    ['100400', 'order status :FILLED,can not delete, please verify', 'order-not-open'],
    ['100400', "quoteOrderQty can't be 0 in market bid order", 'invalid-parameter'],
    ['100400', 'entrust volume too low, min minVolume is 0.0002', 'quantity-too-small'],
    ['100404', 'the order does not exist', 'not-found'],
    ['100404', 'this api is not exist', 'invalid-parameter'],
    ['100421', 'order not exist', 'order-not-open'],
    ['100440', 'order price deviates greatly from the market price', 'price-out-of-range'],
    ['100490', 'spot symbol is offline', 'instrument-off'],
    [
      '100202',
      'Code: 100202, Msg: {"Code":100202,"Msg":"not enough","TextData":{"Args":[]}}',
      'insufficient-margin',
    ],
  ])('%s %s', (code, message, category) => {
    expect(classifyError(code, message, NOW)).toMatchObject({ category, executed: 'no' });
  });
});
