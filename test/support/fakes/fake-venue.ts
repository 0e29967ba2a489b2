import type { Clock } from '@/kernel/clock';
import { decimal, decimalText, type Decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { closingSide, type PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import { VenueRefusedError, VenueUnavailableError } from '@/modules/exchanges/venue.errors';
import type { Venue } from '@/modules/exchanges/venue.port';
import type {
  Balance,
  CancelOutcome,
  FillReport,
  InstrumentRules,
  LeverageSetting,
  OrderRef,
  OrderReport,
  PositionMode,
  PositionReport,
  Refused,
  SubmitOutcome,
  VenueCapabilities,
  VenueOrder,
  VenueStatus,
} from '@/modules/exchanges/venue.types';
import { FakeBook, isLive, isSame, report, type FirstFill } from './fake-book';

/** How the fake treats one submit. Without a script an order is taken, and a market order fills whole at once. */
export type FakeSubmit =
  | { readonly kind: 'ack' }
  /** Taken, but nothing fills, not even a market order. */
  | { readonly kind: 'rest' }
  /** Taken and filled up to this quantity; the rest stays open. */
  | { readonly kind: 'partial'; readonly quantity: string }
  | { readonly kind: 'refuse'; readonly category?: string; readonly retryAt?: Date }
  /** Neither taken nor answered, until `releaseHanging()`: then it is unknown to the caller. */
  | { readonly kind: 'hang' }
  /** Taken, but the answer is lost. */
  | { readonly kind: 'drop-response' }
  /** Lost on the way: not taken, no answer. */
  | { readonly kind: 'drop-request' }
  /** No answer; taken only when `arriveLate()` is called. */
  | { readonly kind: 'late-accept' };

export interface FakeVenueOptions {
  readonly clock: Clock;
  readonly id?: VenueId;
  readonly instruments?: readonly InstrumentRules[];
  readonly price?: string;
  readonly accounts?: readonly string[];
  readonly balance?: string;
  readonly feePercent?: string;
}

export const FAKE_BTC: InstrumentRules = {
  instrument: { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' },
  venueSymbol: 'BTC-USDT',
  quantityStep: '0.0001',
  minQuantity: '0.0001',
  minNotional: '2',
  contractValue: null,
  priceTick: '0.1',
  status: 'trading',
};

/** A venue in memory, whose answers a test scripts. Its book is the truth that the system's book is compared with. */
export class FakeVenue implements Venue {
  readonly id: VenueId;
  readonly capabilities: VenueCapabilities = {
    orderTypes: ['market', 'limit', 'stop-market', 'take-profit-market'],
    clientOrderIdLength: 40,
    isClientOrderIdKept: true,
    quantityUnit: 'base',
    shorts: true,
    leverage: true,
    hedgeMode: true,
    marketBuysBy: 'base',
    exitsBy: 'position',
  };
  /** Every submit that was called, in order, taken or not. */
  readonly submits: VenueOrder[] = [];
  readonly cancels: OrderRef[] = [];
  /** While set, every read throws VenueUnavailableError and every write is unknown. */
  isDown = false;
  mode: PositionMode = 'hedge';

  private readonly clock: Clock;
  private readonly rules: readonly InstrumentRules[];
  private readonly known: ReadonlySet<string>;
  private readonly startBalance: Decimal;
  private readonly script: FakeSubmit[] = [];
  private readonly cancelScript: CancelOutcome[] = [];
  private readonly hanging: (() => void)[] = [];
  private readonly late: VenueOrder[] = [];
  private readonly book: FakeBook;

  constructor(options: FakeVenueOptions) {
    this.clock = options.clock;
    this.id = options.id ?? 'bingx-usdt-m';
    this.rules = options.instruments ?? [FAKE_BTC];
    this.known = new Set(options.accounts ?? ['bingx']);
    this.startBalance = decimal(options.balance ?? '10000');
    this.book = new FakeBook({
      ...{ clock: this.clock, rules: this.rules },
      price: options.price ?? '65000',
      feePercent: options.feePercent ?? '0.05',
    });
  }

  /** The next submits behave like this, one entry each. */
  nextSubmits(...behaviours: readonly FakeSubmit[]): void {
    this.script.push(...behaviours);
  }

  /** The next cancels answer this, and leave the order as it is. */
  nextCancels(...outcomes: readonly CancelOutcome[]): void {
    this.cancelScript.push(...outcomes);
  }

  releaseHanging(): void {
    for (const release of this.hanging.splice(0)) release();
  }

  /** Orders scripted as late-accept reach the book now. Returns how many. */
  arriveLate(): number {
    const arrived = this.late.splice(0);
    for (const order of arrived) this.book.take(order, 'as-reached');
    return arrived.length;
  }

  /** The price of everything from now on; resting orders that it reaches fill whole. */
  setPrice(price: string): void {
    this.book.setPrice(price);
  }

  /** Fills part or all of an open order, by its client order id. */
  fill(clientOrderId: string, quantity: string, price: string = this.book.price): void {
    this.book.fill(clientOrderId, quantity, price);
  }

  /** Ends an open order as the venue would by itself. */
  end(clientOrderId: string, state: 'cancelled' | 'expired' | 'rejected'): void {
    this.book.end(this.book.named(clientOrderId), state);
  }

  /** All orders that were taken. */
  taken(): readonly OrderReport[] {
    return this.book.all();
  }

  readonly instruments = {
    list: (): Promise<readonly InstrumentRules[]> => this.read(() => this.rules),
    find: (instrument: Instrument): Promise<InstrumentRules | null> =>
      this.read(() => this.rulesOf(instrument)),
  };

  readonly prices = {
    ticker: (instrument: Instrument) =>
      this.read(() => ({ instrument, price: this.book.price, at: this.clock.now() })),
  };

  readonly accounts = {
    balances: (account: string): Promise<readonly Balance[]> =>
      this.read(() => {
        this.mustKnow(account);
        const paid = this.book.feesOf(account);
        const total = decimalText(this.startBalance.minus(paid));
        return [{ asset: 'USDT', total, available: total, equity: total }];
      }),
    positionMode: (account: string): Promise<PositionMode> =>
      this.read(() => {
        this.mustKnow(account);
        return this.mode;
      }),
  };

  readonly positions = {
    open: (account: string): Promise<readonly PositionReport[]> =>
      this.read(() => this.book.positions(account)),
  };

  readonly orders = {
    find: (ref: OrderRef): Promise<OrderReport | null> =>
      this.read(() => {
        const order = this.book.find(ref);
        return order === null ? null : report(order);
      }),
    open: (account: string, instrument?: Instrument): Promise<readonly OrderReport[]> =>
      this.read(() => this.book.open(account, instrument)),
    history: (
      account: string,
      instrument: Instrument,
      since: Date,
    ): Promise<readonly OrderReport[]> =>
      this.read(() => this.book.history(account, instrument, since)),
    fills: (
      account: string,
      instrument: Instrument,
      since: Date,
      venueOrderId?: string,
    ): Promise<readonly FillReport[]> =>
      this.read(() => this.book.fills(account, instrument, since, venueOrderId)),
  };

  readonly execution = {
    submit: (order: VenueOrder): Promise<SubmitOutcome> => this.submit(order),
    cancel: (ref: OrderRef): Promise<CancelOutcome> => Promise.resolve(this.cancel(ref)),
  };

  readonly leverage = {
    read: (account: string, instrument: Instrument): Promise<LeverageSetting> =>
      this.read(() => this.book.leverageOf(account, instrument)),
    set: (
      account: string,
      instrument: Instrument,
      side: PositionSide,
      leverage: string,
    ): Promise<LeverageSetting> =>
      this.read(() => this.book.setLeverage(account, instrument, side, leverage)),
  };

  ping(): Promise<VenueStatus> {
    const detail = this.isDown ? 'scripted to be down' : null;
    const measured = this.isDown ? null : 0;
    return Promise.resolve({
      venue: this.id,
      reachable: !this.isDown,
      latencyMs: measured,
      clockOffsetMs: measured,
      detail,
    });
  }

  private async submit(order: VenueOrder): Promise<SubmitOutcome> {
    this.submits.push(order);
    const behaviour = this.script.shift() ?? { kind: 'ack' };
    const lost = { outcome: 'unknown', message: 'scripted: no answer' } as const;
    if (this.isDown || behaviour.kind === 'drop-request') return lost;
    if (behaviour.kind === 'hang') {
      await new Promise<void>((release) => this.hanging.push(release));
      return lost;
    }
    if (behaviour.kind === 'late-accept') {
      this.late.push(order);
      return lost;
    }
    if (behaviour.kind === 'refuse') {
      return refused(behaviour.category ?? 'insufficient-margin', behaviour.retryAt ?? null);
    }
    const problem = this.problemOf(order);
    if (problem !== null) return problem;
    if (this.book.find({ ...order, venueOrderId: null }) !== null)
      return { outcome: 'unknown', message: 'id used before' };
    const venueOrderId = this.book.take(order, firstFillOf(behaviour));
    return behaviour.kind === 'drop-response' ? lost : { outcome: 'acknowledged', venueOrderId };
  }

  private problemOf(order: VenueOrder): Refused | null {
    if (!this.known.has(order.account)) return refused('account-unknown');
    const rules = this.rulesOf(order.instrument);
    if (rules === null) return refused('instrument-unknown');
    if (decimal(order.quantity).lt(decimal(rules.minQuantity)))
      return refused('quantity-too-small');
    if (!decimal(order.quantity).mod(decimal(rules.quantityStep)).isZero())
      return refused('invalid-parameter');
    if (order.side !== closingSide(order.positionSide))
      return order.reduceOnly ? refused('direction-mismatch') : null;
    const held = this.book.held(order.account, order.instrument, order.positionSide).quantity;
    return decimal(order.quantity).gt(held) ? refused('nothing-to-close') : null;
  }

  private cancel(ref: OrderRef): CancelOutcome {
    this.cancels.push(ref);
    const scripted = this.cancelScript.shift();
    if (scripted !== undefined) return scripted;
    if (this.isDown) return { outcome: 'unknown', message: 'scripted to be down' };
    const order = this.book.find(ref);
    if (order === null || !isLive(order)) return { outcome: 'gone' };
    this.book.end(order, 'cancelled');
    return { outcome: 'cancelled' };
  }

  private rulesOf(instrument: Instrument): InstrumentRules | null {
    return this.rules.find((rules) => isSame(rules.instrument, instrument)) ?? null;
  }

  private mustKnow(account: string): void {
    if (!this.known.has(account))
      throw new VenueRefusedError(this.id, 'account-unknown', null, 'no keys for account');
  }

  private async read<T>(make: () => T): Promise<T> {
    await Promise.resolve();
    if (this.isDown) throw new VenueUnavailableError(this.id, 'scripted to be down');
    return make();
  }
}

function firstFillOf(behaviour: FakeSubmit): FirstFill {
  if (behaviour.kind === 'partial') return { quantity: behaviour.quantity };
  return behaviour.kind === 'rest' ? 'nothing' : 'as-reached';
}

const refused = (category: string, retryAt: Date | null = null): Refused => ({
  outcome: 'refused',
  category,
  venueCode: null,
  message: `scripted or refused: ${category}`,
  retryAt,
});
