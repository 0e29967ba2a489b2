import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { FillReport } from '@/modules/exchanges/venue.types';
import { checkPlanAfter, type CheckPlan } from '@/modules/orders/check-plan';
import { fillEventsOf } from '@/modules/orders/fills/fill-events';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import {
  applyOrderEvent,
  totalsOf,
  type Fill,
  type Order,
  type OrderChange,
  type OrderEvent,
} from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { OrderLeasesRepository } from '@/modules/orders/order-leases.repository';
import { OrderLedgerRepository } from '@/modules/orders/ledger/order-ledger.repository';
import { TERMINAL, type OrderEventType } from '@/modules/orders/order-transitions';
import {
  EntriesStoppedError,
  LeaseLostError,
  OrderChangedError,
  OrderNotFoundError,
  RecordNotAllowedError,
} from '@/modules/orders/orders.errors';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import { OverCloseBooking } from '@/modules/orders/ledger/over-close-booking';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { valueOf } from '@/platform/database/statement';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';
import type { Lease } from '@/platform/worker/lease';

/** Longest texts that the columns hold. */
const REFUSAL_LENGTH = 500;
const ATTENTION_LENGTH = 300;

/** How an event is recorded. */
export interface RecordOptions {
  /** Checked in the same transaction: nothing is written once the lease was taken over. */
  readonly lease?: Lease;
  /** Set where the lease is only seen to be free yet: its tenure begins with this transaction, and lasts so long. */
  readonly leaseMs?: number;
  /** True: written only while entries of the account are allowed, held against a halt that commits meanwhile. */
  readonly isEntryGated?: boolean;
  /** When the reconciler looks next, null for never; otherwise it follows from the state. */
  readonly nextCheckAt?: Date | null;
  /**
   * A look that goes on beside the statements and is awaited before the commit; false takes them back. It has to be
   * begun before the call: a look that waits for a connection while the call holds one could wait for ever.
   */
  readonly isAllowed?: Promise<boolean>;
}

/** One event of one order. */
export interface RecordEntry {
  readonly order: Order;
  readonly type: OrderEventType;
  readonly change: OrderChange;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a recorded event comes to. */
export interface Step {
  readonly before: Order;
  readonly after: Order;
  readonly plan: CheckPlan;
  readonly event: OrderEvent;
}

/** Orders after their fills were booked. */
export interface BookedFills {
  readonly order: Order;
  /** Fills that were not known before. */
  readonly added: number;
  /** What the fills turned out to have closed of other strategies, as orders of theirs. */
  readonly ofOthers: readonly Order[];
}

/** Writes what happens to orders: the row, its version and its event always in one transaction. */
@Injectable()
export class OrderRecording {
  constructor(
    private readonly work: UnitOfWork,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly fills: FillsRepository,
    private readonly ledger: OrderLedgerRepository,
    private readonly leases: OrderLeasesRepository,
    private readonly states: TradingStatesRepository,
    private readonly overCloses: OverCloseBooking,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** One event. Throws IllegalOrderTransitionError, OrderChangedError, LeaseLostError or EntriesStoppedError; then nothing was written. */
  async record(
    order: Order,
    type: OrderEventType,
    change: OrderChange,
    data: Readonly<Record<string, unknown>>,
    options: RecordOptions = {},
  ): Promise<Order> {
    const [after = order] = await this.recordAll([{ order, type, change, data }], options);
    return after;
  }

  /** One event each of several orders of an account, all of them or none; otherwise like {@link record}. */
  async recordAll(
    entries: readonly RecordEntry[],
    options: RecordOptions = {},
  ): Promise<readonly Order[]> {
    if (entries.length === 0) return [];
    // Its outcome is asked for below; until then a failure must not count as nobody's.
    options.isAllowed?.catch(() => undefined);
    const steps = entries.map((entry) => this.stepOf(entry, options));
    const [first] = steps;
    if (first === undefined) return [];
    await this.work.run('orders', async (tx) => {
      await this.guarded(first.before, options, tx, () => this.write(steps, tx));
      for (const { before, after } of steps) await this.reopenLedger(before, after, tx);
    });
    return steps.map(({ after }) => after);
  }

  /** What an event comes to; writes nothing. Throws IllegalOrderTransitionError. */
  stepOf({ order, type, change, data }: RecordEntry, { nextCheckAt }: RecordOptions): Step {
    const after = applyOrderEvent(order, type, clipped(change), this.clock.now());
    const plan =
      nextCheckAt === undefined ? checkPlanAfter(order, after) : { nextCheckAt, checks: 0 };
    return { before: order, after, plan, event: eventOf(after, type, data) };
  }

  /**
   * Writes in a transaction that is held to the options; throws LeaseLostError, what `write` throws,
   * RecordNotAllowedError or EntriesStoppedError, for the caller to take everything back.
   */
  async guarded<T>(
    { id, account }: Order,
    { isAllowed = Promise.resolve(true), isEntryGated = false, lease, leaseMs }: RecordOptions,
    tx: Tx<'orders'>,
    write: () => Promise<T>,
  ): Promise<T> {
    // All at once: the connection runs them in this order, and what must not be is rolled back. The fencing token
    // is compared before the commit, while its row is locked.
    const [isHeld, states, written, mayBe] = await Promise.allSettled([
      lease === undefined ? true : this.holds(lease, leaseMs, tx),
      isEntryGated ? this.states.findShared(account, tx) : [],
      write(),
      isAllowed,
    ]);
    if (!valueOf(isHeld)) throw new LeaseLostError(lease?.name ?? '');
    const result = valueOf(written);
    if (!valueOf(mayBe)) throw new RecordNotAllowedError(id);
    // Last: who is told this looks again, and the look then says why.
    if (valueOf(states).some(({ state }) => state !== 'active'))
      throw new EntriesStoppedError(account);
    return result;
  }

  private async write(steps: readonly Step[], tx: Tx<'orders'>): Promise<void> {
    const [areWritten, isAppended] = await Promise.allSettled([
      Promise.allSettled(steps.map((step) => this.update(step, tx))),
      this.events.append(
        steps.map(({ event }) => event),
        tx,
      ),
    ]);
    // Read before the events' outcome: a changed order has an event of this number already.
    for (const written of valueOf(areWritten)) valueOf(written);
    valueOf(isAppended);
  }

  private holds(lease: Lease, leaseMs: number | undefined, tx: Tx<'orders'>): Promise<boolean> {
    return leaseMs === undefined
      ? this.leases.holds(lease, tx)
      : this.leases.takeFree(lease, leaseMs, tx);
  }

  private async update({ before, after, plan }: Step, tx: Tx<'orders'>): Promise<void> {
    const isWritten = await this.orders.update(after, before.version, plan, tx);
    if (!isWritten) throw new OrderChangedError(before.id);
  }

  /**
   * Books fills that are not booked yet and brings the order to what all its fills say. The order's row is locked
   * meanwhile, so that two reconcilers with the same fills add them once and neither fails.
   */
  recordFills(
    order: Pick<Order, 'id'>,
    reports: readonly FillReport[],
    reported: { readonly isFinal: boolean },
  ): Promise<BookedFills> {
    return this.work.run('orders', async (tx) => {
      const current = await this.orders.lock(order.id, tx);
      if (current === null) throw new OrderNotFoundError(order.id);
      const recordedAt = this.clock.now();
      const fills = reports.map((report) => this.fillOf(current, report, recordedAt));
      const added = await this.fills.addNew(fills, tx);
      if (added.length === 0) return { order: current, added: 0, ofOthers: [] };
      const totals = totalsOf(await this.fills.of([current.id], tx));
      const data = { fills: added.map(shownFill), isFinal: reported.isFinal };
      const booked = await this.applyAll(current, totals, data, recordedAt, tx);
      const ofOthers = await this.overCloses.book(booked, added, tx);
      return { order: booked, added: added.length, ofOthers };
    });
  }

  private async applyAll(
    order: Order,
    totals: ReturnType<typeof totalsOf>,
    data: Readonly<Record<string, unknown>>,
    at: Date,
    tx: Tx<'orders'>,
  ): Promise<Order> {
    let next = order;
    const events: OrderEvent[] = [];
    for (const { type, change } of fillEventsOf(order, totals)) {
      next = applyOrderEvent(next, type, clipped(change), at);
      events.push(eventOf(next, type, { ...data, filledQuantity: next.filledQuantity }));
    }
    const written = await this.orders.update(next, order.version, checkPlanAfter(order, next), tx);
    if (!written) throw new OrderChangedError(order.id);
    await this.events.append(events, tx);
    await this.reopenLedger(order, next, tx);
    return next;
  }

  /** A late truth on an ended order may open a side that was flat: its whole history counts again. */
  private async reopenLedger(before: Order, after: Order, tx: Tx<'orders'>): Promise<void> {
    if (before.strategyId === null || !TERMINAL.includes(before.state)) return;
    if (before.state === after.state && before.filledQuantity === after.filledQuantity) return;
    await this.ledger.reopen(before.strategyId, before.positionSide, tx);
  }

  private fillOf(order: Order, report: FillReport, recordedAt: Date): Fill {
    const { venueFillId, venueOrderId, side, quantity, price, fee, feeAsset, liquidity, filledAt } =
      report;
    return {
      id: this.ids.newId(),
      orderId: order.id,
      account: order.account,
      venue: order.venue,
      instrument: order.instrument,
      strategyId: order.strategyId,
      positionSide: order.positionSide,
      ...{ side, venueFillId, venueOrderId, quantity, price, fee, feeAsset, liquidity, filledAt },
      recordedAt,
    };
  }
}

const eventOf = (
  order: Order,
  type: OrderEventType,
  data: Readonly<Record<string, unknown>>,
): OrderEvent => ({
  orderId: order.id,
  sequence: order.version,
  type,
  stateAfter: order.state,
  at: order.updatedAt,
  data,
});

const shownFill = ({
  venueFillId,
  quantity,
  price,
  fee,
  feeAsset,
}: Fill): Readonly<Record<string, unknown>> => ({
  venueFillId,
  quantity,
  price,
  fee,
  feeAsset,
});

/** Texts from a venue may be longer than the columns; the event keeps them whole where the caller puts them there. */
function clipped(change: OrderChange): OrderChange {
  const { refusalMessage, needsAttention } = change;
  return {
    ...change,
    ...(typeof refusalMessage === 'string'
      ? { refusalMessage: refusalMessage.slice(0, REFUSAL_LENGTH) }
      : {}),
    ...(typeof needsAttention === 'string'
      ? { needsAttention: needsAttention.slice(0, ATTENTION_LENGTH) }
      : {}),
  };
}
