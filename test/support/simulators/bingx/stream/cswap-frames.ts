import { type Decimal, decimal } from '@/kernel/decimal';
import { digits } from '../wire';
import type { MarketView } from './market-view';
import type { Topic } from './topics';

type Body = Record<string, unknown>;

/** A Coin-M market frame: quantities are contracts, candles are numbers, the rest is text. */
export function cswapFrame(topic: Topic, view: MarketView, now: number): Body {
  const head = { code: 0, dataType: topic.dataType };
  switch (topic.kind) {
    case 'kline':
      return {
        code: 0,
        timestamp: now,
        dataType: topic.dataType,
        data: kline(topic, view),
      };
    case 'trade':
      return { ...head, data: trade(topic, view, now) };
    case 'ticker':
      return { ...head, data: ticker(topic, view, now) };
    case 'lastPrice':
    case 'markPrice':
      return {
        ...head,
        data: { p: view.priceText(view.price), e: topic.kind, s: topic.symbol, E: now },
      };
    case 'bookTicker':
      return { ...head, data: bookTicker(topic, view, now) };
    case 'depth':
      return { ...head, data: depth(topic, view, now) };
  }
}

/** What so many contracts are in coin. */
const coins = (contracts: Decimal, price: Decimal, view: MarketView): Decimal =>
  contracts.times(decimal(view.listing.contractValue)).div(price);

/** Numbers here, without trailing zeros; `t` is the opening time, `v` contracts, `a` coin. */
function kline({ interval, symbol }: Topic, view: MarketView): Body {
  const { open, high, low, close, volume, openedAt, trades } = view.candle(interval);
  const number = (value: Decimal): unknown =>
    digits(value.toDecimalPlaces(view.listing.pricePrecision).toFixed());
  return {
    t: openedAt,
    o: number(open),
    c: number(close),
    l: number(low),
    h: number(high),
    a: digits(coins(volume, close, view).toDecimalPlaces(6).toFixed()),
    v: digits(volume.toFixed(0)),
    u: trades,
    s: symbol,
  };
}

function trade({ symbol }: Topic, view: MarketView, now: number): Body {
  const { id, quantity, price, at, isBuyerMaker } = view.trade;
  return {
    e: 'trade',
    E: now,
    s: symbol,
    t: String(id),
    p: view.priceText(price),
    q: view.quantityText(quantity),
    T: at,
    m: isBuyerMaker,
  };
}

/** As on USDT-M, but the percentage carries its sign. */
function ticker({ symbol }: Topic, view: MarketView, now: number): Body {
  const { open, volume } = view.day;
  const change = view.price.minus(open);
  return {
    e: '24hTicker',
    E: now,
    s: symbol,
    p: view.priceText(change),
    P: `${change.div(open).times(100).toFixed(2)}%`,
    c: view.priceText(view.price),
    q: coins(volume, view.price, view).toFixed(6),
    ...view.dayFigures(now),
  };
}

function bookTicker({ symbol }: Topic, view: MarketView, now: number): Body {
  return {
    s: symbol,
    e: 'bookTicker',
    E: now,
    u: String(view.updateId),
    T: now,
    p: view.priceText(view.price),
    b: view.priceText(view.near(-1)),
    B: view.quantityText(view.size(2)),
    a: view.priceText(view.near(1)),
    A: view.quantityText(view.size(1)),
  };
}

function depth({ symbol, levels }: Topic, view: MarketView, now: number): Body {
  const row = (steps: number): Body => {
    const price = view.near(steps);
    const contracts = view.size(steps + levels);
    return {
      p: view.priceText(price),
      a: coins(contracts, price, view).toFixed(6),
      v: contracts.toFixed(1),
    };
  };
  return {
    symbol,
    bids: Array.from({ length: levels }, (_, index) => row(-1 - index)),
    asks: Array.from({ length: levels }, (_, index) => row(levels - index)),
    aggPrecision: (10 ** -view.listing.pricePrecision).toFixed(view.listing.pricePrecision),
    timestamp: now,
  };
}
