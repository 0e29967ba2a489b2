import { Decimal } from '@/kernel/decimal';
import { seeded } from '../faults';
import type { StreamProduct } from './topics';
import type { Listing } from './world';

/** A market under load, for benches: many symbols, each with so many ticks a second. */
export interface LoadPlan {
  readonly product: StreamProduct;
  /** So many made-up symbols (LOAD001-USDT, …), or these. */
  readonly symbols: number | readonly string[];
  /** Ticks of each symbol in a second. */
  readonly perSecond: number;
  readonly seed?: number;
}

const STEP_MS = 5;

/** Prices that walk at random, in steps of one tick; the same seed gives the same walk. */
export class MarketLoad {
  readonly symbols: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly cents: number[];
  private readonly timer: NodeJS.Timeout;
  private readonly random: () => number;
  private readonly startedAt = performance.now();
  private done = 0;

  constructor(
    readonly plan: LoadPlan,
    private readonly tick: (product: StreamProduct, symbol: string, price: Decimal) => void,
  ) {
    if (!(plan.perSecond > 0)) throw new RangeError('perSecond must be greater than zero');
    this.symbols = namesOf(plan);
    if (this.symbols.length === 0) throw new RangeError('a load needs symbols');
    this.places = new Map(this.symbols.map((symbol, index) => [symbol, index]));
    this.random = seeded(plan.seed ?? 1);
    this.cents = this.symbols.map((_, index) => 100_000 + index * 100);
    this.timer = setInterval(() => this.catchUp(), STEP_MS);
  }

  get ticks(): number {
    return this.done;
  }

  listing(symbol: string): Listing | undefined {
    const index = this.places.get(symbol);
    if (index === undefined) return undefined;
    const isCoin = this.plan.product === 'cswap';
    return {
      symbol,
      pricePrecision: 2,
      quantityPrecision: isCoin ? 0 : 4,
      startPrice: this.priceOf(index).toFixed(2),
      contractValue: isCoin ? '10' : '',
    };
  }

  price(symbol: string): Decimal | undefined {
    const index = this.places.get(symbol);
    return index === undefined ? undefined : this.priceOf(index);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Sends what is due since the start, so that a late timer does not slow the market down. */
  private catchUp(): void {
    const due =
      ((performance.now() - this.startedAt) / 1_000) * this.plan.perSecond * this.symbols.length;
    for (; this.done < Math.floor(due); this.done += 1) {
      const index = this.done % this.symbols.length;
      this.cents[index] = Math.max((this.cents[index] ?? 0) + (this.random() < 0.5 ? -1 : 1), 1);
      this.tick(this.plan.product, this.symbols[index] ?? '', this.priceOf(index));
    }
  }

  private priceOf(index: number): Decimal {
    return new Decimal(this.cents[index] ?? 0).div(100);
  }
}

function namesOf({ product, symbols }: LoadPlan): readonly string[] {
  if (typeof symbols !== 'number') return symbols;
  const quote = product === 'cswap' ? 'USD' : 'USDT';
  return Array.from(
    { length: symbols },
    (_, index) => `LOAD${String(index + 1).padStart(3, '0')}-${quote}`,
  );
}
