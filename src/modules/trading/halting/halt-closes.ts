import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, floorToStep, ZERO } from '@/kernel/decimal';
import { instrumentText, laneOf } from '@/kernel/instrument';
import type { DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { closingSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { PositionReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { OrdersService, type NewDecision, type NewOrder } from '@/modules/orders/orders.service';
import { haltLeg, type TradingHalt } from '@/modules/orders/states/trading-halt';
import { IdSource } from '@/platform/identity/new-id';
import { shareOut, type ClosePart } from '@/modules/trading/halting/flatten-plan';
import { PositionHoldings } from '@/modules/trading/halting/position-holdings';
import { mayTryAgain } from '@/modules/trading/settling/transient-refusal';

/** A venue may report a position for a moment after its close has filled. */
const REPORT_LAG_MS = 2_000;
/** A close that failed this often is left to a person: each refusal is on its order. */
const MOST_ATTEMPTS = 10;

/** A position of a venue that a halt closes. */
export interface HaltedPosition {
  readonly account: string;
  readonly venue: VenueId;
  readonly position: PositionReport;
}

/** What became of one attempt to close a position. */
export interface CloseAttempt {
  readonly placed: readonly Order[];
  /** Why there is nothing more to place now. */
  readonly waitsFor: string;
}

/** Writes down the orders with which a halt closes positions: each once, by a key that a restart finds again. */
@Injectable()
export class HaltCloses {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly holdings: PositionHoldings,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Places what closes a position, unless that is under way. Nothing is sent here. */
  async place(halt: TradingHalt, target: HaltedPosition): Promise<CloseAttempt> {
    const { account, position } = target;
    const instrument = instrumentText(position.instrument);
    const name = `${account} ${instrument} ${position.side} ${position.quantity}`;
    const live = (await this.orders.notEndedIn(account)).filter(
      (order) => isCloseAt(order, instrument, position.side) && order.type === 'market',
    );
    if (live.length > 0) return { placed: [], waitsFor: `${name}: its close is under way` };
    const rules = await this.venues.get(target.venue).instruments.find(position.instrument);
    const step = decimal(rules?.quantityStep ?? '0');
    const quantity = decimal(position.quantity);
    const whole = step.gt(ZERO) ? floorToStep(quantity, step) : quantity;
    const holdings = await this.holdings.at({ account, instrument }, position.side);
    const attempts = await Promise.all(
      shareOut(whole, holdings).map((part) => this.placePart(halt, target, part)),
    );
    const refusal = attempts.find((attempt) => attempt.waitsFor !== '')?.waitsFor;
    return {
      placed: attempts.flatMap(({ placed }) => placed),
      waitsFor: `${name}: ${refusal ?? 'is being closed'}`,
    };
  }

  private async placePart(
    halt: TradingHalt,
    target: HaltedPosition,
    part: ClosePart,
  ): Promise<CloseAttempt> {
    const id = this.decisionId(halt, target, part.strategyId);
    const attempts = await this.orders.ofDecision(id);
    const objection = this.objectionTo(attempts);
    if (objection !== null) return { placed: [], waitsFor: objection };
    const order = this.newOrder(halt, target, part, attempts.length + 1);
    const { account, position } = target;
    const decision: NewDecision = {
      id,
      alarmId: null,
      strategyId: part.strategyId,
      source: 'halt',
      decidedAt: this.clock.now(),
      outcome: 'placed',
      reason: 'placed',
      detail: `halt: ${halt.why}`,
      facts: { haltId: halt.id, account, position },
      steps: [],
    };
    const { isNew, orders } = await this.orders.place(decision, [order]);
    return {
      placed: isNew ? orders : await this.orders.addOrders(id, [order]),
      waitsFor: '',
    };
  }

  private objectionTo(attempts: readonly Order[]): string | null {
    const last = attempts.at(-1);
    if (last === undefined) return null;
    const now = this.clock.now();
    if (!TERMINAL.includes(last.state)) return 'its close is under way';
    if (last.state === 'FILLED' && now.getTime() - last.updatedAt.getTime() < REPORT_LAG_MS)
      return 'its close has filled, and the venue reports the position still';
    const refusal = last.refusalMessage ?? last.state;
    if (attempts.length >= MOST_ATTEMPTS) return `could not be closed: ${refusal}`;
    return mayTryAgain(attempts, now) ? null : `was refused, to be tried again: ${refusal}`;
  }

  private newOrder(
    halt: TradingHalt,
    { account, venue, position }: HaltedPosition,
    { quantity }: ClosePart,
    attempt: number,
  ): NewOrder {
    return {
      id: this.ids.newId() as OrderId,
      leg: haltLeg(halt.id, attempt),
      purpose: 'emergency-close',
      protectsOrderId: null,
      ...{ account, venue, instrument: instrumentText(position.instrument) },
      side: closingSide(position.side),
      positionSide: position.side,
      type: 'market',
      quantity: decimalText(decimal(quantity)),
      price: null,
      stopPrice: null,
      reduceOnly: true,
      leverage: null,
      referencePrice: position.averagePrice,
      sendBefore: halt.deadlineAt,
    };
  }

  /** The same for the same halt, place and strategy, so that whoever goes on after a crash finds what was written. */
  private decisionId(
    halt: TradingHalt,
    { account, venue, position }: HaltedPosition,
    strategyId: StrategyId | null,
  ): DecisionId {
    const parts = [halt.id, account, venue, instrumentText(position.instrument), position.side];
    const text = [...parts, strategyId ?? ''].join('\n');
    return createHash('sha256').update(text).digest('hex').slice(0, 26).toUpperCase() as DecisionId;
  }
}

/** The lane in which the close of a position is sent. */
export const laneOfPosition = ({ account, position }: HaltedPosition): string =>
  laneOf(account, position.instrument);

const isCloseAt = (order: Order, instrument: string, side: PositionReport['side']): boolean =>
  order.reduceOnly && order.instrument === instrument && order.positionSide === side;
