import type { MarketEvent } from '@/modules/exchanges/venue-streams.port';
import { coinMInstrument, coinMSymbol } from '../bingx.symbols';
import { rowsIn, type FrameObject, type FrameValue } from './frame.json';
import { futuresAccountEvents } from './futures-account.frames';
import { perpetualPrices, perpetualTimeframe, perpetualTopic } from './perpetual.frames';
import {
  bestOf,
  bookOf,
  candleOf,
  dataOf,
  klineEvent,
  lastTradeOf,
  timeIn,
  topicNameOf,
  topicNames,
  type ProductFrames,
} from './product-frames';

/** Coin-M: quantities are contracts, candles are numbers. */
export const COIN_M_FRAMES: ProductFrames = {
  venue: 'bingx-coin-m',
  accountTopics: [],
  nameOf: topicNames(coinMSymbol, perpetualTopic),
  marketEvents,
  accountEvents: (frame) => futuresAccountEvents(frame, coinMInstrument),
};

function marketEvents(frame: FrameObject): readonly MarketEvent[] {
  const name = topicNameOf(frame, coinMInstrument);
  if (name === null) return [];
  const { instrument, what } = name;
  if (what === 'trade') return lastTradeOf(instrument, frame['data']);
  const data = dataOf(frame);
  const timeframe = perpetualTimeframe(what);
  if (timeframe !== null) return [klineEvent(instrument, timeframe, candleOf(data, data['t']))];
  if (what.startsWith('depth')) {
    const sides = {
      bid: bestOf(levels(data['bids']), 'bid'),
      ask: bestOf(levels(data['asks']), 'ask'),
    };
    return bookOf(instrument, sides, timeIn(data['timestamp']));
  }
  return perpetualPrices(what, instrument, data, 'p');
}

/** Levels are objects here, their sizes in contracts under `v`. */
const levels = (value: FrameValue | undefined) =>
  rowsIn(value).map((row) => [row['p'], row['v']] as const);
