/** The products that have sockets. Each has an envelope, topics and types of its own. */
export const STREAM_PRODUCTS = ['swap', 'cswap', 'spot'] as const;
export type StreamProduct = (typeof STREAM_PRODUCTS)[number];

export type TopicKind =
  'kline' | 'trade' | 'ticker' | 'lastPrice' | 'markPrice' | 'bookTicker' | 'depth';

/** One market subscription as the exchange understands it. */
export interface Topic {
  /** As the client wrote it; frames repeat it. */
  readonly dataType: string;
  readonly symbol: string;
  readonly kind: TopicKind;
  /** Of a kline; '' otherwise. */
  readonly interval: string;
  /** Rows on each side of a depth; 0 otherwise. */
  readonly levels: number;
}

/** Spot pushes account events only to those who ask for them, under these names. */
export const SPOT_PRIVATE = ['spot.executionReport', 'ACCOUNT_UPDATE'] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The epoch was a Thursday; weeks start on Monday. */
const WEEK_SHIFT = 4 * DAY;

const FUTURES_INTERVALS: ReadonlyMap<string, number> = new Map([
  ['1m', MINUTE],
  ['3m', 3 * MINUTE],
  ['5m', 5 * MINUTE],
  ['15m', 15 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', HOUR],
  ['2h', 2 * HOUR],
  ['4h', 4 * HOUR],
  ['6h', 6 * HOUR],
  ['8h', 8 * HOUR],
  ['12h', 12 * HOUR],
  ['1d', DAY],
  ['3d', 3 * DAY],
  ['1w', 7 * DAY],
  ['1M', 0],
]);
/** Spot's names, and the names that the REST side knows the same intervals by. */
const SPOT_INTERVALS: ReadonlyMap<string, string> = new Map([
  ['1min', '1m'],
  ['3min', '3m'],
  ['5min', '5m'],
  ['15min', '15m'],
  ['30min', '30m'],
  ['60min', '1h'],
  ['2hour', '2h'],
  ['4hour', '4h'],
  ['6hour', '6h'],
  ['8hour', '8h'],
  ['12hour', '12h'],
  ['1day', '1d'],
  ['1week', '1w'],
  ['1month', '1M'],
]);

/** The REST name of an interval that a product's sockets name; undefined when they do not know it. */
export function restInterval(product: StreamProduct, interval: string): string | undefined {
  if (product === 'spot') return SPOT_INTERVALS.get(interval);
  return FUTURES_INTERVALS.has(interval) ? interval : undefined;
}

/** When the candle that holds `time` opened. `interval` is a REST name. */
export function openTime(interval: string, time: number): number {
  if (interval === '1M') {
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }
  const length = FUTURES_INTERVALS.get(interval) ?? MINUTE;
  const shift = interval === '1w' ? WEEK_SHIFT : 0;
  return Math.floor((time - shift) / length) * length + shift;
}

/** When the candle that opened at `open` ends; its successor opens then. */
export function closeTime(interval: string, open: number): number {
  if (interval !== '1M') return open + (FUTURES_INTERVALS.get(interval) ?? MINUTE);
  const date = new Date(open);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

const NAMED: Readonly<Record<StreamProduct, ReadonlySet<string>>> = {
  swap: new Set(['trade', 'ticker', 'lastPrice', 'markPrice', 'bookTicker']),
  cswap: new Set(['trade', 'ticker', 'lastPrice', 'markPrice', 'bookTicker']),
  spot: new Set(['trade', 'ticker', 'lastPrice', 'bookTicker']),
};
/** USDT-M names the pace of a depth, the other two do not. */
const DEPTH: Readonly<Record<StreamProduct, RegExp>> = {
  swap: /^depth(5|10|20|50|100)@(?:100|200|500)ms$/,
  cswap: /^depth(5|10|20|50|100)$/,
  spot: /^depth(5|10|20|50|100)$/,
};

/** Reads `SYMBOL@what`; null when the product has no such stream. Whether the symbol exists is not asked here. */
export function readTopic(product: StreamProduct, dataType: string): Topic | null {
  const cut = dataType.indexOf('@');
  if (cut < 1) return null;
  const symbol = dataType.slice(0, cut);
  const what = dataType.slice(cut + 1);
  const topic = { dataType, symbol, interval: '', levels: 0 };
  if (NAMED[product].has(what)) return { ...topic, kind: what as TopicKind };
  const depth = DEPTH[product].exec(what);
  if (depth !== null) return { ...topic, kind: 'depth', levels: Number(depth[1]) };
  const interval = what.startsWith('kline_') ? what.slice('kline_'.length) : '';
  return restInterval(product, interval) === undefined
    ? null
    : { ...topic, kind: 'kline', interval };
}
