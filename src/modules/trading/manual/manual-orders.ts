import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import type { DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { closingSide, openingSide } from '@/kernel/side';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { termsOf } from '@/modules/exchanges/order-terms';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { TestOutcome } from '@/modules/exchanges/venue.types';
import { clientOrderId as clientOrderIdOf } from '@/modules/orders/client-order-id';
import type { Order } from '@/modules/orders/order';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';
import {
  isSameOrder,
  shapeObjection,
  type ManualOrder,
} from '@/modules/trading/manual/manual-order';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { idFromKey, PlacingGate } from '@/modules/trading/risk/placing-gate';
import { sizeOf } from '@/modules/trading/manual/manual-order-size';
import {
  AccountCannotTradeError,
  IdempotencyKeyReusedError,
  OrderNotPossibleError,
} from '@/modules/trading/trading.errors';

/** An order that passed every check and may be written down. */
export interface CheckedOrder {
  readonly request: ManualOrder;
  readonly venue: Order['venue'];
  /** What a market buy spends where the venue buys for an amount; null otherwise. */
  readonly quoteQuantity: string | null;
  readonly execution: OrderExecution;
}

/** Orders that a person asks for: the same gate, journal, lane and dispatch as an alarm's. */
@Injectable()
export class ManualOrders {
  constructor(
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly gate: PlacingGate,
    private readonly dispatcher: OrderDispatcher,
    private readonly ids: IdSource,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {}

  /** Places one order and waits for the venue's first answer. With an idempotency key a repeat returns the first order. */
  async place(request: ManualOrder, idempotencyKey: string | null): Promise<Order> {
    const checked = await this.check(request, 0);
    const [order] = await this.placeChecked([checked], idempotencyKey);
    if (order === undefined) throw new IdempotencyKeyReusedError();
    return order;
  }

  /**
   * Places several orders as one decision: all are written down or none, then each is sent by itself, in this order
   * within its instrument, and each has an outcome of its own. Fields are named `/orders/0/…`.
   */
  async placeAll(
    requests: readonly ManualOrder[],
    idempotencyKey: string | null,
  ): Promise<readonly Order[]> {
    const checked: CheckedOrder[] = [];
    for (const [index, request] of requests.entries()) {
      const entriesBefore = checked.filter((one) => one.request.action === 'open').length;
      try {
        checked.push(await this.check(request, entriesBefore));
      } catch (error) {
        throw error instanceof OrderNotPossibleError
          ? error.within(`/orders/${String(index)}`)
          : error;
      }
    }
    return this.placeChecked(checked, idempotencyKey);
  }

  /** Everything that can be said before an order is written down. `entriesBefore`: of the same batch. */
  async check(asked: ManualOrder, entriesBefore = 0): Promise<CheckedOrder> {
    const instrument = instrumentOf(asked.instrument);
    const target = await this.accounts.executionVenueFor(asked.account, instrument);
    if (target === null) throw new AccountCannotTradeError(asked.account, asked.instrument);
    const execution = this.venues.execution(target.venue);
    const venue = this.venues.get(target.venue);
    const rules = await venue.instruments.find(instrument);
    if (rules === null) {
      const rule = 'the venue does not know it';
      throw new OrderNotPossibleError('instrument-unknown', '/instrument', rule);
    }
    const can = capabilitiesOn(venue, instrument);
    const { quantity, quoteQuantity } = await sizeOf(asked, venue, rules, can);
    const request = { ...asked, quantity };
    const objection = shapeObjection(request, rules, can);
    if (objection !== null) throw objection;
    await this.checkHolding(request);
    const { account, action } = request;
    const wanted = {
      account,
      instrument: request.instrument,
      isEntry: action === 'open',
      quantity,
    };
    await this.gate.pass({ ...wanted, price: priceOf(request) }, target, rules, entriesBefore);
    return { request, venue: target.venue, execution, quoteQuantity };
  }

  /** Lets the venue check an order; nothing is written down and nothing placed. Throws VenueCapabilityMissingError. */
  async test(request: ManualOrder): Promise<TestOutcome> {
    const checked = await this.check(request);
    const { execution, venue } = checked;
    if (execution.test === undefined)
      throw new VenueCapabilityMissingError(venue, 'way to test an order');
    const order = this.newOrder(checked, 0);
    const clientOrderId = clientOrderIdOf(order.id as string as DecisionId, order.leg);
    return execution.test({
      ...order,
      quoteQuantity: checked.quoteQuantity,
      instrument: instrumentOf(order.instrument),
      clientOrderId,
    });
  }

  /** Writes checked orders down as one decision and sends them. */
  async placeChecked(
    checked: readonly CheckedOrder[],
    idempotencyKey: string | null,
  ): Promise<readonly Order[]> {
    const requests = checked.map(({ request }) => request);
    const [first] = requests;
    if (first === undefined) return [];
    const id =
      idempotencyKey === null ? this.ids.newId() : idFromKey(idempotencyKey, first.account);
    const placed = await this.orders.place(
      {
        id: id as DecisionId,
        alarmId: null,
        strategyId: (first.strategyId ?? null) as StrategyId | null,
        source: 'manual',
        decidedAt: this.clock.now(),
        outcome: 'placed',
        reason: 'placed',
        detail: first.note ?? (requests.length === 1 ? 'a manual order' : 'manual orders'),
        facts: requests.length === 1 ? { request: first } : { requests },
        steps: [],
      },
      checked.map((one, index) => this.newOrder(one, index)),
    );
    // The same moment made them: their legs, not the database, say which is which.
    const byLeg = new Map(placed.orders.map((order) => [order.leg, order]));
    const orders = requests.map((request, index) => {
      const order = byLeg.get(legOf(index));
      if (order === undefined || !isSameOrder(order, request))
        throw new IdempotencyKeyReusedError();
      return order;
    });
    if (placed.orders.length !== orders.length) throw new IdempotencyKeyReusedError();
    await this.dispatcher.sendInTime(new Set(orders.map((order) => laneOfOrder(order))));
    return Promise.all(orders.map((order) => this.orders.get(order.id)));
  }

  /** A close for a strategy shrinks what that strategy holds here, and never more. */
  private async checkHolding(request: ManualOrder): Promise<void> {
    if (request.strategyId === undefined) return;
    if (request.action === 'open') {
      throw new OrderNotPossibleError('order-fields', '/strategyId', 'belongs to closes only');
    }
    const { account, instrument } = request;
    const id = request.strategyId as StrategyId;
    const entries = await this.orders.openEntries(id, request.positionSide, {
      account,
      instrument,
    });
    const open = entries.reduce((sum, entry) => sum.plus(decimal(entry.quantity)), ZERO);
    if (decimal(request.quantity).lte(open)) return;
    const rule = `must be at most ${decimalText(open)}: what the strategy holds here and nothing else closes`;
    throw new OrderNotPossibleError('nothing-to-close', '/quantity', rule);
  }

  private newOrder({ request, venue, quoteQuantity }: CheckedOrder, index: number): NewOrder {
    const opens = request.action === 'open';
    const maxAgeMs = this.settings.ALARM_MAX_AGE * 1_000;
    return {
      id: this.ids.newId() as OrderId,
      leg: legOf(index),
      purpose: 'manual',
      protectsOrderId: null,
      account: request.account,
      venue,
      instrument: request.instrument,
      side: opens ? openingSide(request.positionSide) : closingSide(request.positionSide),
      positionSide: request.positionSide,
      type: request.type,
      quantity: decimalText(decimal(request.quantity)),
      quoteQuantity,
      price: request.price ?? null,
      stopPrice: request.stopPrice ?? null,
      ...termsOf(request),
      reduceOnly: !opens,
      leverage: null,
      referencePrice: null,
      sendBefore: opens ? new Date(this.clock.now().getTime() + maxAgeMs) : null,
    };
  }
}

/** A trailing stop has no price of its own but where it begins. */
const priceOf = (request: ManualOrder): string | null =>
  request.price ?? request.stopPrice ?? request.activationPrice ?? null;

const legOf = (index: number): string => (index === 0 ? 'manual' : `manual:${String(index + 1)}`);
