import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, floorToStep, ZERO } from '@/kernel/decimal';
import { instrumentOf, laneOf } from '@/kernel/instrument';
import type { DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { closingSide, openingSide } from '@/kernel/side';
import { AccountsService, type ExecutionTarget } from '@/modules/accounts/accounts.service';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import type { Venue } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { InstrumentRules, VenueCapabilities } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { spendingFor } from '@/modules/strategies/coins';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';
import type { PlaceOrderRequest } from '@/modules/trading/dto/place-order.request';
import { OrderDispatcher } from '@/modules/trading/order-dispatcher';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { RiskFacts } from '@/modules/trading/risk-facts';
import {
  accountVerdict,
  closeVerdict,
  entryVerdict,
  notionalVerdict,
} from '@/modules/trading/risk-gate';
import {
  AccountCannotTradeError,
  IdempotencyKeyReusedError,
  OrderNotPossibleError,
  RiskGateClosedError,
} from '@/modules/trading/trading.errors';

/** Orders that a person asks for: the same gate, journal, lane and dispatch as an alarm's. */
@Injectable()
export class ManualOrders {
  constructor(
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly drifts: Drifts,
    private readonly risk: RiskFacts,
    private readonly dispatcher: OrderDispatcher,
    private readonly ids: IdSource,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {}

  /** Places one order and waits for the venue's first answer. With an idempotency key a repeat returns the first order. */
  async place(request: PlaceOrderRequest, idempotencyKey: string | null): Promise<Order> {
    const instrument = instrumentOf(request.instrument);
    const target = await this.accounts.executionVenueFor(request.account, instrument);
    if (target === null) throw new AccountCannotTradeError(request.account, request.instrument);
    this.venues.execution(target.venue);
    const venue = this.venues.get(target.venue);
    const rules = await venue.instruments.find(instrument);
    if (rules === null)
      throw new OrderNotPossibleError(
        'instrument-unknown',
        '/instrument',
        'the venue does not know it',
      );
    const can = capabilitiesOn(venue, instrument);
    const objection = sideObjection(request, can) ?? shapeObjection(request, rules);
    if (objection !== null) throw objection;
    await this.checkHolding(request);
    await this.passRiskGate(request, target, rules);
    const quoteQuantity =
      can.marketBuysBy === 'quote' ? await spendingOf(request, venue, rules) : null;
    const decisionId =
      idempotencyKey === null ? this.ids.newId() : idFromKey(idempotencyKey, request.account);
    const placed = await this.orders.place(
      {
        id: decisionId as DecisionId,
        alarmId: null,
        strategyId: (request.strategyId ?? null) as StrategyId | null,
        source: 'manual',
        decidedAt: this.clock.now(),
        outcome: 'placed',
        reason: 'placed',
        detail: request.note ?? 'a manual order',
        facts: { request },
        steps: [],
      },
      [{ ...this.newOrder(request, target.venue), quoteQuantity }],
    );
    const [order] = placed.orders;
    if (order === undefined || !isSameOrder(order, request)) throw new IdempotencyKeyReusedError();
    await this.dispatcher.sendLane(laneOf(request.account, instrument));
    return this.orders.get(order.id);
  }

  /** A close for a strategy shrinks what that strategy holds here, and never more. */
  private async checkHolding(request: PlaceOrderRequest): Promise<void> {
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

  private async passRiskGate(
    request: PlaceOrderRequest,
    target: ExecutionTarget,
    { contractValue }: InstrumentRules,
  ): Promise<void> {
    const { figures, limits } = await this.risk.gather(request.account);
    const isEntry = request.action === 'open';
    const verdict = isEntry
      ? (accountVerdict(target) ??
        entryVerdict(figures, limits) ??
        (await this.drifts.verdict(request.account, request.instrument)) ??
        notionalVerdict(request.quantity, priceOf(request), contractValue, limits))
      : closeVerdict(figures);
    if (verdict !== null) throw new RiskGateClosedError(verdict.reason, verdict.detail);
  }

  private newOrder(
    request: PlaceOrderRequest,
    venue: Order['venue'],
  ): Parameters<OrdersService['place']>[1][number] {
    const opens = request.action === 'open';
    const maxAgeMs = this.settings.ALARM_MAX_AGE * 1_000;
    return {
      id: this.ids.newId() as OrderId,
      leg: 'manual',
      purpose: 'manual',
      protectsOrderId: null,
      account: request.account,
      venue,
      instrument: request.instrument,
      side: opens ? openingSide(request.positionSide) : closingSide(request.positionSide),
      positionSide: request.positionSide,
      type: request.type,
      quantity: decimalText(decimal(request.quantity)),
      price: request.price ?? null,
      stopPrice: request.stopPrice ?? null,
      reduceOnly: !opens,
      leverage: null,
      referencePrice: null,
      sendBefore: opens ? new Date(this.clock.now().getTime() + maxAgeMs) : null,
    };
  }
}

function sideObjection(
  request: PlaceOrderRequest,
  can: VenueCapabilities,
): OrderNotPossibleError | null {
  if (request.positionSide === 'short' && !can.shorts)
    return new OrderNotPossibleError('venue-cannot', '/positionSide', 'must be long on this venue');
  const waits = request.type === 'stop-market' || request.type === 'take-profit-market';
  return waits && request.action === 'open' && can.exitsBy === 'coins'
    ? new OrderNotPossibleError('venue-cannot', '/type', 'must be market or limit to buy here')
    : null;
}

/** What a market buy spends at the price of this moment; null for every other order. */
async function spendingOf(
  request: PlaceOrderRequest,
  venue: Venue,
  rules: InstrumentRules,
): Promise<string | null> {
  if (request.action !== 'open' || request.type !== 'market') return null;
  const ticker = await venue.prices?.ticker(instrumentOf(request.instrument));
  const spending = spendingFor(decimal(request.quantity), ticker?.price ?? null, rules);
  if (!spending.ok) throw new OrderNotPossibleError(spending.reason, '/quantity', spending.detail);
  return spending.amount;
}

const priceOf = (request: PlaceOrderRequest): string | null =>
  request.price ?? request.stopPrice ?? null;

/** A 26-character id that is always the same for one key and account. */
const idFromKey = (key: string, account: string): string =>
  createHash('sha256').update(`${account}\n${key}`).digest('hex').slice(0, 26).toUpperCase();

const isSameOrder = (order: Order, request: PlaceOrderRequest): boolean =>
  order.instrument === request.instrument &&
  order.positionSide === request.positionSide &&
  order.reduceOnly === (request.action === 'close') &&
  order.type === request.type &&
  decimal(order.quantity).eq(decimal(request.quantity));

function shapeObjection(
  request: PlaceOrderRequest,
  rules: InstrumentRules,
): OrderNotPossibleError | null {
  const quantity = decimal(request.quantity);
  if (!quantity.gt(ZERO))
    return new OrderNotPossibleError('quantity-missing', '/quantity', 'must be greater than zero');
  if (!floorToStep(quantity, decimal(rules.quantityStep)).eq(quantity)) {
    return new OrderNotPossibleError(
      'quantity-off-step',
      '/quantity',
      `must be a multiple of ${rules.quantityStep}`,
    );
  }
  if (request.action === 'open' && quantity.lt(decimal(rules.minQuantity))) {
    return new OrderNotPossibleError(
      'quantity-too-small',
      '/quantity',
      `must be at least ${rules.minQuantity}`,
    );
  }
  if (request.action === 'open' && rules.status !== 'trading') {
    return new OrderNotPossibleError(
      'instrument-not-trading',
      '/instrument',
      `can not be opened now: ${rules.status}`,
    );
  }
  return pricesObjection(request, rules);
}

function pricesObjection(
  request: PlaceOrderRequest,
  rules: InstrumentRules,
): OrderNotPossibleError | null {
  const wanted = { price: request.type === 'limit', stopPrice: request.type.endsWith('-market') };
  for (const field of ['price', 'stopPrice'] as const) {
    const value = request[field];
    if (wanted[field] !== (value !== undefined)) {
      const rule = wanted[field]
        ? `is needed by a ${request.type} order`
        : `does not belong to a ${request.type} order`;
      return new OrderNotPossibleError('order-fields', `/${field}`, rule);
    }
    if (value === undefined) continue;
    const price = decimal(value);
    if (!price.gt(ZERO) || !floorToStep(price, decimal(rules.priceTick)).eq(price)) {
      return new OrderNotPossibleError(
        'price-off-tick',
        `/${field}`,
        `must be a positive multiple of ${rules.priceTick}`,
      );
    }
  }
  return null;
}
