import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import { CONTRACTS, type SimContract } from '../usdt-m/contracts';
import { EventFeed, type PriceEvent } from '../events';
import { eventsOf } from '../event-source';
import {
  type HeldSide,
  type SimBalance,
  type SimOrder,
  type SimPosition,
  type SymbolSettings,
} from '../model';
import { Rejection, invalid } from '../rejection';
import type { SimulatorSettings } from '../settings';
import type { Change, Store } from '../store';

export const TAKER_FEE = decimal('0.0005');
export const MAKER_FEE = decimal('0.0002');
const DEFAULT_LEVERAGE = 20;

/** The exchange's one account: the book, the market's prices and the clock. */
export class Exchange {
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Orders whose fills a fault script or a test decides; the market leaves them alone. */
  readonly handFilled = new Set<string>();

  readonly product = 'swap' as const;

  constructor(
    readonly store: Store,
    readonly settings: SimulatorSettings,
    readonly events: EventFeed = new EventFeed(),
    /** The name of the account. */
    readonly account = 'main',
  ) {
    store.onCommitted((changes) => {
      for (const event of [...pricesOf(changes), ...eventsOf(this, changes)]) events.emit(event);
    });
  }

  /** The exchange's time in milliseconds. */
  now(): number {
    return Date.now() + this.settings.timeOffsetMs;
  }

  /** The contract for quotes and queries; an unknown one is an invalid parameter there. */
  quoted(symbol: string): SimContract {
    const contract = CONTRACTS.get(symbol);
    if (contract === undefined) throw invalid('symbol not exist');
    return contract;
  }

  /** The contract for orders; offline and unknown ones are not supported. */
  tradable(symbol: string): SimContract {
    const contract = CONTRACTS.get(symbol);
    if (contract === undefined || contract.status === 0) {
      throw new Rejection(109425, 'this symbol is not supported, please check it');
    }
    if (contract.status === 5) throw new Rejection(109417, 'this trading pair is not yet open');
    return contract;
  }

  price(symbol: string): Decimal {
    return decimal(this.store.get('price', symbol)?.price ?? this.quoted(symbol).startPrice);
  }

  isDual(): boolean {
    return this.store.get('mode', 'mode')?.dual ?? true;
  }

  symbolSettings(symbol: string): SymbolSettings {
    return (
      this.store.get('symbol', symbol) ?? {
        longLeverage: DEFAULT_LEVERAGE,
        shortLeverage: DEFAULT_LEVERAGE,
        marginType: 'CROSSED',
      }
    );
  }

  leverage(symbol: string, side: HeldSide): number {
    const settings = this.symbolSettings(symbol);
    return side === 'LONG' ? settings.longLeverage : settings.shortLeverage;
  }

  position(symbol: string, side: HeldSide): SimPosition | undefined {
    return this.store.get('position', `${symbol}|${side}`);
  }

  held(symbol: string, side: HeldSide): Decimal {
    const position = this.position(symbol, side);
    return position === undefined ? ZERO : decimal(position.quantity);
  }

  openOrders(symbol?: string): SimOrder[] {
    return this.store
      .openOrders()
      .filter((order) => symbol === undefined || order.symbol === symbol);
  }

  balance(): SimBalance {
    const asset = this.settings.asset;
    return (
      this.store.get('balance', asset) ?? {
        asset,
        balance: this.startBalance(asset),
        realised: '0',
      }
    );
  }

  /** What an account is opened with. */
  startBalance(asset: string): string {
    return asset === this.settings.asset ? '100000' : '0';
  }

  /** Moves the balance by an amount. */
  pay(amount: Decimal, realised: Decimal = ZERO): void {
    const row = this.balance();
    this.store.put('balance', row.asset, {
      asset: row.asset,
      balance: decimalText(decimal(row.balance).plus(amount)),
      realised: decimalText(decimal(row.realised).plus(realised)),
    });
  }

  /** Runs `work` as one transaction after a delay, unless the simulator has stopped by then. */
  later(delayMs: number, work: () => void): () => void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.store.transaction(work);
    }, delayMs);
    this.timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}

function pricesOf(changes: readonly Change[]): PriceEvent[] {
  return changes.flatMap((change) =>
    change.kind === 'price' && change.after !== null
      ? [{ kind: 'price', product: 'swap', symbol: change.key, ...change.after }]
      : [],
  );
}
