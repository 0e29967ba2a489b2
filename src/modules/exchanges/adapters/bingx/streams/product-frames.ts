import type { Instrument } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import type { VenueId } from '@/kernel/venue-id';
import { decimal } from '@/kernel/decimal';
import type {
  AccountEvent,
  MarketEvent,
  MarketTopic,
} from '@/modules/exchanges/venue-streams.port';
import type { Kline } from '@/modules/exchanges/venue.types';
import { amount, amountOf, notUnderstood, textOf, timeOf } from '../bingx.wire';
import { isFrameObject, rowsIn, wire, type FrameObject, type FrameValue } from './frame.json';

/** One product's sockets: its names for topics and its forms of frames. Pure. */
export interface ProductFrames {
  readonly venue: VenueId;
  /** The topic as the product spells it; null when it has none such. */
  nameOf(topic: MarketTopic): string | null;
  /** What a private socket has to ask for; empty where everything comes by itself. */
  readonly accountTopics: readonly string[];
  /** What a market frame says; empty for what we have no use for. Throws VenueProtocolError. */
  marketEvents(frame: FrameObject): readonly MarketEvent[];
  /** What a private frame says; empty for what we have no use for. Throws VenueProtocolError. */
  accountEvents(frame: FrameObject): readonly AccountEvent[];
}

/** How a product spells a topic: its symbol and its word for the kind; null where it has none. */
export const topicNames =
  (
    symbolOf: (instrument: Instrument) => string | null,
    wordFor: (topic: MarketTopic) => string | null,
  ): ProductFrames['nameOf'] =>
  (topic) => {
    const symbol = symbolOf(topic.instrument);
    const what = wordFor(topic);
    return symbol === null || what === null ? null : `${symbol}@${what}`;
  };

/** A topic's name in its two parts: `BTC-USDT@kline_1m` is a symbol and `kline_1m`. */
export interface TopicName {
  readonly instrument: Instrument;
  readonly what: string;
}

/**
 * What a frame is about: by the symbol that its data names, else by the topic's. Null when it is about no topic, or
 * about a symbol that we cannot name.
 */
export function topicNameOf(
  frame: FrameObject,
  instrumentOf: (symbol: string) => Instrument | null,
): TopicName | null {
  const { dataType, data } = frame;
  if (typeof dataType !== 'string') return null;
  const cut = dataType.indexOf('@');
  if (cut < 1) return null;
  const stated = isFrameObject(data) ? (data['s'] ?? frame['s']) : frame['s'];
  const symbol = typeof stated === 'string' && stated !== '' ? stated : dataType.slice(0, cut);
  const instrument = instrumentOf(symbol);
  return instrument === null ? null : { instrument, what: dataType.slice(cut + 1) };
}

export function dataOf(frame: FrameObject): FrameObject {
  if (!isFrameObject(frame['data'])) throw notUnderstood('a frame without data');
  return frame['data'];
}

/** A price, which is greater than zero. */
export function priceIn(value: FrameValue | undefined, field: string): string {
  const text = amount(wire(value), field);
  if (!decimal(text).gt(0)) throw notUnderstood(`${field} is no price`);
  return text;
}

export const timeIn = (value: FrameValue | undefined): Date | null => timeOf(wire(value));
export const textIn = (value: FrameValue | undefined): string | null => textOf(wire(value));
export const amountIn = (value: FrameValue | undefined, field: string): string | null =>
  amountOf(wire(value), field);

/** Best bid and ask: here lower-case letters are prices and capitals quantities. */
export function bookTickerOf(instrument: Instrument, data: FrameObject): MarketEvent {
  return {
    kind: 'book-ticker',
    instrument,
    bid: priceIn(data['b'], 'b'),
    bidQuantity: amount(wire(data['B']), 'B'),
    ask: priceIn(data['a'], 'a'),
    askQuantity: amount(wire(data['A']), 'A'),
    at: timeIn(data['T']) ?? timeIn(data['E']),
  };
}

export function lastPriceOf(
  instrument: Instrument,
  price: FrameValue | undefined,
  at: Date | null,
): MarketEvent {
  return { kind: 'price', instrument, price: priceIn(price, 'price'), at };
}

/** The last of the trades in a frame, whichever place it has: Spot does not order them. */
export function lastTradeOf(
  instrument: Instrument,
  data: FrameValue | undefined,
): readonly MarketEvent[] {
  const trades = isFrameObject(data) ? [data] : rowsIn(data);
  const newest = trades.reduce<{ readonly trade: FrameObject; readonly at: Date | null } | null>(
    (last, trade) => {
      const at = timeIn(trade['T']);
      return last === null || (at?.getTime() ?? 0) > (last.at?.getTime() ?? 0)
        ? { trade, at }
        : last;
    },
    null,
  );
  return newest === null ? [] : [lastPriceOf(instrument, newest.trade['p'], newest.at)];
}

/** A candle as it forms. `openAt` is the field that holds its opening time. */
export function candleOf(row: FrameObject, openAt: FrameValue | undefined): Kline {
  const at = timeIn(openAt);
  if (at === null) throw notUnderstood('a candle without time');
  return {
    openAt: at,
    open: priceIn(row['o'], 'o'),
    high: priceIn(row['h'], 'h'),
    low: priceIn(row['l'], 'l'),
    close: priceIn(row['c'], 'c'),
    volume: amountIn(row['v'], 'v') ?? '0',
    isFinal: false,
  };
}

export const klineEvent = (
  instrument: Instrument,
  timeframe: Timeframe,
  candle: Kline,
): MarketEvent => ({ kind: 'kline', instrument, timeframe, candle });

/** Price and quantity of the best level of a side, wherever the list begins. */
export function bestOf(
  rows: readonly (readonly [FrameValue | undefined, FrameValue | undefined])[],
  side: 'bid' | 'ask',
): { readonly price: string; readonly quantity: string } | null {
  let best: { readonly price: string; readonly quantity: string } | null = null;
  for (const [price, quantity] of rows) {
    const level = { price: priceIn(price, side), quantity: amount(wire(quantity), side) };
    const isBetter =
      best === null ||
      (side === 'bid'
        ? decimal(level.price).gt(decimal(best.price))
        : decimal(level.price).lt(decimal(best.price)));
    if (isBetter) best = level;
  }
  return best;
}

/** The best of both sides of a depth frame; nothing while one side is empty. */
export function bookOf(
  instrument: Instrument,
  sides: Readonly<Record<'bid' | 'ask', ReturnType<typeof bestOf>>>,
  at: Date | null,
): readonly MarketEvent[] {
  const { bid, ask } = sides;
  if (bid === null || ask === null) return [];
  return [
    {
      kind: 'book-ticker',
      instrument,
      bid: bid.price,
      bidQuantity: bid.quantity,
      ask: ask.price,
      askQuantity: ask.quantity,
      at,
    },
  ];
}

/** Levels as pairs, the form of USDT-M and Spot. */
export const pairsIn = (
  value: FrameValue | undefined,
): readonly (readonly [FrameValue | undefined, FrameValue | undefined])[] =>
  (Array.isArray(value) ? (value as readonly FrameValue[]) : []).flatMap((row) =>
    Array.isArray(row) ? [[row[0], row[1]] as const] : [],
  );
