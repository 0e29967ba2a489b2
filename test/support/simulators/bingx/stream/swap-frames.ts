import type { MarketView } from './market-view';
import type { Topic } from './topics';

type Body = Record<string, unknown>;

/** A USDT-M market frame: decimals are text, ids and times whole numbers. */
export function swapFrame(topic: Topic, view: MarketView, now: number): Body {
  const head = { code: 0, dataType: topic.dataType };
  switch (topic.kind) {
    case 'kline':
      return { ...head, s: topic.symbol, data: [kline(topic, view)] };
    case 'trade':
      return { ...head, data: [trade(topic, view)] };
    case 'ticker':
      return { ...head, data: ticker(topic, view, now) };
    case 'lastPrice':
      return { ...head, data: event('lastPriceUpdate', topic, now, { c: price(view) }) };
    case 'markPrice':
      return { ...head, data: event('markPriceUpdate', topic, now, { p: price(view) }) };
    case 'bookTicker':
      return { ...head, data: bookTicker(topic, view, now) };
    case 'depth':
      return { ...head, ts: now, data: depth(topic, view) };
  }
}

const price = (view: MarketView): string => view.priceText(view.price);

const event = (e: string, { symbol }: Topic, now: number, more: Body): Body => ({
  e,
  E: now,
  s: symbol,
  ...more,
});

/** `T` is the time at which the candle opened; nothing says whether it is finished. */
function kline({ interval }: Topic, view: MarketView): Body {
  const { open, high, low, close, volume, openedAt } = view.candle(interval);
  return {
    c: view.priceText(close),
    o: view.priceText(open),
    h: view.priceText(high),
    l: view.priceText(low),
    v: view.quantityText(volume),
    T: openedAt,
  };
}

function trade({ symbol }: Topic, view: MarketView): Body {
  const { quantity, price: at, at: time, isBuyerMaker } = view.trade;
  return {
    q: view.quantityText(quantity),
    p: view.priceText(at),
    T: time,
    m: isBuyerMaker,
    s: symbol,
  };
}

/** Here `A` and `B` are prices, `a` and `b` quantities; in the best-price stream it is the other way round. */
function ticker(topic: Topic, view: MarketView, now: number): Body {
  const { open, volume } = view.day;
  const change = view.price.minus(open);
  return event('24hTicker', topic, now, {
    p: view.priceText(change),
    P: change.div(open).times(100).toFixed(2),
    c: price(view),
    q: volume.times(view.price).toFixed(2),
    ...view.dayFigures(now),
  });
}

function bookTicker({ symbol }: Topic, view: MarketView, now: number): Body {
  return {
    e: 'bookTicker',
    u: view.updateId,
    E: now,
    T: now,
    s: symbol,
    b: view.priceText(view.near(-1)),
    B: view.quantityText(view.size(2)),
    a: view.priceText(view.near(1)),
    A: view.quantityText(view.size(1)),
  };
}

/** Bids fall from the best one; asks fall towards the best one, which is the last. */
function depth({ levels }: Topic, view: MarketView): Body {
  const row = (steps: number): [string, string] => [
    view.priceText(view.near(steps)),
    view.quantityText(view.size(steps + levels)),
  ];
  return {
    bids: Array.from({ length: levels }, (_, index) => row(-1 - index)),
    asks: Array.from({ length: levels }, (_, index) => row(levels - index)),
  };
}
