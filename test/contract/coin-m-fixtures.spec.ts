import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Timeframe } from '@/kernel/timeframe';
import { readEnvelope } from '@/modules/exchanges/adapters/bingx/bingx.envelope';
import { readJson, type JsonValue } from '@/modules/exchanges/adapters/bingx/bingx.json';
import { objectOf, rowsOf, textOf } from '@/modules/exchanges/adapters/bingx/bingx.wire';
import { toKline } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.market';
import {
  toBalance,
  toFillReport,
  toInstrumentRules,
  toListedOrder,
  toPosition,
} from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.mapper';
import {
  toBalance as toStandardBalance,
  toOrder as toStandardOrder,
  toPosition as toStandardPosition,
} from '@/modules/exchanges/adapters/bingx/standard/standard.mapper';

const OWN = resolve(__dirname, '../fixtures/bingx');
const SHARED = resolve(__dirname, '../../../shared/fixtures/bingx');
const NOW = new Date('2026-11-22T00:00:00.000Z');

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder).filter((name) => /^(cswap|standard)\..*\.json$/.test(name))
    : [];
if (filesIn(SHARED).length === 0) process.stdout.write(`skipped: no samples at ${SHARED}\n`);

/** The payload of a sample; some samples are one element without its envelope. */
function dataIn(folder: string, name: string): JsonValue {
  const text = readFileSync(join(folder, name), 'utf8');
  const envelope = readEnvelope(text);
  if (envelope.kind === 'success') return envelope.data;
  const parsed = readJson(text);
  if (parsed === undefined) throw new Error('not JSON');
  return name.includes('.element.') ? [parsed] : parsed;
}

/** Orders of the samples that were copied from USDT-M name no Coin-M contract and are left out. */
function readOrders(data: JsonValue): void {
  const body = objectOf(data, 'orders');
  const rows =
    body['orders'] === undefined
      ? [objectOf(body['order'], 'order')]
      : rowsOf(body['orders'], 'orders');
  for (const row of rows) {
    const report = toListedOrder(row);
    const isCoinM = /^[A-Z0-9]+-USD$/.test(textOf(row['symbol']) ?? '');
    expect(report?.venueOrderId ?? null).toBe(isCoinM ? row['orderId'] : null);
  }
}

const all = (data: JsonValue, read: (row: ReturnType<typeof objectOf>) => unknown): void => {
  const rows = rowsOf(data, 'rows');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(read)).not.toContain(null);
};

const READERS: readonly (readonly [RegExp, (data: JsonValue) => void])[] = [
  [/^cswap\.(get-v1-market-)?contracts/, (data) => all(data, toInstrumentRules)],
  [/^cswap\.(get-v1-user-)?balance/, (data) => all(data, toBalance)],
  [/^cswap\.(get-v1-user-)?positions/, (data) => all(data, toPosition)],
  [/^cswap\.(get-v1-trade-allFillOrders|fills)/, (data) => all(data, toFillReport)],
  [/^cswap\.get-v1-trade-(openOrders|orderDetail|orderHistory)/, readOrders],
  [/^cswap\.(open-orders|order-history)/, readOrders],
  [
    /^cswap\.(get-v1-market-)?klines/,
    (data) => all(data, (row) => toKline(row, '1h' as Timeframe, NOW)),
  ],
  [
    /^cswap\.post-(v1-trade-)?order\./,
    (data) => {
      expect(objectOf(data, 'order')['orderId']).toMatch(/^\d{19}$/);
    },
  ],
  [/^standard\.(get-contract-v1-allPosition|positions)/, (data) => all(data, toStandardPosition)],
  [/^standard\.(get-contract-v1-allOrders|orders)/, (data) => all(data, toStandardOrder)],
  [/^standard\.(get-contract-v1-)?balance/, (data) => all(data, toStandardBalance)],
];

describe.each([
  ['our own samples', OWN],
  ['the shared collection', SHARED],
])('BingX Coin-M and Standard answers: %s', (name, folder) => {
  const readable = filesIn(folder).flatMap((file) =>
    READERS.filter(([pattern]) => pattern.test(file)).map(([, read]) => ({ file, read })),
  );
  if (readable.length === 0) {
    it.skip(`${name} is not here (looked in ${folder})`, () => undefined);
    return;
  }

  it.each(readable)('$file is read', ({ file, read }) => {
    expect.hasAssertions();
    read(dataIn(folder, file));
  });
});
