import type { MarketEvent, MarketTopic } from '@/modules/exchanges/venue-streams.port';
import { usdtMInstrument, usdtMSymbol } from '../bingx.symbols';
import { rowsIn, type FrameObject } from './frame.json';
import { futuresAccountEvents } from './futures-account.frames';
import { perpetualPrices, perpetualTimeframe, perpetualTopic } from './perpetual.frames';
import {
  bestOf,
  bookOf,
  candleOf,
  dataOf,
  klineEvent,
  lastTradeOf,
  pairsIn,
  timeIn,
  topicNameOf,
  topicNames,
  type ProductFrames,
} from './product-frames';

/** USDT-M: decimals are text, ids and times whole numbers. */
export const USDT_M_FRAMES: ProductFrames = {
  venue: 'bingx-usdt-m',
  accountTopics: [],
  nameOf: topicNames(usdtMSymbol, perpetualTopic),
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
  return perpetualPrices(what, instrument, dataOf(frame), 'c');
}

function depth(frame: FrameObject, instrument: MarketTopic['instrument']): readonly MarketEvent[] {
  const { bids, asks } = dataOf(frame);
  const sides = { bid: bestOf(pairsIn(bids), 'bid'), ask: bestOf(pairsIn(asks), 'ask') };
  return bookOf(instrument, sides, timeIn(frame['ts']));
}
