import { Injectable } from '@nestjs/common';
import type { AlarmId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { OpenEntry } from '@/modules/orders/ledger/open-entries';
import type {
  Fill,
  Order,
  OrderChange,
  OrderEvent,
  OrderHistory,
  OrderToCheck,
  TradedPlace,
} from '@/modules/orders/order';
import { pairAmong, type PairOfOrders } from '@/modules/orders/order-pair';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { OrderLeasesRepository } from '@/modules/orders/order-leases.repository';
import { OrderLedger } from '@/modules/orders/ledger/order-ledger';
import type { StrategySide } from '@/modules/orders/ledger/order-ledger.repository';
import { OrderPlacing } from '@/modules/orders/order-placing';
import {
  OrderQueueRepository,
  type AccountInPlay,
  type OrderBacklog,
} from '@/modules/orders/order-queue.repository';
import { OrderNotFoundError } from '@/modules/orders/orders.errors';
import type { VenueOrderName, VenuePlace } from '@/modules/orders/orders.repository';
import { OrderReading } from '@/modules/orders/order-reading';
import {
  OrderRecording,
  type BookedFills,
  type RecordEntry,
  type RecordOptions,
} from '@/modules/orders/order-recording';
import type { OrderEventType } from '@/modules/orders/order-transitions';
import {
  laneOfOrder,
  type Decision,
  type DecisionHistory,
  type NewDecision,
  type NewOrder,
  type Placed,
} from '@/modules/orders/decisions/trade-decision';
import type { Tx } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';

export type { OrderToCheck } from '@/modules/orders/order';
export type { NewDecision, NewOrder } from '@/modules/orders/decisions/trade-decision';

/** The one door to orders: placing, sending under leases, recording what happened, reading. */
@Injectable()
export class OrdersService {
  private readonly listeners: ((lane: string) => void)[] = [];

  constructor(
    private readonly placing: OrderPlacing,
    private readonly recording: OrderRecording,
    private readonly queue: OrderQueueRepository,
    private readonly leases: OrderLeasesRepository,
    private readonly ledger: OrderLedger,
    private readonly reading: OrderReading,
  ) {}

  /** Calls back after each commit of new orders, with each of their lanes. Only saves the wait for the next poll. */
  onPlaced(listener: (lane: string) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Writes a decision and its orders in one transaction. A repeat for the same alarm and strategy, or with the same
   * id, writes nothing and returns what exists with `isNew` false.
   */
  async place(decision: NewDecision, orders: readonly NewOrder[]): Promise<Placed> {
    return this.told(await this.placing.place(decision, this.drafts(decision, orders)));
  }

  /** The orders of a decision as {@link place} would write them. Writes nothing. */
  drafts(decision: NewDecision, orders: readonly NewOrder[]): readonly Order[] {
    return this.placing.drafts(decision, orders);
  }

  /**
   * Like {@link place}, with one event of one of the drafts in the same transaction. Throws like {@link record}; then
   * nothing was written, the decision neither.
   */
  async placeAndRecord(
    decision: NewDecision,
    drafts: readonly Order[],
    entry: RecordEntry,
    options: RecordOptions,
  ): Promise<Placed> {
    return this.told(await this.placing.place(decision, drafts, { entry, options }));
  }

  /** Adds later legs to a decision; legs that exist are returned, not doubled. Throws DecisionNotFoundError. */
  async addOrders(decisionId: DecisionId, orders: readonly NewOrder[]): Promise<readonly Order[]> {
    const { orders: all, added } = await this.placing.add(decisionId, orders);
    if (added > 0) this.tell(all);
    return all;
  }

  /** Lanes (`account|instrument`) with orders to send, the one that waits longest first. */
  lanesToSend(limit: number): Promise<readonly string[]> {
    return this.queue.lanesToSend(limit);
  }

  /** The lease of a lane; null when somebody else holds it. */
  takeLane(lane: string, owner: string, leaseMs: number): Promise<Lease | null> {
    return this.leases.take(lane, owner, leaseMs);
  }

  /**
   * The tenure of a lane that could begin now, as nobody holds it and nothing waits in it; null when it could not. It is a
   * glance, and begins with {@link placeAndRecord} where the lane was left alone until then.
   */
  async nextTenure(lane: string, owner: string, look?: Tx<'orders'>): Promise<Lease | null> {
    const token = await this.queue.nextTokenOf(lane, look);
    return token === null ? null : { name: lane, owner, token };
  }

  /** The lease extended from now on; null when it was lost. */
  renewLane(lease: Lease, leaseMs: number): Promise<Lease | null> {
    return this.leases.renew(lease, leaseMs);
  }

  releaseLane(lease: Lease): Promise<void> {
    return this.leases.release(lease);
  }

  /** INITIALIZED orders of a lane, in order of creation. */
  toSend(lane: string, limit: number): Promise<readonly Order[]> {
    return this.queue.toSend(lane, limit);
  }

  /**
   * Records one event with its changes, under the order's version. Throws IllegalOrderTransitionError,
   * OrderChangedError, LeaseLostError when a lease is given and was taken over, and RecordNotAllowedError.
   */
  record(
    order: Order,
    type: OrderEventType,
    change: OrderChange,
    data: Readonly<Record<string, unknown>>,
    options?: RecordOptions,
  ): Promise<Order> {
    return this.recording.record(order, type, change, data, options);
  }

  /** One event each of several orders of an account, all or none; throws like {@link record}. */
  recordAll(entries: readonly RecordEntry[], options?: RecordOptions): Promise<readonly Order[]> {
    return this.recording.recordAll(entries, options);
  }

  /**
   * Books the fills that are new, recomputes the totals from all fills and moves the order on: `filled` once they reach
   * the quantity, else `partially-filled`. `isFinal` (the venue calls the order finished) is kept with the event.
   * Never refuses a fill: an ended order goes back through `late-truth` or is flagged for attention.
   */
  recordFills(
    order: Order,
    fills: readonly FillReport[],
    reported: { readonly isFinal: boolean },
  ): Promise<BookedFills> {
    return this.recording.recordFills(order, fills, reported);
  }

  /** Live and lately not-placed orders whose time to be asked about has come. */
  dueForCheck(now: Date, limit: number): Promise<readonly OrderToCheck[]> {
    return this.queue.dueForCheck(now, limit);
  }

  /** Plans the next look, or none with null. The version stays. */
  scheduleCheck(id: OrderId, at: Date | null, checks: number): Promise<void> {
    return this.queue.scheduleCheck(id, at, checks);
  }

  /** Whether another order of the same account and instrument was sent and has no answer yet. */
  hasUnanswered(order: Order): Promise<boolean> {
    return this.queue.hasUnanswered(order);
  }

  /** Those of a venue's order ids that belong to other orders of ours, by their orders or their fills. */
  takenVenueOrderIds(order: Order, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.reading.takenVenueOrderIds(order, ids);
  }

  /** Plans a look at the live orders of an account on a venue, or of one of its instruments, at a time at the latest. */
  lookSoon(
    place: { readonly account: string; readonly venue: VenueId; readonly instrument?: string },
    at: Date,
  ): Promise<void> {
    return this.queue.lookSoon(place, at);
  }

  /** Plans a look at the sent orders without an answer whose sender is gone, at a time at the latest. */
  lookAtAbandoned(at: Date): Promise<void> {
    return this.queue.lookAtAbandoned(at);
  }

  /** Orders of a lane (`account|instrument`) that may still rest or fill. */
  liveInLane(lane: string): Promise<readonly Order[]> {
    return this.queue.liveInLane(lane);
  }

  /** Accounts and venues that hold something or have live orders. */
  accountsInPlay(): Promise<readonly AccountInPlay[]> {
    return this.queue.accountsInPlay();
  }

  /** Throws OrderNotFoundError. */
  get(id: OrderId): Promise<Order> {
    return this.reading.get(id);
  }

  /** Like {@link get}, of one account and instrument: another one's order is not found. */
  async getAt(id: OrderId, place: TradedPlace): Promise<Order> {
    const order = await this.reading.get(id);
    if (order.account !== place.account || order.instrument !== place.instrument)
      throw new OrderNotFoundError(id);
    return order;
  }

  /** Our order behind a name that the venue or a person uses; null when it is not ours. */
  findByVenueName(place: VenuePlace, name: VenueOrderName): Promise<Order | null> {
    return this.reading.findByVenueName(place, name);
  }

  /** Those of the orders that exist. */
  find(ids: readonly OrderId[]): Promise<readonly Order[]> {
    return this.reading.find(ids);
  }

  /** Orders that have not ended, of one account or with null of all. */
  notEndedIn(account: string | null): Promise<readonly Order[]> {
    return this.reading.notEndedIn(account);
  }

  /** Accounts and venues on which something is open or under way by our books. */
  tradedAccounts(): Promise<readonly Pick<Order, 'account' | 'venue'>[]> {
    return this.reading.tradedAccounts();
  }

  /** In sequence. */
  eventsOf(id: OrderId): Promise<readonly OrderEvent[]> {
    return this.reading.eventsOf(id);
  }

  /** Oldest first. */
  fillsOf(id: OrderId): Promise<readonly Fill[]> {
    return this.reading.fillsOf(id);
  }

  /** Throws DecisionNotFoundError. */
  decision(id: DecisionId): Promise<Decision> {
    return this.reading.decision(id);
  }

  /** Orders of a decision, in order of creation. */
  ofDecision(id: DecisionId): Promise<readonly Order[]> {
    return this.reading.ofDecision(id);
  }

  /** The pair of which an order is one; null for every other order. */
  async pairOf({ pairId, decisionId }: Order): Promise<PairOfOrders | null> {
    return pairId === null ? null : pairAmong(await this.reading.ofDecision(decisionId));
  }

  /** An order with its decision, events and fills. Throws OrderNotFoundError. */
  history(id: OrderId): Promise<OrderHistory & { readonly decision: Decision }> {
    return this.reading.history(id);
  }

  /** Decisions of an alarm with orders, events and fills. */
  decisionsOfAlarm(id: AlarmId): Promise<readonly DecisionHistory[]> {
    return this.reading.decisionsOfAlarms([id]);
  }

  /** Matching orders, newest first, from after `place` on. */
  list(filter: OrderFilter, limit: number, place: OrderPlace | null): Promise<readonly Order[]> {
    return this.reading.list(filter, limit, place);
  }

  /** How many orders match. */
  count(filter: OrderFilter): Promise<number> {
    return this.reading.count(filter);
  }

  /** Entries of a strategy's side on one account and instrument that are not closed yet, oldest first. */
  openEntries(
    strategyId: StrategyId,
    side: PositionSide,
    place: TradedPlace,
  ): Promise<readonly OpenEntry[]> {
    return this.ledger.openEntries(strategyId, side, place);
  }

  /** All orders of a side since it was last flat, protection included, in order of creation. */
  ordersOfOpenSide(strategyId: StrategyId, side: PositionSide): Promise<readonly Order[]> {
    return this.ledger.ordersOfOpenSide(strategyId, side);
  }

  /** Orders of a side that have not ended: live ones and those still to be sent. */
  liveOf(strategyId: StrategyId, side: PositionSide): Promise<readonly Order[]> {
    return this.ledger.notEnded(strategyId, side);
  }

  /** Orders of an account since a time that may open a position, denied ones apart. */
  recentEntryCount(account: string, since: Date, look?: Tx<'orders'>): Promise<number> {
    return this.ledger.recentEntryCount(account, since, look);
  }

  /** Sides of an account that hold something or are about to. */
  openSides(account: string, look?: Tx<'orders'>): Promise<number> {
    return this.ledger.openSides(account, look);
  }

  /** Sides of strategies with open entries or orders that have not ended. */
  sidesWithOpenOrLive(): Promise<readonly StrategySide[]> {
    return this.ledger.sidesWithOpenOrLive();
  }

  backlog(): Promise<OrderBacklog> {
    return this.queue.backlog();
  }

  private told(placed: Placed): Placed {
    if (placed.isNew && placed.orders.length > 0) this.tell(placed.orders);
    return placed;
  }

  private tell(orders: readonly Order[]): void {
    const lanes = new Set(orders.map((order) => laneOfOrder(order)));
    for (const lane of lanes) for (const listener of this.listeners) listener(lane);
  }
}
