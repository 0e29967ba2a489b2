import { Decimal, ZERO, decimal } from '@/kernel/decimal';
import { closeTime, openTime, restInterval, type StreamProduct } from './topics';
import type { Listing, StreamWorld } from './world';

const DAY_MS = 86_400_000;

/** A candle that is still forming. */
export interface Candle {
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
  readonly openedAt: number;
  /** When it ends; its successor opens then. */
  readonly endsAt: number;
  readonly trades: number;
}

export interface Trade {
  readonly id: number;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly isBuyerMaker: boolean;
  readonly at: number;
}

/** The figures behind one symbol's streams: last price, 24 hours, candles, the last trade. */
export class MarketView {
  private candles = new Map<string, Candle>();
  private high: Decimal;
  private low: Decimal;
  private traded = ZERO;
  private updates = 0;
  private current: Decimal;
  private last: Trade;

  constructor(
    private readonly world: StreamWorld,
    readonly product: StreamProduct,
    /** Steps may change while the exchange runs. */
    public listing: Listing,
    price: Decimal,
  ) {
    const start = decimal(listing.startPrice);
    this.current = price;
    this.high = Decimal.max(start, price);
    this.low = Decimal.min(start, price);
    this.last = this.makeTrade(price);
  }

  get price(): Decimal {
    return this.current;
  }

  get trade(): Trade {
    return this.last;
  }

  /** Rises with every change. */
  get updateId(): number {
    return this.updates;
  }

  get day(): { open: Decimal; high: Decimal; low: Decimal; volume: Decimal } {
    const open = decimal(this.listing.startPrice);
    return { open, high: this.high, low: this.low, volume: this.traded };
  }

  /** What the tickers of both contract products call the last day and the best prices. */
  dayFigures(now: number): Readonly<Record<string, unknown>> {
    const { open, high, low, volume } = this.day;
    return {
      L: this.quantityText(this.trade.quantity),
      h: this.priceText(high),
      l: this.priceText(low),
      v: this.quantityText(volume),
      o: this.priceText(open),
      O: now - DAY_MS,
      C: now,
      A: this.priceText(this.near(1)),
      a: this.quantityText(this.size(1)),
      B: this.priceText(this.near(-1)),
      b: this.quantityText(this.size(2)),
    };
  }

  /** A trade at a price: moves everything that is shown. */
  move(price: Decimal): void {
    this.current = price;
    this.high = Decimal.max(this.high, price);
    this.low = Decimal.min(this.low, price);
    const before = this.last.price;
    this.last = this.makeTrade(price, price.lt(before));
    this.traded = this.traded.plus(this.last.quantity);
    for (const interval of [...this.candles.keys()]) {
      const candle = this.forming(interval);
      this.candles.set(interval, {
        ...candle,
        high: Decimal.max(candle.high, price),
        low: Decimal.min(candle.low, price),
        close: price,
        volume: candle.volume.plus(this.last.quantity),
        trades: candle.trades + 1,
      });
    }
  }

  /** The candle that is forming; `interval` is the product's own name. */
  candle(interval: string): Candle {
    return this.forming(restInterval(this.product, interval) ?? interval);
  }

  /** The price `steps` ticks away. */
  near(steps: number): Decimal {
    const tick = new Decimal(10).pow(-this.listing.pricePrecision);
    return Decimal.max(this.current.plus(tick.times(steps)), tick);
  }

  priceText = (price: Decimal): string => price.toFixed(this.listing.pricePrecision);
  quantityText = (quantity: Decimal): string => quantity.toFixed(this.listing.quantityPrecision);

  /** Made-up sizes that depend on nothing but the update and the row. */
  size(row: number): Decimal {
    const step = new Decimal(10).pow(-this.listing.quantityPrecision);
    return step.times(1 + ((this.updates * 37 + row * 101) % 9_973));
  }

  private makeTrade(price: Decimal, isBuyerMaker = false): Trade {
    this.updates += 1;
    return {
      id: 500_000_000 + this.updates,
      price,
      quantity: this.size(0),
      isBuyerMaker,
      at: this.world.now(),
    };
  }

  private forming(interval: string): Candle {
    const old = this.candles.get(interval);
    const now = this.world.now();
    if (old !== undefined && now >= old.openedAt && now < old.endsAt) return old;
    const begun = this.beginning(interval, now);
    this.candles.set(interval, begun);
    return begun;
  }

  /** A new candle starts where the REST side says it started, so that the two do not contradict each other. */
  private beginning(interval: string, now: number): Candle {
    const { product, listing, current } = this;
    const known = this.world.candle(product, listing.symbol, interval);
    const openedAt = known?.time ?? openTime(interval, now);
    return {
      open: known === undefined ? current : decimal(known.open),
      high: known === undefined ? current : Decimal.max(decimal(known.high), current),
      low: known === undefined ? current : Decimal.min(decimal(known.low), current),
      close: current,
      volume: known === undefined ? ZERO : decimal(known.volume),
      openedAt,
      endsAt: closeTime(interval, openedAt),
      trades: 0,
    };
  }
}
