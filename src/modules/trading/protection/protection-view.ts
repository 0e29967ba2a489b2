import { Injectable } from '@nestjs/common';
import { decimal, ZERO } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OpenEntry } from '@/modules/orders/ledger/open-entries';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { StopMarksService } from '@/modules/orders/stop-marks/stop-marks.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { rulesOf } from '@/modules/strategies/strategy';
import {
  byPlace,
  isConfirmed,
  knownBridges,
  knownLegs,
  type SideOrders,
} from '@/modules/trading/protection/protection-orders';
import type { ProtectedSide } from '@/modules/trading/protection/protection-owner';
import {
  planProtection,
  protectionChange,
  withOneExit,
  type AdvancedStops,
  type ProtectionLeg,
} from '@/modules/trading/protection/protection-plan';
import {
  protectionStep,
  type KnownLeg,
  type ProtectionStep,
  type StopMove,
} from '@/modules/trading/protection/protection-step';

/** One side of one strategy on one account and instrument: what should rest, what does, and the next step. */
export interface PlaceView {
  /** The newest entry: its decision takes the orders that protect the whole side. */
  readonly entry: Order;
  readonly orders: SideOrders;
  readonly plan: readonly ProtectionLeg[];
  readonly known: readonly KnownLeg[];
  readonly step: ProtectionStep;
}

/** Reads how a side is protected and how it should be; changes nothing. */
@Injectable()
export class ProtectionView {
  constructor(
    private readonly orders: OrdersService,
    private readonly marks: StopMarksService,
    private readonly strategies: StrategiesService,
    private readonly venues: VenueRegistry,
  ) {}

  async of(target: ProtectedSide): Promise<readonly PlaceView[]> {
    const orders = await this.orders.ordersOfOpenSide(target.strategyId, target.side);
    const views = await Promise.all(
      byPlace(orders).map((sideOrders) => this.ofPlace(target, sideOrders)),
    );
    return views.filter((view) => view !== null);
  }

  private async ofPlace(target: ProtectedSide, orders: SideOrders): Promise<PlaceView | null> {
    const entry = orders.filter((order) => order.purpose === 'entry').at(-1);
    if (entry === undefined) return null;
    const open = await this.orders.openEntries(target.strategyId, target.side, entry);
    const plan = await this.planFor(target, orders, entry, open);
    const known = knownLegs(orders);
    const bridges = knownBridges(orders).map((order) => ({
      orderId: order.id,
      isResting: isConfirmed(order),
    }));
    if (this.exitsBy(entry) === 'coins') {
      const step = { ...protectionChange(plan, known, 'coins'), bridge: false };
      return { entry, orders, plan, known, step };
    }
    let step = protectionStep(plan, known, bridges, this.moveOf(entry));
    if (step.bridge && !(await this.mayBridge(orders, entry, open)))
      step = protectionStep(plan, known, bridges, 'cancel-first');
    return { entry, orders, plan, known, step };
  }

  private async planFor(
    target: ProtectedSide,
    orders: SideOrders,
    entry: Order,
    open: readonly OpenEntry[],
  ): Promise<readonly ProtectionLeg[]> {
    const strategy = await this.strategies.get(target.strategyId, { withDeleted: true });
    const rules = await this.venues
      .get(entry.venue)
      .instruments.find(instrumentOf(entry.instrument));
    if (rules === null) return [];
    // What a close under way will take is still held and still needs its stop: the close may be refused.
    // Where exits sell coins, the close needs those that the stop would lock.
    const isCoins = this.exitsBy(entry) === 'coins';
    const settled = open.flatMap(({ orderId, quantity, heldQuantity, averagePrice }) =>
      averagePrice === null
        ? []
        : [{ orderId, quantity: isCoins ? quantity : heldQuantity, averagePrice }],
    );
    const advanced = await this.advancedOf(orders);
    const wanted = rulesOf(strategy, target.side);
    return planProtection(
      target.side,
      settled,
      isCoins ? withOneExit(wanted) : wanted,
      rules,
      advanced,
    );
  }

  /** Where the stops of a side have followed the price to. That of the whole side is kept with its first entry. */
  private async advancedOf(orders: SideOrders): Promise<AdvancedStops> {
    const ids = orders.filter((order) => order.purpose === 'entry').map(({ id }) => id);
    const marks = await this.marks.of(ids);
    const ofSide = marks.find(({ orderId, scope }) => scope === 'side' && orderId === ids[0]);
    const ofEntries = marks.filter(({ scope }) => scope === 'entry');
    return {
      side: ofSide?.stopPrice ?? null,
      entries: new Map(ofEntries.map(({ orderId, stopPrice }) => [orderId, stopPrice])),
    };
  }

  private exitsBy({ venue, instrument }: Order): 'position' | 'coins' {
    return capabilitiesOn(this.venues.get(venue), instrumentOf(instrument)).exitsBy;
  }

  private moveOf(entry: Order): StopMove {
    return this.venues.get(entry.venue).capabilities.stopMove ?? 'cancel-first';
  }

  /**
   * A bridge closes the whole position of the account: it may only stand where that is this side's alone, and not after
   * one was refused for the same move.
   */
  private async mayBridge(
    orders: SideOrders,
    entry: Order,
    open: readonly OpenEntry[],
  ): Promise<boolean> {
    const stops = orders.filter(
      (order) => order.purpose === 'stop-bridge' || order.purpose === 'stop-loss',
    );
    const newest = stops.at(-1);
    if (newest?.purpose === 'stop-bridge' && newest.state !== 'CANCELED') return false;
    const source = this.venues.get(entry.venue).positions;
    if (source === undefined) return false;
    const held = open.reduce((sum, one) => sum.plus(decimal(one.heldQuantity)), ZERO);
    const positions = await source.open(entry.account).catch(() => []);
    const { base, quote } = instrumentOf(entry.instrument);
    const position = positions.find(
      ({ instrument, side }) =>
        instrument.base === base && instrument.quote === quote && side === entry.positionSide,
    );
    return position !== undefined && decimal(position.quantity).eq(held);
  }
}
