import type { Clock } from '@/kernel/clock';
import { decimal, decimalText, type Decimal, ZERO } from '@/kernel/decimal';
import { instrumentText, type Instrument } from '@/kernel/instrument';
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

interface FakeOrder {
  readonly sent: VenueOrder;
  readonly venueOrderId: string;
  state: OrderReport['state'];
  filled: Decimal;
  value: Decimal;
  updatedAt: Date;
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
  private readonly feePercent: Decimal;
  private readonly script: FakeSubmit[] = [];
  private readonly cancelScript: CancelOutcome[] = [];
  private readonly hanging: (() => void)[] = [];
  private readonly late: VenueOrder[] = [];
  private readonly book: FakeOrder[] = [];
  private readonly fillsMade: (FillReport & {
    readonly account: string;
    readonly positionSide: PositionSide;
  })[] = [];
  private readonly leverages = new Map<string, LeverageSetting>();
  private price: string;
  private next = 1_000_000_000_000_000_000n;

  constructor(options: FakeVenueOptions) {
    this.clock = options.clock;
    this.id = options.id ?? 'bingx-usdt-m';
    this.rules = options.instruments ?? [FAKE_BTC];
    this.price = options.price ?? '65000';
    this.known = new Set(options.accounts ?? ['bingx']);
    this.startBalance = decimal(options.balance ?? '10000');
    this.feePercent = decimal(options.feePercent ?? '0.05');
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
    for (const order of arrived) this.take(order, { kind: 'ack' });
    return arrived.length;
  }

  /** The price of everything from now on; resting orders that it reaches fill whole. */
  setPrice(price: string): void {
    this.price = price;
    for (const order of this.book) {
      if (isLive(order) && isReached(order.sent, decimal(price)))
        this.execute(order, remaining(order), fillPrice(order.sent, price));
    }
  }

  /** Fills part or all of an open order, by its client order id. */
  fill(clientOrderId: string, quantity: string, price: string = this.price): void {
    const order = this.book.find((one) => one.sent.clientOrderId === clientOrderId);
    if (order === undefined) throw new Error(`the fake venue has no order ${clientOrderId}`);
    this.execute(order, decimal(quantity), price);
  }

  /** Ends an open order as the venue would by itself. */
  end(clientOrderId: string, state: 'cancelled' | 'expired' | 'rejected'): void {
    const order = this.book.find((one) => one.sent.clientOrderId === clientOrderId);
    if (order === undefined) throw new Error(`the fake venue has no order ${clientOrderId}`);
    order.state = state;
    order.updatedAt = this.clock.now();
  }

  /** All orders that were taken. */
  taken(): readonly OrderReport[] {
    return this.book.map(report);
  }

  readonly instruments = {
    list: (): Promise<readonly InstrumentRules[]> => this.read(() => this.rules),
    find: (instrument: Instrument): Promise<InstrumentRules | null> =>
      this.read(() => this.rulesOf(instrument)),
  };

  readonly prices = {
    ticker: (instrument: Instrument) =>
      this.read(() => ({ instrument, price: this.price, at: this.clock.now() })),
  };

  readonly accounts = {
    balances: (account: string): Promise<readonly Balance[]> =>
      this.read(() => {
        this.mustKnow(account);
        const paid = this.fillsMade
          .filter((fill) => fill.account === account)
          .reduce((total, fill) => total.plus(decimal(fill.fee)), ZERO);
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
      this.read(() => this.openPositions(account)),
  };

  readonly orders = {
    find: (ref: OrderRef): Promise<OrderReport | null> =>
      this.read(() => {
        const order = this.findOrder(ref);
        return order === null ? null : report(order);
      }),
    open: (account: string, instrument?: Instrument): Promise<readonly OrderReport[]> =>
      this.read(() =>
        this.book
          .filter((one) => isLive(one) && one.sent.account === account)
          .filter((one) => instrument === undefined || isSame(one.sent.instrument, instrument))
          .map(report),
      ),
    history: (
      account: string,
      instrument: Instrument,
      since: Date,
    ): Promise<readonly OrderReport[]> =>
      this.read(() =>
        this.book
          .filter((one) => one.sent.account === account && isSame(one.sent.instrument, instrument))
          .filter((one) => one.updatedAt >= since)
          .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
          .map(report),
      ),
    fills: (
      account: string,
      instrument: Instrument,
      since: Date,
      venueOrderId?: string,
    ): Promise<readonly FillReport[]> =>
      this.read(() =>
        this.fillsMade
          .filter((fill) => fill.account === account && isSame(fill.instrument, instrument))
          .filter((fill) => fill.filledAt >= since)
          .filter((fill) => venueOrderId === undefined || fill.venueOrderId === venueOrderId)
          .map(({ account: _account, positionSide: _side, ...fill }) => fill),
      ),
  };

  readonly execution = {
    submit: (order: VenueOrder): Promise<SubmitOutcome> => this.submit(order),
    cancel: (ref: OrderRef): Promise<CancelOutcome> => Promise.resolve(this.cancel(ref)),
  };

  readonly leverage = {
    read: (account: string, instrument: Instrument): Promise<LeverageSetting> =>
      this.read(() => this.leverageOf(account, instrument)),
    set: (
      account: string,
      instrument: Instrument,
      side: PositionSide,
      leverage: string,
    ): Promise<LeverageSetting> =>
      this.read(() => {
        const changed = { ...this.leverageOf(account, instrument), [side]: leverage };
        this.leverages.set(`${account}|${instrumentText(instrument)}`, changed);
        return changed;
      }),
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
    if (this.findOrder({ ...order, venueOrderId: null }) !== null)
      return { outcome: 'unknown', message: 'id used before' };
    const venueOrderId = this.take(order, behaviour);
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
    const held = this.held(order.account, order.instrument, order.positionSide).quantity;
    return decimal(order.quantity).gt(held) ? refused('nothing-to-close') : null;
  }

  private take(sent: VenueOrder, behaviour: FakeSubmit): string {
    const order: FakeOrder = {
      sent,
      venueOrderId: this.newId(),
      state: 'open',
      filled: ZERO,
      value: ZERO,
      updatedAt: this.clock.now(),
    };
    this.book.push(order);
    if (behaviour.kind === 'partial') this.execute(order, decimal(behaviour.quantity), this.price);
    else if (behaviour.kind !== 'rest' && isReached(sent, decimal(this.price))) {
      this.execute(order, decimal(sent.quantity), this.price);
    }
    return order.venueOrderId;
  }

  private cancel(ref: OrderRef): CancelOutcome {
    this.cancels.push(ref);
    const scripted = this.cancelScript.shift();
    if (scripted !== undefined) return scripted;
    if (this.isDown) return { outcome: 'unknown', message: 'scripted to be down' };
    const order = this.findOrder(ref);
    if (order === null || !isLive(order)) return { outcome: 'gone' };
    order.state = 'cancelled';
    order.updatedAt = this.clock.now();
    return { outcome: 'cancelled' };
  }

  private execute(order: FakeOrder, quantity: Decimal, price: string): void {
    const { account, instrument, side, positionSide } = order.sent;
    order.filled = order.filled.plus(quantity);
    order.value = order.value.plus(quantity.times(decimal(price)));
    order.state = order.filled.gte(decimal(order.sent.quantity)) ? 'filled' : 'partially-filled';
    order.updatedAt = this.clock.now();
    this.fillsMade.push({
      account,
      positionSide,
      venueFillId: this.newId(),
      venueOrderId: order.venueOrderId,
      instrument,
      side,
      quantity: decimalText(quantity),
      price,
      fee: decimalText(quantity.times(decimal(price)).times(this.feePercent).div(100)),
      feeAsset: instrument.quote,
      liquidity: order.sent.type === 'limit' ? 'maker' : 'taker',
      filledAt: this.clock.now(),
    });
  }

  private openPositions(account: string): readonly PositionReport[] {
    return this.rules.flatMap(({ instrument }) =>
      (['long', 'short'] as const).flatMap((side) => {
        const { quantity, average } = this.held(account, instrument, side);
        if (!quantity.gt(ZERO)) return [];
        const text = decimalText(quantity);
        return [
          {
            instrument,
            side,
            quantity: text,
            availableQuantity: text,
            averagePrice: decimalText(average),
            leverage: this.leverageOf(account, instrument)[side],
            unrealisedProfit: '0',
            liquidationPrice: null,
            venuePositionId: null,
          },
        ];
      }),
    );
  }

  /** Quantity and average price of a side, out of the fills alone. */
  private held(
    account: string,
    instrument: Instrument,
    side: PositionSide,
  ): { quantity: Decimal; average: Decimal } {
    let quantity = ZERO;
    let value = ZERO;
    for (const fill of this.fillsMade) {
      if (
        fill.account !== account ||
        fill.positionSide !== side ||
        !isSame(fill.instrument, instrument)
      )
        continue;
      const size = decimal(fill.quantity);
      if (fill.side !== closingSide(side)) {
        quantity = quantity.plus(size);
        value = value.plus(size.times(decimal(fill.price)));
      } else {
        value = quantity.isZero() ? ZERO : value.minus(value.times(size).div(quantity));
        quantity = quantity.minus(size);
      }
    }
    return { quantity, average: quantity.gt(ZERO) ? value.div(quantity) : ZERO };
  }

  private findOrder(ref: OrderRef): FakeOrder | null {
    const isIt = ({ sent, venueOrderId }: FakeOrder): boolean =>
      sent.account === ref.account &&
      (sent.clientOrderId === ref.clientOrderId ||
        (ref.venueOrderId !== null && venueOrderId === ref.venueOrderId));
    return this.book.find(isIt) ?? null;
  }

  private rulesOf(instrument: Instrument): InstrumentRules | null {
    return this.rules.find((rules) => isSame(rules.instrument, instrument)) ?? null;
  }

  private leverageOf(account: string, instrument: Instrument): LeverageSetting {
    return (
      this.leverages.get(`${account}|${instrumentText(instrument)}`) ?? { long: '20', short: '20' }
    );
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

  private newId(): string {
    this.next += 1n;
    return this.next.toString();
  }
}

const refused = (category: string, retryAt: Date | null = null): Refused => ({
  outcome: 'refused',
  category,
  venueCode: null,
  message: `scripted or refused: ${category}`,
  retryAt,
});

const isSame = (a: Instrument, b: Instrument): boolean => instrumentText(a) === instrumentText(b);
const isLive = (order: FakeOrder): boolean =>
  order.state === 'open' || order.state === 'partially-filled';
const remaining = (order: FakeOrder): Decimal => decimal(order.sent.quantity).minus(order.filled);

/** Whether an order fills at this price. */
function isReached(order: VenueOrder, price: Decimal): boolean {
  const level = order.price ?? order.stopPrice;
  if (order.type === 'market' || level === null) return order.type === 'market';
  const firesBelow = (order.side === 'sell') === (order.type === 'stop-market');
  return firesBelow ? price.lte(decimal(level)) : price.gte(decimal(level));
}

const fillPrice = (order: VenueOrder, price: string): string =>
  order.type === 'limit' ? (order.price ?? price) : price;

function report(order: FakeOrder): OrderReport {
  const { sent, venueOrderId, state, filled, value, updatedAt } = order;
  return {
    venueOrderId,
    clientOrderId: sent.clientOrderId,
    instrument: sent.instrument,
    state,
    side: sent.side,
    positionSide: sent.positionSide,
    type: sent.type,
    quantity: sent.quantity,
    filledQuantity: decimalText(filled),
    averagePrice: filled.isZero() ? null : decimalText(value.div(filled)),
    stopPrice: sent.stopPrice,
    updatedAt,
  };
}
