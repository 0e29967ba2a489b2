import { decimal, decimalText } from '@/kernel/decimal';
import { isTimeframe, type Timeframe } from '@/kernel/timeframe';
import type {
  AccountEvent,
  MarketEvent,
  MarketTopic,
} from '@/modules/exchanges/venue-streams.port';
import { amount, notUnderstood, priceOf } from '../bingx.wire';
import { spotInstrument, spotSymbol } from '../bingx.symbols';
import { isFrameObject, wire, type FrameObject } from './frame.json';
import {
  assetsIn,
  orderIdIn,
  orderSideOf,
  orderStateOf,
  orderTypeOf,
} from './futures-account.frames';
import {
  amountIn,
  bestOf,
  bookOf,
  bookTickerOf,
  candleOf,
  dataOf,
  klineEvent,
  lastPriceOf,
  lastTradeOf,
  pairsIn,
  textIn,
  timeIn,
  topicNameOf,
  topicNames,
  type ProductFrames,
} from './product-frames';

/** Our candle lengths and the words that Spot's sockets have for them; its REST side has others. */
const INTERVALS: Readonly<Record<string, string>> = {
  '1m': '1min',
  '3m': '3min',
  '5m': '5min',
  '15m': '15min',
  '30m': '30min',
  '1h': '60min',
  '2h': '2hour',
  '4h': '4hour',
  '6h': '6hour',
  '8h': '8hour',
  '12h': '12hour',
  '1d': '1day',
  '1w': '1week',
  '1M': '1month',
};
const TIMEFRAMES = new Map(Object.entries(INTERVALS).map(([ours, theirs]) => [theirs, ours]));

/** Spot: tickers and order events have their decimals as numbers, and events come only to those who ask. */
export const SPOT_FRAMES: ProductFrames = {
  venue: 'bingx-spot',
  accountTopics: ['spot.executionReport', 'ACCOUNT_UPDATE'],
  nameOf: topicNames(spotSymbol, wordFor),
  marketEvents,
  accountEvents,
};

function wordFor(topic: MarketTopic): string | null {
  switch (topic.kind) {
    case 'price':
      return 'lastPrice';
    case 'book-ticker':
      return 'bookTicker';
    // Nothing is margined on Spot.
    case 'mark-price':
      return null;
    case 'kline': {
      const interval = INTERVALS[topic.timeframe];
      return interval === undefined ? null : `kline_${interval}`;
    }
  }
}

function timeframeOf(what: string): Timeframe | null {
  const ours = what.startsWith('kline_') ? TIMEFRAMES.get(what.slice('kline_'.length)) : undefined;
  return ours !== undefined && isTimeframe(ours) ? ours : null;
}

function marketEvents(frame: FrameObject): readonly MarketEvent[] {
  const name = topicNameOf(frame, spotInstrument);
  if (name === null) return [];
  const { instrument, what } = name;
  if (what === 'trade') return lastTradeOf(instrument, frame['data']);
  if (what.startsWith('incrDepth')) return [];
  const data = dataOf(frame);
  const timeframe = timeframeOf(what);
  if (timeframe !== null) {
    const candle = data['K'];
    if (!isFrameObject(candle)) throw notUnderstood('a candle frame without candle');
    return [klineEvent(instrument, timeframe, candleOf(candle, candle['t']))];
  }
  if (what.startsWith('depth')) {
    const sides = {
      bid: bestOf(pairsIn(data['bids']), 'bid'),
      ask: bestOf(pairsIn(data['asks']), 'ask'),
    };
    return bookOf(instrument, sides, null);
  }
  switch (what) {
    case 'lastPrice':
    case 'ticker':
      return [lastPriceOf(instrument, data['c'], timeIn(data['E']))];
    case 'bookTicker':
      return [bookTickerOf(instrument, data)];
    default:
      return [];
  }
}

function accountEvents(frame: FrameObject): readonly AccountEvent[] {
  if (frame['e'] === 'ACCOUNT_UPDATE') {
    const change = frame['a'];
    if (!isFrameObject(change)) throw notUnderstood('an account event without account');
    const reason = textIn(change['m']) ?? 'UNKNOWN';
    const at = timeIn(frame['T']) ?? timeIn(frame['E']);
    return [{ kind: 'balance', reason, assets: assetsIn(change), positions: [], at }];
  }
  return frame['dataType'] === 'spot.executionReport' ? orderEvents(dataOf(frame)) : [];
}

function orderEvents(row: FrameObject): readonly AccountEvent[] {
  const instrument = spotInstrument(textIn(row['s']) ?? '');
  if (instrument === null) return [];
  const at = timeIn(row['T']) ?? timeIn(row['E']);
  const filledQuantity = amountIn(row['z'], 'z') ?? '0';
  const spent = amountIn(row['Z'], 'Z') ?? '0';
  const filled = decimal(filledQuantity);
  return [
    {
      kind: 'order',
      order: {
        report: {
          venueOrderId: orderIdIn(row['i']),
          clientOrderId: textIn(row['C']),
          instrument,
          state: orderStateOf(row['X']),
          side: orderSideOf(row['S']),
          positionSide: null,
          type: orderTypeOf(row['o']),
          // Zero for a market buy, which names an amount to spend.
          quantity: amount(wire(row['q']), 'q'),
          filledQuantity,
          averagePrice: filled.isZero()
            ? null
            : decimalText(decimal(spent).div(filled).toDecimalPlaces(18)),
          stopPrice: priceOf(wire(row['sp']), 'sp'),
          updatedAt: at,
        },
        parentOrderId: null,
        execution: textIn(row['x']),
        at,
      },
    },
  ];
}
