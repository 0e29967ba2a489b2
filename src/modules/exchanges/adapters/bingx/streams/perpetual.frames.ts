import type { Instrument } from '@/kernel/instrument';
import { isTimeframe, type Timeframe } from '@/kernel/timeframe';
import type { MarketEvent, MarketTopic } from '@/modules/exchanges/venue-streams.port';
import { INTERVALS } from '../bingx.candles';
import type { FrameObject } from './frame.json';
import { bookTickerOf, lastPriceOf, priceIn, timeIn } from './product-frames';

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

/** What a frame about prices says. `lastPrice` is the field in which the product's own topic of that name has it. */
export function perpetualPrices(
  what: string,
  instrument: Instrument,
  data: FrameObject,
  lastPrice: 'c' | 'p',
): readonly MarketEvent[] {
  switch (what) {
    case 'lastPrice':
      return [lastPriceOf(instrument, data[lastPrice], timeIn(data['E']))];
    case 'ticker':
      return [lastPriceOf(instrument, data['c'], timeIn(data['E']))];
    case 'markPrice':
      return [
        { kind: 'mark-price', instrument, price: priceIn(data['p'], 'p'), at: timeIn(data['E']) },
      ];
    case 'bookTicker':
      return [bookTickerOf(instrument, data)];
    default:
      return [];
  }
}
