import { Decimal, decimal } from '@/kernel/decimal';
import type { SimContract } from '../contract';
import type { Perpetual } from '../perpetual/perpetual';
import { type Params, required } from '../perpetual/order-request';
import { invalid } from '../rejection';
import { integer, limitOf } from '../route';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** The epoch was a Thursday; weeks start on Monday. */
const WEEK_SHIFT = 4 * DAY;
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['1m', MINUTE],
  ['3m', 3 * MINUTE],
  ['5m', 5 * MINUTE],
  ['15m', 15 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', 60 * MINUTE],
  ['2h', 120 * MINUTE],
  ['4h', 240 * MINUTE],
  ['6h', 360 * MINUTE],
  ['8h', 480 * MINUTE],
  ['12h', 720 * MINUTE],
  ['1d', DAY],
  ['3d', 3 * DAY],
  ['1w', 7 * DAY],
]);
const MAX_ROWS = 1_440;
/** Candles from this length on are anchored. */
const ANCHORED = 240 * MINUTE;

/** Which candles are wanted. `after` is exclusive, `until` inclusive. */
export interface CandleRange {
  readonly contract: Pick<SimContract, 'symbol' | 'pricePrecision' | 'startPrice'>;
  /** What the forming candle closes at. */
  readonly current: Decimal;
  readonly interval: string;
  readonly after: number;
  readonly until: number;
  readonly limit: number;
  readonly now: number;
  /** Where candles of four hours and more begin, in milliseconds from UTC midnight; 0 when absent. */
  readonly anchorMs?: number;
}

export interface Candle extends Record<string, unknown> {
  readonly open: string;
  readonly close: string;
  readonly high: string;
  readonly low: string;
  readonly volume: string;
  readonly time: number;
}

/**
 * Candles, newest first, the forming one included. They are computed from symbol and time alone, so the same
 * finished candle is the same in every answer; the forming candle closes at the current price.
 */
export function candlesBetween(range: CandleRange): Candle[] {
  if (range.interval !== '1M' && !LENGTHS.has(range.interval))
    throw invalid('interval: This field is invalid. ');
  const rows: Candle[] = [];
  let open = openOf(range, range.until);
  while (rows.length < range.limit && open > range.after) {
    rows.push(candle(range, open));
    open = openOf(range, open - 1);
  }
  return rows;
}

/** USDT-M: `startTime` is exclusive and `endTime` inclusive. */
export function klines(x: Perpetual, params: Params): Candle[] {
  const contract = x.quoted(required(params, 'symbol'));
  const interval = required(params, 'interval');
  const limit = limitOf(params, 500, MAX_ROWS);
  const now = x.now();
  return candlesBetween({
    contract,
    current: x.price(contract.symbol),
    interval,
    after: Math.max(integer(params, 'startTime') ?? 0, contract.launchTime - 1),
    until: Math.min(integer(params, 'endTime') ?? now, now),
    limit,
    now,
  });
}

/** The end of the candle that opens at a time. */
export function nextOpen(interval: string, open: number): number {
  if (interval !== '1M') return open + (LENGTHS.get(interval) ?? MINUTE);
  const date = new Date(open);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function openOf({ interval, anchorMs = 0 }: CandleRange, time: number): number {
  if (interval === '1M') {
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }
  const length = LENGTHS.get(interval) ?? MINUTE;
  const week = interval === '1w' ? WEEK_SHIFT : 0;
  const shift = week + (length >= ANCHORED ? anchorMs : 0);
  return Math.floor((time - shift) / length) * length + shift;
}

function candle({ contract, current, interval, now }: CandleRange, time: number): Candle {
  const end = nextOpen(interval, time);
  const open = priceAt(contract, time);
  const close = end > now ? current : priceAt(contract, end);
  const reach = decimal(contract.startPrice)
    .times(scatter(contract.symbol, time + 1, 300))
    .div(100_000);
  const fixed = (value: Decimal): string => value.toFixed(contract.pricePrecision);
  return {
    open: fixed(open),
    close: fixed(close),
    high: fixed(Decimal.max(open, close).plus(reach)),
    low: fixed(Decimal.min(open, close).minus(reach)),
    volume: new Decimal(scatter(contract.symbol, time + 2, 9_000_000)).div(10_000).toFixed(4),
    time,
  };
}

/** The made-up price of a moment: the start price give or take one percent. */
function priceAt(contract: CandleRange['contract'], time: number): Decimal {
  const shift = scatter(contract.symbol, time, 2_001) - 1_000;
  return decimal(contract.startPrice)
    .times(100_000 + shift)
    .div(100_000);
}

/** A number in [0, size) that depends on nothing but its arguments (FNV-1a). */
function scatter(symbol: string, time: number, size: number): number {
  let hash = 2_166_136_261;
  for (const char of `${symbol}|${time}`) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619);
  return (hash >>> 0) % size;
}
