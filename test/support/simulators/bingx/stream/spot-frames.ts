import type { Decimal } from '@/kernel/decimal';
import { digits } from '../wire';
import type { MarketView } from './market-view';
import type { Topic } from './topics';

type Body = Record<string, unknown>;
const DAY_MS = 86_400_000;

/** A Spot market frame: text like the others, except for the ticker, whose amounts are numbers. */
export function spotFrame(topic: Topic, view: MarketView, now: number): Body {
  const wrap = (data: Body, more: Body = {}): Body => ({
    code: 0,
    data,
    dataType: topic.dataType,
    success: true,
    ...more,
  });
  const { symbol } = topic;
  switch (topic.kind) {
    case 'kline':
      return wrap({ E: now, K: kline(topic, view), e: 'kline', s: symbol });
    case 'trade':
      return wrap(trade(topic, view, now), { timestamp: now });
    case 'ticker':
      return { code: 0, timestamp: now, dataType: topic.dataType, data: ticker(topic, view, now) };
    case 'lastPrice':
    case 'markPrice':
      return wrap({ c: view.priceText(view.price), e: 'lastPriceUpdate', s: symbol });
    case 'bookTicker':
      return wrap({
        A: view.quantityText(view.size(1)),
        B: view.quantityText(view.size(2)),
        E: now,
        a: view.priceText(view.near(1)),
        b: view.priceText(view.near(-1)),
        e: 'bookTicker',
        s: symbol,
      });
    case 'depth':
      return wrap(depth(topic, view), { timestamp: now });
  }
}

/** `t` opens and `T` is the last millisecond; volumes drag their zeros along. */
function kline({ interval, symbol }: Topic, view: MarketView): Body {
  const { open, high, low, close, volume, openedAt, endsAt, trades } = view.candle(interval);
  return {
    T: endsAt - 1,
    c: view.priceText(close),
    h: view.priceText(high),
    i: interval,
    l: view.priceText(low),
    n: trades,
    o: view.priceText(open),
    q: volume.times(close).toFixed(6),
    s: symbol,
    t: openedAt,
    v: volume.toFixed(18),
  };
}

function trade({ symbol }: Topic, view: MarketView, now: number): Body {
  const { id, quantity, price, at, isBuyerMaker } = view.trade;
  return {
    E: now,
    T: at,
    e: 'trade',
    m: isBuyerMaker,
    p: view.priceText(price),
    q: view.quantityText(quantity),
    s: symbol,
    t: String(id),
  };
}

function ticker({ symbol }: Topic, view: MarketView, now: number): Body {
  const { open, high, low, volume } = view.day;
  const change = view.price.minus(open);
  const number = (value: Decimal): unknown => digits(value.toFixed());
  return {
    e: '24hTicker',
    E: now,
    s: symbol,
    p: number(change),
    P: `${change.div(open).times(100).toFixed(2)}%`,
    o: number(open),
    h: number(high),
    l: number(low),
    c: number(view.price),
    v: number(volume),
    q: number(volume.times(view.price).toDecimalPlaces(2)),
    O: now - DAY_MS,
    C: now,
    A: number(view.near(1)),
    a: number(view.size(1)),
    B: number(view.near(-1)),
    b: number(view.size(2)),
  };
}

function depth({ levels }: Topic, view: MarketView): Body {
  const row = (steps: number): [string, string] => [
    view.priceText(view.near(steps)),
    view.quantityText(view.size(steps + levels)),
  ];
  return {
    asks: Array.from({ length: levels }, (_, index) => row(levels - index)),
    bids: Array.from({ length: levels }, (_, index) => row(-1 - index)),
    lastUpdateId: view.updateId,
  };
}
