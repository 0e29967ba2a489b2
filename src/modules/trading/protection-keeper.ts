import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf, laneOf } from '@/kernel/instrument';
import type { OrderId, StrategyId } from '@/kernel/ids';
import { closingSide, type PositionSide } from '@/kernel/side';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { rulesOf } from '@/modules/strategies/strategy';
import { crashPoint } from '@/platform/crash/crash-point';
import { IdSource } from '@/platform/identity/new-id';
import { CloseRetry } from '@/modules/trading/close-retry';
import { OrderCanceller } from '@/modules/trading/order-canceller';
import { OrderDispatcher } from '@/modules/trading/order-dispatcher';
import { OrderSettler } from '@/modules/trading/order-settler';
import {
  identityOf,
  planProtection,
  protectionChange,
  withOneExit,
  type ProtectionLeg,
  type RestingLeg,
} from '@/modules/trading/protection-plan';
import { isProtection } from '@/modules/trading/sellable-coins';
import { isTransientRefusal, mayTryAgain } from '@/modules/trading/transient-refusal';

/** A stop that was refused this often is given up, and the entry is closed at market. */
export const STOP_ATTEMPTS = 3;

/** An emergency close that was refused this often is left to a person: each refusal is in the log and on the order. */
const CLOSE_ATTEMPTS = 5;

/** One side of one strategy: the unit that is protected as a whole. */
export interface ProtectedSide {
  readonly strategyId: StrategyId;
  readonly side: PositionSide;
}

type SideOrders = readonly Order[];

/**
 * The one owner of a side's protection. Compares what should rest on the venue with what does and changes the
 * difference; the same step serves a new entry, a partial fill, an added entry, a flat side and a restart.
 */
@Injectable()
export class ProtectionKeeper {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly orders: OrdersService,
    private readonly strategies: StrategiesService,
    private readonly venues: VenueRegistry,
    private readonly canceller: OrderCanceller,
    private readonly settler: OrderSettler,
    private readonly dispatcher: OrderDispatcher,
    private readonly closeRetry: CloseRetry,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ProtectionKeeper.name);
  }

  /** Brings one side in order; calls for the same side while one runs make it run once more. Never throws. */
  keep(target: ProtectedSide): Promise<void> {
    const key = `${target.strategyId}|${target.side}`;
    if (this.isStopping) return Promise.resolve();
    const current = this.running.get(key);
    if (current !== undefined) {
      this.again.add(key);
      return current;
    }
    const run = this.repeat(key, target).finally(() => this.running.delete(key));
    this.running.set(key, run);
    return run;
  }

  /** Begins nothing more and resolves when what is under way is done; for the shutdown. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running.values());
  }

  private async repeat(key: string, target: ProtectedSide): Promise<void> {
    do {
      this.again.delete(key);
      try {
        await this.keepOnce(target);
      } catch (err) {
        this.logger.error({ ...target, err }, 'a side could not be protected now; trying again');
      }
    } while (this.again.has(key) && !this.isStopping);
  }

  private async keepOnce(target: ProtectedSide): Promise<void> {
    const orders = await this.orders.ordersOfOpenSide(target.strategyId, target.side);
    // A strategy that was moved to another instrument may still hold the old one: each is protected by itself.
    for (const sideOrders of byPlace(orders)) await this.keepPlace(target, sideOrders);
  }

  private async keepPlace(target: ProtectedSide, sideOrders: SideOrders): Promise<void> {
    const entry = sideOrders.filter((order) => order.purpose === 'entry').at(-1);
    if (entry === undefined) return;
    const plan = await this.planFor(target, entry);
    const resting = sideOrders.filter(isRestingProtection).map(toRestingLeg);
    const change = protectionChange(plan, resting, this.exitsBy(entry));
    const leaving = resting.filter(
      (leg) => change.cancel.includes(leg.orderId) && leg.isCancelable,
    );
    for (const { orderId } of leaving) {
      await this.cancel(orderId as OrderId);
      crashPoint('between-protection-legs');
    }
    if (await this.siblingEnded(change.place, sideOrders)) {
      this.again.add(`${target.strategyId}|${target.side}`);
      return;
    }
    let placed = await this.closeRetry.retry(target.strategyId, target.side, sideOrders);
    for (const leg of change.place) placed = (await this.place(leg, entry, sideOrders)) || placed;
    if (placed)
      await this.dispatcher.sendLane(laneOf(entry.account, instrumentOf(entry.instrument)));
    // Once more: a moved leg is placed after its predecessor is gone, and a refused one is tried again at once.
    if (placed || leaving.length > 0) this.again.add(`${target.strategyId}|${target.side}`);
  }

  /**
   * Whether a resting leg turns out to be over. The venue cancels the sibling of a leg that triggered, and may tell of
   * the canceled one first: placing it anew would protect a position that is gone.
   */
  private async siblingEnded(
    missing: readonly ProtectionLeg[],
    sideOrders: SideOrders,
  ): Promise<boolean> {
    const wasCanceled = (leg: ProtectionLeg): boolean =>
      sideOrders
        .filter((order) => order.purpose === leg.purpose && legIdentity(order) === identityOf(leg))
        .at(-1)?.state === 'CANCELED';
    const resting = sideOrders.filter((order) => isProtection(order) && order.state === 'ACCEPTED');
    if (resting.length === 0 || !missing.some(wasCanceled)) return false;
    await Promise.all(resting.map((order) => this.settler.look({ ...order, checks: 0 })));
    const versions = new Map(resting.map(({ id, version }) => [id, version]));
    const now = await this.orders.find([...versions.keys()]);
    return now.some((order) => order.version !== versions.get(order.id));
  }

  private async planFor(target: ProtectedSide, entry: Order): Promise<readonly ProtectionLeg[]> {
    const strategy = await this.strategies.get(target.strategyId, { withDeleted: true });
    const rules = await this.venues
      .get(entry.venue)
      .instruments.find(instrumentOf(entry.instrument));
    if (rules === null) return [];
    const open = await this.orders.openEntries(target.strategyId, target.side, entry);
    const isCoins = this.exitsBy(entry) === 'coins';
    // What a close under way will take is still held and still needs its stop: the close may be refused. Where exits
    // sell coins, the close needs those that the stop would lock.
    const settled = open.flatMap(({ orderId, quantity, heldQuantity, averagePrice }) =>
      averagePrice === null
        ? []
        : [{ orderId, quantity: isCoins ? quantity : heldQuantity, averagePrice }],
    );
    const wanted = rulesOf(strategy, target.side);
    return planProtection(target.side, settled, isCoins ? withOneExit(wanted) : wanted, rules);
  }

  private exitsBy({ venue, instrument }: Order): 'position' | 'coins' {
    return capabilitiesOn(this.venues.get(venue), instrumentOf(instrument)).exitsBy;
  }

  /** Whoever sends a close cancels protection too: then there is nothing left to do here. */
  private async cancel(id: OrderId): Promise<void> {
    try {
      await this.canceller.cancel(id, 'the protection changed');
    } catch (error) {
      const isTaken =
        error instanceof IllegalOrderTransitionError || error instanceof OrderChangedError;
      if (!isTaken) throw error;
    }
  }

  /** True when an order was written down. */
  private async place(leg: ProtectionLeg, entry: Order, sideOrders: SideOrders): Promise<boolean> {
    const identity = identityOf(leg);
    const before = sideOrders.filter(
      (order) => order.purpose === leg.purpose && legIdentity(order) === identity,
    );
    const refused = trailingRefusals(before);
    if (leg.purpose === 'stop-loss' && refused >= STOP_ATTEMPTS) {
      return this.closeUnprotected(leg, entry, sideOrders);
    }
    if (refused >= STOP_ATTEMPTS || !mayTryAgain(before, this.clock.now())) return false;
    const owner = sideOrders.find((order) => order.id === leg.protects) ?? entry;
    const order = this.newOrder(leg, entry, `${identity}:${String(before.length + 1)}`);
    await this.orders.addOrders(owner.decisionId, [order]);
    crashPoint('between-protection-legs');
    return true;
  }

  /** The stop can not be placed: an open position without a stop is worse than none. */
  private async closeUnprotected(
    leg: ProtectionLeg,
    entry: Order,
    sideOrders: SideOrders,
  ): Promise<boolean> {
    const closes = sideOrders.filter((order) => order.purpose === 'emergency-close');
    if (closes.some((order) => LIVE.includes(order.state) || order.state === 'INITIALIZED'))
      return false;
    const refused = closes.filter(
      (order) => order.state === 'REJECTED' && !isTransientRefusal(order),
    );
    if (refused.length >= CLOSE_ATTEMPTS || !mayTryAgain(closes, this.clock.now())) return false;
    const owner = sideOrders.find((order) => order.id === leg.protects) ?? entry;
    const name = `emergency-close:${leg.protects ?? 'side'}:${String(closes.length + 1)}`;
    const close: NewOrder = {
      ...this.newOrder(leg, entry, name),
      purpose: 'emergency-close',
      type: 'market',
      stopPrice: null,
      referencePrice: owner.averagePrice,
    };
    this.logger.error(
      { orderId: owner.id, instrument: entry.instrument },
      'the stop was refused again and again; closing at market',
    );
    await this.orders.addOrders(owner.decisionId, [close]);
    return true;
  }

  private newOrder(leg: ProtectionLeg, entry: Order, name: string): NewOrder {
    return {
      id: this.ids.newId() as OrderId,
      leg: name,
      purpose: leg.purpose,
      protectsOrderId: leg.protects as OrderId | null,
      account: entry.account,
      venue: entry.venue,
      instrument: entry.instrument,
      side: closingSide(entry.positionSide),
      positionSide: entry.positionSide,
      type: leg.purpose === 'stop-loss' ? 'stop-market' : 'take-profit-market',
      quantity: leg.quantity,
      price: null,
      stopPrice: leg.stopPrice,
      reduceOnly: true,
      leverage: null,
      // A trigger price is no market price: paper would take it for one and fire at once.
      referencePrice: null,
      sendBefore: null,
    };
  }
}

/** The orders of each account and instrument, in their order. */
function byPlace(orders: SideOrders): readonly SideOrders[] {
  const places = new Map<string, Order[]>();
  for (const order of orders) {
    const key = laneOf(order.account, instrumentOf(order.instrument));
    places.set(key, [...(places.get(key) ?? []), order]);
  }
  return [...places.values()];
}

const isRestingProtection = (order: Order): boolean =>
  isProtection(order) && (LIVE.includes(order.state) || order.state === 'INITIALIZED');

const legIdentity = (order: Order): string =>
  identityOf({
    purpose: order.purpose as ProtectionLeg['purpose'],
    protects: order.protectsOrderId,
  });

/** An order whose fate is not known can not be cancelled now; what should replace it waits with it. */
const CANCELABLE: readonly Order['state'][] = ['INITIALIZED', 'ACCEPTED', 'PARTIALLY_FILLED'];

const toRestingLeg = (order: Order): RestingLeg & { readonly isCancelable: boolean } => ({
  isCancelable: CANCELABLE.includes(order.state),
  orderId: order.id,
  purpose: order.purpose as ProtectionLeg['purpose'],
  protects: order.protectsOrderId,
  quantity: order.quantity,
  stopPrice: order.stopPrice ?? '0',
});

/** How many attempts in a row were refused, newest first. */
function trailingRefusals(attempts: readonly Order[]): number {
  let count = 0;
  for (const order of [...attempts].reverse()) {
    if (order.state !== 'REJECTED') return count;
    // What passes by itself is waited out, and proves nothing against the stop.
    if (!isTransientRefusal(order)) count += 1;
  }
  return count;
}
