import { Injectable } from '@nestjs/common';
import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { Signal } from '@/kernel/signal';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { Order, TradedPlace } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Strategy } from '@/modules/strategies/strategy';

/** What an account has of a coin for an exit to sell. */
@Injectable()
export class SellableCoins {
  constructor(private readonly orders: OrdersService) {}

  /**
   * What is free, and what only the side's own protection locks, as decimal text. Null when the signal closes nothing,
   * and where positions are closed instead. Throws when the venue or our books can not be read.
   */
  async sellable(
    strategy: Strategy,
    signal: Signal,
    venue: Venue | null,
    instrument: Instrument,
  ): Promise<string | null> {
    const side = exitSideOf(signal);
    // A venue with positions says how much there is to close itself.
    if (side === null || venue === null || venue.positions !== undefined) return null;
    if (capabilitiesOn(venue, instrument).exitsBy !== 'coins') return null;
    const [balances, live] = await Promise.all([
      venue.accounts.balances(strategy.account),
      this.orders.liveOf(strategy.id, side),
    ]);
    const free = balances.find(({ asset }) => asset === instrument.base)?.available ?? '0';
    const coins = live
      .filter((order) => isRestingExit(order, strategy))
      .reduce((sum, order) => sum.plus(restOf(order)), decimal(free));
    return decimalText(coins);
  }
}

export const isProtection = (order: Pick<Order, 'purpose'>): boolean =>
  order.purpose === 'stop-loss' || order.purpose === 'take-profit';

/** Protection of a place that may rest on the venue and lock coins there. */
export const isRestingExit = (order: Order, place: TradedPlace): boolean =>
  isProtection(order) &&
  order.account === place.account &&
  order.instrument === place.instrument &&
  LIVE.includes(order.state);

/** What an order may still trade. */
export function restOf(order: Pick<Order, 'quantity' | 'filledQuantity'>): Decimal {
  const rest = decimal(order.quantity).minus(decimal(order.filledQuantity));
  return rest.gt(ZERO) ? rest : ZERO;
}

function exitSideOf(signal: Signal): PositionSide | null {
  if (signal.kind !== 'order') return null;
  return signal.steps.find((step) => step.action !== 'open')?.side ?? null;
}
