import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { DomainError } from '@/kernel/errors';
import { instrumentOf } from '@/kernel/instrument';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { LeverageSetting } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { isHaltClose } from '@/modules/orders/states/trading-halt';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';

/** Why an order is not sent after all. */
export interface SendObjection {
  readonly category: string;
  readonly message: string;
}

/** What leverage is in force for an order, or why it must not go out. */
export interface LeverageOutcome {
  readonly set: string | null;
  readonly objection: SendObjection | null;
}

/**
 * The last look before an order leaves: time passes between decision and dispatch, and a switch that was thrown
 * in between must hold. Orders that only shrink a position are stopped by `halted` alone, and those with which the halt
 * itself closes positions by nothing.
 */
@Injectable()
export class SendCheck {
  constructor(
    private readonly orders: OrdersService,
    private readonly strategies: StrategiesService,
    private readonly tradingState: TradingStateService,
    private readonly venues: VenueRegistry,
    private readonly leverage: LeverageReadings,
    private readonly gate: StartGate,
    private readonly drifts: Drifts,
    private readonly clock: Clock,
  ) {}

  /** What speaks against an order without asking anybody. */
  objectionNow(order: Order): SendObjection | null {
    const unknown = this.gate.objectionTo(order);
    if (unknown !== null) return unknown;
    const { sendBefore } = order;
    if (sendBefore === null || this.clock.now() < sendBefore) return null;
    const message = `too late: it had to leave before ${sendBefore.toISOString()}`;
    return { category: 'stale', message };
  }

  /** What speaks against an order that is about to leave, with everything read anew. */
  async objectionTo(order: Order): Promise<SendObjection | null> {
    const atOnce = this.objectionNow(order);
    if (atOnce !== null) return atOnce;
    const [state, objection, drift] = await Promise.all([
      this.tradingState.effective(order.account),
      this.strategyObjection(order),
      order.reduceOnly ? null : this.drifts.verdict(order.account, order.instrument),
    ]);
    if (state === 'halted' && !isHaltClose(order))
      return { category: 'risk-halted', message: 'trading is halted: nothing is sent' };
    if (order.reduceOnly) return null;
    if (state === 'reducing')
      return { category: 'risk-reducing', message: 'trading is reducing: only closes are sent' };
    if (objection !== null || drift === null) return objection;
    return { category: drift.reason, message: drift.detail };
  }

  /**
   * Whether the order has to wait: while nobody knows how old it is; and where client order ids are not kept, an order without answer can only be recognised
   * while no other one of its account and instrument is under way.
   */
  async mustWait(order: Order): Promise<boolean> {
    if (this.clock.isUnsure) return true;
    if (this.venues.get(order.venue).capabilities.isClientOrderIdKept) return false;
    return this.orders.hasUnanswered(order);
  }

  /** What its strategy says to an entry now. */
  async strategyObjection(order: Order): Promise<SendObjection | null> {
    if (order.reduceOnly || order.strategyId === null) return null;
    const strategy = await this.strategies.standing(order.strategyId);
    if (strategy.deletedAt !== null)
      return { category: 'strategy-deleted', message: 'the strategy was deleted' };
    if (!strategy.isOn)
      return { category: 'strategy-off', message: 'the strategy was switched off' };
    return null;
  }

  /** After a refusal: the leverage may not be what was read. */
  doubtLeverage(order: Order): void {
    this.leverage.forget(order);
  }

  /** The leverage of an order where that is known, without asking, to be in force already; undefined when it is not. */
  leverageInForce(order: Order): string | null | undefined {
    if (this.needsNoLeverage(order)) return null;
    const known = this.leverage.known(order);
    if (known === null || order.leverage === null) return undefined;
    const inForce = onSide(order, known);
    return decimal(inForce).eq(decimal(order.leverage)) ? inForce : undefined;
  }

  /**
   * Sets the side's leverage on the venue when it differs, unless the order may not go out anyway. A leverage that can
   * not be set stops the entry.
   */
  async prepareLeverage(order: Order): Promise<LeverageOutcome> {
    const control = this.venues.get(order.venue).leverage;
    if (order.leverage === null || control === undefined || this.needsNoLeverage(order))
      return { set: null, objection: null };
    const instrument = instrumentOf(order.instrument);
    try {
      const current = await this.leverage.read(order, control);
      const inForce = onSide(order, current);
      if (decimal(inForce).eq(decimal(order.leverage))) return { set: inForce, objection: null };
      const objection = await this.objectionTo(order);
      if (objection !== null) return { set: null, objection };
      this.leverage.forget(order);
      const changed = await control.set(
        order.account,
        instrument,
        order.positionSide,
        order.leverage,
      );
      return { set: onSide(order, changed), objection: null };
    } catch (error) {
      this.leverage.forget(order);
      if (!(error instanceof DomainError)) throw error;
      const message = `leverage ${order.leverage} could not be set: ${error.message}`;
      const objection = await this.objectionTo(order);
      return { set: null, objection: objection ?? { category: 'leverage-not-set', message } };
    }
  }

  private needsNoLeverage({ venue, leverage, reduceOnly }: Order): boolean {
    return leverage === null || reduceOnly || this.venues.get(venue).leverage === undefined;
  }
}

const onSide = ({ positionSide }: Order, setting: LeverageSetting): string =>
  positionSide === 'long' ? setting.long : setting.short;
