import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import type { DecisionId, OrderId } from '@/kernel/ids';
import { AccountsService } from '@/modules/accounts/accounts.service';
import type { Venue } from '@/modules/exchanges/venue.port';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Order } from '@/modules/orders/order';
import { PAIR_LEGS, pairAmong, type PairOfOrders } from '@/modules/orders/order-pair';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import {
  isSameOco,
  ocoObjection,
  ocoObjectionAt,
  type OcoOrder,
} from '@/modules/trading/manual/oco-order';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { idFromKey, PlacingGate } from '@/modules/trading/risk/placing-gate';
import {
  AccountCannotTradeError,
  IdempotencyKeyReusedError,
  OrderNotOfPairError,
  OrderNotPossibleError,
} from '@/modules/trading/trading.errors';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';

/** OCOs that a person asks for: one decision, two orders of ours, one request to the venue. */
@Injectable()
export class OcoOrders {
  constructor(
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly gate: PlacingGate,
    private readonly dispatcher: OrderDispatcher,
    private readonly canceller: OrderCanceller,
    private readonly ids: IdSource,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Places the two and waits for the venue's first answer, for some seconds. With an idempotency key a repeat returns the first pair, also
   * after the price has moved on.
   */
  async place(oco: OcoOrder, idempotencyKey: string | null): Promise<PairOfOrders> {
    const key = idempotencyKey === null ? null : idFromKey(idempotencyKey, oco.account);
    const stored = key === null ? [] : await this.orders.ofDecision(key as DecisionId);
    const id = (key ?? this.ids.newId()) as DecisionId;
    const orders = stored.length > 0 ? stored : await this.write(id, oco);
    const pair = pairAmong(orders);
    if (pair === null || !isSameOco(pair, oco)) throw new IdempotencyKeyReusedError();
    await this.dispatcher.sendInTime(new Set([laneOfOrder(pair.limit)]));
    return this.current(pair.limit);
  }

  /** Cancels both by either of them. Throws OrderNotFoundError, OrderNotOfPairError and what a cancel throws. */
  async cancel(id: string): Promise<PairOfOrders> {
    const order = await this.orders.get(id as OrderId);
    if (order.pairId === null) throw new OrderNotOfPairError(id);
    const cancelled = await this.canceller.cancelInTime(order.id, 'asked for by a person');
    // It had not left yet: the other one does not leave either.
    if (cancelled.state === 'DENIED')
      await this.dispatcher.sendInTime(new Set([laneOfOrder(order)]));
    return this.current(order);
  }

  private async current(order: Order): Promise<PairOfOrders> {
    const pair = await this.orders.pairOf(order);
    if (pair === null) throw new OrderNotOfPairError(order.id);
    return pair;
  }

  private async write(id: DecisionId, oco: OcoOrder): Promise<readonly Order[]> {
    const venue = await this.check(oco);
    const placed = await this.orders.place(
      {
        id,
        alarmId: null,
        strategyId: null,
        source: 'manual',
        decidedAt: this.clock.now(),
        outcome: 'placed',
        reason: 'placed',
        detail: oco.note ?? 'a manual OCO order',
        facts: { request: oco },
        steps: [],
      },
      this.newOrders(oco, venue.id),
    );
    return placed.orders;
  }

  /** Everything that can be said before the two are written down. */
  private async check(oco: OcoOrder): Promise<Venue> {
    const instrument = instrumentOf(oco.instrument);
    const target = await this.accounts.executionVenueFor(oco.account, instrument);
    if (target === null) throw new AccountCannotTradeError(oco.account, oco.instrument);
    if (this.venues.execution(target.venue).submitPair === undefined)
      throw new VenueCapabilityMissingError(target.venue, 'OCO orders');
    const venue = this.venues.get(target.venue);
    const rules = await venue.instruments.find(instrument, oco.account);
    if (rules === null) {
      const rule = 'the venue does not know it';
      throw new OrderNotPossibleError('instrument-unknown', '/symbol', rule);
    }
    const objection = ocoObjection(oco, rules);
    if (objection !== null) throw objection;
    // Without a price nothing is said here; the venue is asked for one again right before the two are sent.
    const ticker = await venue.prices?.ticker(instrument).catch(() => null);
    const price = ticker?.price ?? null;
    const wrongSide = price === null ? null : ocoObjectionAt(oco, price);
    if (wrongSide !== null) throw wrongSide;
    await this.gate.pass(
      {
        account: oco.account,
        instrument: oco.instrument,
        isEntry: oco.side === 'buy',
        quantity: oco.quantity,
        price: dearerOf(oco),
      },
      target,
      rules,
    );
    return venue;
  }

  private newOrders(oco: OcoOrder, venue: Order['venue']): readonly NewOrder[] {
    const buys = oco.side === 'buy';
    const maxAgeMs = this.settings.ALARM_MAX_AGE * 1_000;
    const shared = {
      purpose: 'manual',
      protectsOrderId: null,
      account: oco.account,
      venue,
      instrument: oco.instrument,
      side: oco.side,
      positionSide: 'long',
      quantity: decimalText(decimal(oco.quantity)),
      reduceOnly: !buys,
      leverage: null,
      referencePrice: null,
      sendBefore: buys ? new Date(this.clock.now().getTime() + maxAgeMs) : null,
      isOfPair: true,
    } as const;
    const limit: NewOrder = {
      ...shared,
      id: this.ids.newId() as OrderId,
      leg: PAIR_LEGS.limit,
      type: 'limit',
      price: oco.limitPrice,
      stopPrice: null,
    };
    const stop: NewOrder = {
      ...shared,
      id: this.ids.newId() as OrderId,
      leg: PAIR_LEGS.stop,
      type: 'stop-limit',
      price: oco.orderPrice,
      stopPrice: oco.triggerPrice,
    };
    return [limit, stop];
  }
}

/** Only one of the two trades: what it may be worth at most counts. */
const dearerOf = ({ limitPrice, orderPrice }: OcoOrder): string =>
  decimal(limitPrice).gt(decimal(orderPrice)) ? limitPrice : orderPrice;
