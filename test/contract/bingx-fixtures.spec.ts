import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Timeframe } from '@/kernel/timeframe';
import { readEnvelope, type Envelope } from '@/modules/exchanges/adapters/bingx/bingx.envelope';
import { classifyError } from '@/modules/exchanges/adapters/bingx/bingx.errors';
import {
  isJsonArray,
  isJsonObject,
  readJson,
  type JsonValue,
} from '@/modules/exchanges/adapters/bingx/bingx.json';
import { toKline } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.klines';
import {
  orderIdOf,
  toBalance,
  toFillReport,
  toInstrumentRules,
  toListedOrder,
  toOrderReport,
  toPosition,
  toPositionMode,
} from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.mapper';
import { amount, objectOf, rowsOf } from '@/modules/exchanges/adapters/bingx/bingx.wire';

const OWN = resolve(__dirname, '../fixtures/bingx');
const SHARED = resolve(__dirname, '../../../shared/fixtures/bingx');
const NOW = new Date('2026-11-22T00:00:00.000Z');

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
const own = filesIn(OWN);
const shared = filesIn(SHARED);
if (shared.length === 0) process.stdout.write(`skipped: no BingX samples at ${SHARED}\n`);

const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

function dataOf(envelope: Envelope): JsonValue {
  if (envelope.kind !== 'success') throw new Error(`not a success: ${JSON.stringify(envelope)}`);
  return envelope.data;
}

/** Every number that the text holds, in the order in which it stands there. */
function numbersIn(text: string): readonly string[] {
  const withoutStrings = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return withoutStrings.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [];
}

/** Every text of the parsed value that is not a key. */
function leavesOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonArray(value)) return value.flatMap(leavesOf);
  return isJsonObject(value) ? Object.values(value).flatMap(leavesOf) : [];
}

/** How each kind of answer is read; a file is matched by the start of its name. */
const READERS: readonly (readonly [RegExp, (data: JsonValue) => void])[] = [
  [
    /^swap\.(get-v2-quote-contracts|contracts)/,
    (data) => {
      const rules = rowsOf(data, 'contracts').map(toInstrumentRules);
      expect(rules.length).toBeGreaterThan(0);
      expect(rules).not.toContain(null);
    },
  ],
  [
    /^swap\.(get-v2-trade-order|get-order|get-v2-trade-openOrder)\./,
    (data) => {
      const row = objectOf(objectOf(data, 'order')['order'], 'order');
      expect(toOrderReport(row).venueOrderId).toBe(row['orderID'] ?? row['orderId']);
    },
  ],
  [
    /^swap\.(get-v2-trade-(openOrders|allOrders|forceOrders)|get-v1-trade-fullOrder|open-orders|all-orders)/,
    (data) => {
      const rows = rowsOf(objectOf(data, 'orders')['orders'], 'orders');
      const reports = rows.map(toListedOrder);
      expect(reports.map((report) => report?.venueOrderId)).toEqual(
        rows.map((row) => row['orderId']),
      );
    },
  ],
  [
    /^swap\.(get-v2-trade-fillHistory|fill-history)/,
    (data) => {
      const rows = rowsOf(objectOf(data, 'fills')['fill_history_orders'], 'fills');
      expect(rows.map((row) => toFillReport(row).venueFillId)).toEqual(
        rows.map((row) => row['tradeId']),
      );
    },
  ],
  [
    /^swap\.(post-v2-trade-order(-test)?|post-order|delete-v2-trade-order)\./,
    (data) => {
      const row = objectOf(objectOf(data, 'order')['order'], 'order');
      expect(orderIdOf(row)).toBe(row['orderID'] ?? row['orderId']);
    },
  ],
  [
    /^swap\.(get-v2-user-positions|positions)/,
    (data) => {
      const rows = rowsOf(data, 'positions');
      expect(rows.map(toPosition)).toHaveLength(rows.length);
    },
  ],
  [
    /^swap\.(get-v3-user-balance|balance)/,
    (data) => {
      expect(
        rowsOf(data, 'balances')
          .map(toBalance)
          .filter((row) => row !== null).length,
      ).toBeGreaterThan(0);
    },
  ],
  [
    /^swap\.(get-v3-quote-klines|klines)/,
    (data) => {
      const klines = rowsOf(data, 'klines').map((row) => toKline(row, '1h' as Timeframe, NOW));
      expect(klines.length).toBeGreaterThan(0);
    },
  ],
  [
    /^swap\.(get-v2-trade-leverage|leverage)/,
    (data) => {
      expect(amount(objectOf(data, 'leverage')['longLeverage'], 'longLeverage')).toMatch(/^\d+$/);
    },
  ],
  [
    /^swap\.(get-v1-positionSide-dual|post-v1-positionSide-dual|position-mode)/,
    (data) => {
      expect(['hedge', 'one-way']).toContain(
        toPositionMode(objectOf(data, 'mode')['dualSidePosition']),
      );
    },
  ],
  [
    /^swap\.get-v1-ticker-price/,
    (data) => {
      amount(objectOf(data, 'ticker')['price'], 'price');
    },
  ],
];

/** file, category, whether the write may have gone through. */
const ERRORS: Readonly<Record<string, readonly [string, 'no' | 'unknown']>> = {
  'error.100004-permission.json': ['key-permission', 'no'],
  'error.100202-spot-insufficient-nested.json': ['insufficient-margin', 'no'],
  'error.100400-quoteOrderQty.json': ['invalid-parameter', 'no'],
  'error.100410-busy.json': ['busy', 'unknown'],
  'error.100413-incorrect-apikey.json': ['key-invalid', 'no'],
  'error.100419-ip-whitelist.json': ['ip-not-allowed', 'no'],
  'error.100421-pair-restricted.json': ['instrument-off', 'no'],
  'error.100421-timestamp.json': ['clock-drift', 'no'],
  'error.100437-withdraw-min.json': ['invalid-parameter', 'no'],
  'error.101204-empty-msg.json': ['insufficient-margin', 'no'],
  'error.101204-insufficient-margin.json': ['insufficient-margin', 'no'],
  'error.101253-insufficient-margin.json': ['insufficient-margin', 'no'],
  'error.101400-cswap-margin-side.json': ['invalid-parameter', 'no'],
  'error.101400-min-amount.json': ['quantity-too-small', 'no'],
  'error.104411-cswap-margin-decrease.json': ['invalid-parameter', 'no'],
  'error.109400-api-orders-disabled.json': ['exchange-halt', 'no'],
  'error.109400-closePosition-needs-quantity.json': ['invalid-parameter', 'no'],
  'error.109400-hedge-positionSide.json': ['position-mode-mismatch', 'no'],
  'error.109400-hedge-reduceOnly.json': ['position-mode-mismatch', 'no'],
  'error.109400-klines-limit.json': ['invalid-parameter', 'no'],
  'error.109400-oneway-positionSide.json': ['position-mode-mismatch', 'no'],
  'error.109400-order-not-exist-on-cancel.json': ['order-not-open', 'no'],
  'error.109400-timestamp.json': ['clock-drift', 'no'],
  'error.109414-oneway-positionSide.legacy.json': ['position-mode-mismatch', 'no'],
  'error.109421-order-not-exist-on-query.json': ['not-found', 'no'],
  'error.109429-cooldown.json': ['rate-limited', 'no'],
  'error.110406-second-position-stop.json': ['protection-exists', 'no'],
  'error.110425-min-notional.json': ['quantity-too-small', 'no'],
  'error.112415-kyc.json': ['account-suspended', 'no'],
  'error.80012-nested-margin.legacy.json': ['insufficient-margin', 'no'],
  'error.80014-positionSide-required.legacy.json': ['position-mode-mismatch', 'no'],
  'error.80020-risk-forbidden.legacy.json': ['risk-control', 'no'],
  'error.transfer-insufficient.json': ['unknown-error', 'unknown'],
};

describe.each([
  ['our own samples', OWN, own],
  ['the shared collection', SHARED, shared],
])('BingX answers: %s', (name, folder, files) => {
  const swap = files.filter((file) => READERS.some(([pattern]) => pattern.test(file)));
  const errors = files.filter((file) => file.startsWith('error.'));

  if (files.length === 0) {
    it.skip(`${name} is not here (looked in ${folder})`, () => undefined);
    return;
  }

  it.each(files.map((file) => [file]))('%s loses no digit', (file) => {
    const text = textOf(folder, file);
    const parsed = readJson(text);
    expect(parsed).toBeDefined();
    const leaves = new Set(leavesOf(parsed ?? null));
    for (const number of numbersIn(text)) {
      if (!/[eE]/.test(number)) expect(leaves).toContain(number);
    }
  });

  it.each(swap.map((file) => [file]))('%s is read', (file) => {
    const data = dataOf(readEnvelope(textOf(folder, file)));
    for (const [pattern, read] of READERS) if (pattern.test(file)) read(data);
  });

  if (errors.length > 0) {
    it.each(errors.map((file) => [file]))('%s is classified', (file) => {
      const envelope = readEnvelope(textOf(folder, file));
      if (envelope.kind !== 'error') throw new Error('not an error');
      const { category, executed } = classifyError(envelope.code, envelope.message, NOW);
      expect([category, executed]).toEqual(ERRORS[file]);
    });
  }
});
