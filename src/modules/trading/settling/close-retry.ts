import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, Decimal, floorToStep, ZERO } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderId, StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { HOLDING_CHANGED } from '@/modules/trading/sending/coin-release';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { isCloseUnderWay, isTrigger } from '@/modules/trading/protection/protection-orders';
import { isTransientRefusal, mayTryAgain } from '@/modules/trading/settling/transient-refusal';

/** The close that is lost, and every attempt at it so far. */
export interface LostClose {
  readonly order: Order;
  readonly attempts: readonly Order[];
}

/**
 * The newest close of a side, when it never reached the venue or was refused for a reason that passes. Null when
 * there is none, or when a close is under way: two closes must not race for one position.
 */
export function lostCloseOf(sideOrders: readonly Order[]): LostClose | null {
  if (sideOrders.some(isCloseUnderWay)) return null;
  const closes = sideOrders.filter((order) => order.purpose === 'close');
  const newest = closes.at(-1);
  if (newest === undefined) return null;
  if (newest.state !== 'NOT_PLACED' && !isTransientRefusal(newest) && !isForLess(newest))
    return null;
  return {
    order: newest,
    attempts: closes.filter((order) => order.decisionId === newest.decisionId),
  };
}

/** Never sent, because a stop had sold some of it meanwhile: the rest is still to be closed. */
const isForLess = (order: Order): boolean =>
  order.state === 'DENIED' && order.refusalCategory === HOLDING_CHANGED;

/** A close is about what its alarm found: an entry that came later is not its to close. */
export const isOlderThan = (
  close: Order,
  sideOrders: readonly Order[],
): ((entry: { readonly orderId: string }) => boolean) => {
  const later = new Set(
    sideOrders.filter((order) => order.createdAt > close.createdAt).map(({ id }) => String(id)),
  );
  return ({ orderId }) => !later.has(orderId);
};

/** The first attempt: what it found is what is to be closed. */
const firstOf = ({ order, attempts }: LostClose): Order => attempts[0] ?? order;

/**
 * Places a lost close again, as a new order with a new client order id, while its alarm is young enough to close:
 * a position must not stay open because one request was lost. The venue has proved not to have the first one.
 */
@Injectable()
export class CloseRetry {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly settler: OrderSettler,
    private readonly ids: IdSource,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(CloseRetry.name);
  }

  /** True when a new close was written down and waits to be sent. */
  async retry(
    strategyId: StrategyId,
    side: PositionSide,
    sideOrders: readonly Order[],
  ): Promise<boolean> {
    const seen = this.dueClose(sideOrders);
    if (seen === null) return false;
    await this.lookAtStops(sideOrders);
    // Looks take time, in which the side may have been closed and opened again, so both are read now: first what is
    // open, as each entry has to be found among the orders to be told from one that came after the close.
    const entries = await this.orders.openEntries(strategyId, side, seen.order);
    const all = await this.orders.ordersOfOpenSide(strategyId, side);
    const now = all.filter((order) => laneOfOrder(order) === laneOfOrder(seen.order));
    const lost = this.dueClose(now);
    if (lost?.order.id !== seen.order.id) return false;
    const open = entries
      .filter(isOlderThan(firstOf(lost), now))
      .reduce((sum, entry) => sum.plus(decimal(entry.quantity)), ZERO);
    return this.placeAgain(lost, open);
  }

  /** The close to be tried again now; null while there is none, or it may not be tried yet, or no more. */
  private dueClose(sideOrders: readonly Order[]): LostClose | null {
    const lost = lostCloseOf(sideOrders);
    const now = this.clock.now();
    if (lost === null || !mayTryAgain(lost.attempts, now)) return null;
    const ageMs = now.getTime() - firstOf(lost).createdAt.getTime();
    return ageMs > this.settings.ALARM_CLOSE_MAX_AGE * 1_000 ? null : lost;
  }

  private async placeAgain({ order, attempts }: LostClose, open: Decimal): Promise<boolean> {
    const rules = await this.rulesOf(order);
    // A rest may have digits beyond the step, where fees are taken in the coin.
    const quantity = floorToStep(
      Decimal.min(open, decimal(order.quantity)),
      decimal(rules?.quantityStep ?? '1e-18'),
    );
    if (!quantity.gt(ZERO)) return false;
    const leg = `close:${String(attempts.length + 1)}`;
    const again = this.again(order, leg, decimalText(quantity));
    await this.orders.addOrders(order.decisionId, [again]);
    this.logger.warn(
      { orderId: order.id, leg },
      'the close did not reach the venue and is placed again',
    );
    return true;
  }

  /** A stop may have done it meanwhile: to close once more would take what another strategy holds. */
  private async lookAtStops(sideOrders: readonly Order[]): Promise<void> {
    const resting = sideOrders.filter((order) => isTrigger(order) && LIVE.includes(order.state));
    await Promise.all(resting.map((order) => this.settler.look({ ...order, checks: 0 })));
  }

  private rulesOf({ venue, instrument }: Order): Promise<InstrumentRules | null> {
    return this.venues.get(venue).instruments.find(instrumentOf(instrument));
  }

  private again(order: Order, leg: string, quantity: string): NewOrder {
    const { purpose, protectsOrderId, account, venue, instrument, side, positionSide, type } =
      order;
    const { price, stopPrice, reduceOnly, leverage, referencePrice, sendBefore } = order;
    return {
      ...{ id: this.ids.newId() as OrderId, leg, quantity },
      ...{ purpose, protectsOrderId, account, venue, instrument, side, positionSide, type },
      ...{ price, stopPrice, reduceOnly, leverage, referencePrice, sendBefore },
    };
  }
}
