import { Injectable } from '@nestjs/common';
import { isIdText, type AlarmId, type DecisionId, type OrderId } from '@/kernel/ids';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import type { Fill, Order, OrderEvent, OrderHistory } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { DecisionNotFoundError, OrderNotFoundError } from '@/modules/orders/orders.errors';
import {
  OrdersRepository,
  type TradedAccount,
  type VenueOrderName,
  type VenuePlace,
} from '@/modules/orders/orders.repository';
import type { Decision, DecisionHistory } from '@/modules/orders/decisions/trade-decision';

/** Reads orders with what belongs to them. */
@Injectable()
export class OrderReading {
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly fills: FillsRepository,
  ) {}

  /** Throws OrderNotFoundError. */
  async get(id: OrderId): Promise<Order> {
    const order = isIdText(id) ? await this.orders.get(id) : null;
    if (order === null) throw new OrderNotFoundError(id);
    return order;
  }

  findByVenueName(place: VenuePlace, name: VenueOrderName): Promise<Order | null> {
    return this.orders.findByVenueName(place, name);
  }

  find(ids: readonly OrderId[]): Promise<readonly Order[]> {
    return this.orders.find(ids);
  }

  notEndedIn(account: string | null): Promise<readonly Order[]> {
    return this.orders.notEndedIn(account);
  }

  tradedAccounts(): Promise<readonly TradedAccount[]> {
    return this.orders.tradedAccounts();
  }

  eventsOf(id: OrderId): Promise<readonly OrderEvent[]> {
    return this.events.of([id]);
  }

  fillsOf(id: OrderId): Promise<readonly Fill[]> {
    return this.fills.of([id]);
  }

  /** Throws DecisionNotFoundError. */
  async decision(id: DecisionId): Promise<Decision> {
    const decision = await this.decisions.find(id);
    if (decision === null) throw new DecisionNotFoundError(id);
    return decision;
  }

  ofDecision(id: DecisionId): Promise<readonly Order[]> {
    return this.orders.ofDecisions([id]);
  }

  /** An order with events, fills and the decision that made it. Throws OrderNotFoundError. */
  async history(id: OrderId): Promise<OrderHistory & { readonly decision: Decision }> {
    const order = await this.get(id);
    const [[history], decision] = await Promise.all([
      this.histories([order]),
      this.decision(order.decisionId),
    ]);
    return { order, events: history?.events ?? [], fills: history?.fills ?? [], decision };
  }

  /** Decisions of alarms with their orders, in order of creation. */
  async decisionsOfAlarms(ids: readonly AlarmId[]): Promise<readonly DecisionHistory[]> {
    const decisions = await this.decisions.ofAlarms(ids);
    const orders = await this.orders.ofDecisions(decisions.map((decision) => decision.id));
    const histories = await this.histories(orders);
    return decisions.map((decision) => ({
      decision,
      orders: histories.filter(({ order }) => order.decisionId === decision.id),
    }));
  }

  list(filter: OrderFilter, limit: number, place: OrderPlace | null): Promise<readonly Order[]> {
    return this.orders.list(filter, limit, place);
  }

  count(filter: OrderFilter): Promise<number> {
    return this.orders.count(filter);
  }

  /** Those of a venue's order ids that belong to other orders of ours. */
  async takenVenueOrderIds(order: Order, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const [ofOrders, ofFills] = await Promise.all([
      this.orders.takenVenueOrderIds(order, ids),
      this.fills.takenVenueOrderIds(order, ids),
    ]);
    return new Set([...ofOrders, ...ofFills]);
  }

  private async histories(orders: readonly Order[]): Promise<readonly OrderHistory[]> {
    const ids = orders.map((order) => order.id);
    const [events, fills] = await Promise.all([this.events.of(ids), this.fills.of(ids)]);
    return orders.map((order) => ({
      order,
      events: events.filter((event) => event.orderId === order.id),
      fills: fills.filter((fill) => fill.orderId === order.id),
    }));
  }
}
