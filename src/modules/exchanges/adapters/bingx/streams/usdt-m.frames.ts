import { isTimeframe, type Timeframe } from '@/kernel/timeframe';
import type { MarketEvent, MarketTopic } from '@/modules/exchanges/venue-streams.port';
import { usdtMInstrument, usdtMSymbol } from '../bingx.symbols';
import { rowsIn, type FrameObject } from './frame.json';
import { futuresAccountEvents } from './futures-account.frames';
import {
  bestOf,
  bookOf,
  bookTickerOf,
  candleOf,
  dataOf,
  klineEvent,
  lastPriceOf,
  lastTradeOf,
  pairsIn,
  priceIn,
  timeIn,
  topicNameOf,
  type ProductFrames,
} from './product-frames';

/** Perpetual products call candles as we do. */
const INTERVALS = new Set('1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' '));
const NAMES = { price: 'lastPrice', 'mark-price': 'markPrice', 'book-ticker': 'bookTicker' };

/** A perpetual product's word for a topic, without the symbol; null when it has none. */
export function perpetualTopic(topic: MarketTopic): string | null {
  if (topic.kind !== 'kline') return NAMES[topic.kind];
  return INTERVALS.has(topic.timeframe) ? `kline_${topic.timeframe}` : null;
}

/** The candle length in a topic's word; null for another topic. */
export function perpetualTimeframe(what: string): Timeframe | null {
  const interval = what.startsWith('kline_') ? what.slice('kline_'.length) : '';
  return INTERVALS.has(interval) && isTimeframe(interval) ? interval : null;
}

/** USDT-M: decimals are text, ids and times whole numbers. */
export const USDT_M_FRAMES: ProductFrames = {
  venue: 'bingx-usdt-m',
  accountTopics: [],
  nameOf: (topic) => {
    const symbol = usdtMSymbol(topic.instrument);
    const what = perpetualTopic(topic);
    return symbol === null || what === null ? null : `${symbol}@${what}`;
  },
  marketEvents,
  accountEvents: (frame) => futuresAccountEvents(frame, usdtMInstrument),
};

function marketEvents(frame: FrameObject): readonly MarketEvent[] {
  const name = topicNameOf(frame, usdtMInstrument);
  if (name === null) return [];
  const { instrument, what } = name;
  const timeframe = perpetualTimeframe(what);
  if (timeframe !== null) {
    // A candle's `T` is its opening time.
    return rowsIn(frame['data']).map((row) =>
      klineEvent(instrument, timeframe, candleOf(row, row['T'])),
    );
  }
  if (what === 'trade') return lastTradeOf(instrument, frame['data']);
  if (what.startsWith('depth')) return depth(frame, name.instrument);
  if (what.startsWith('incrDepth')) return [];
  const data = dataOf(frame);
  switch (what) {
    case 'lastPrice':
    case 'ticker':
      return [lastPriceOf(instrument, data['c'], timeIn(data['E']))];
    case 'markPrice':
      return [
        {
          kind: 'mark-price',
          instrument,
          price: priceIn(data['p'], 'p'),
          at: timeIn(data['E']),
        },
      ];
    case 'bookTicker':
      return [bookTickerOf(instrument, data)];
    default:
      return [];
  }
}

function depth(frame: FrameObject, instrument: MarketTopic['instrument']): readonly MarketEvent[] {
  const { bids, asks } = dataOf(frame);
  const sides = { bid: bestOf(pairsIn(bids), 'bid'), ask: bestOf(pairsIn(asks), 'ask') };
  return bookOf(instrument, sides, timeIn(frame['ts']));
}
