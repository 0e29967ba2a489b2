import { decimal, roundToStep } from '@/kernel/decimal';
import type { InstrumentRules, PositionMode, VenueOrder } from '@/modules/exchanges/venue.types';
import { fixedToStep, orderTypeWord, timeInForceWord, workingTypeWord } from '../bingx.order-words';
import type { BingxParams } from '../bingx.signing';

/** The prices of an order as they go on the wire; also what a listed order is compared with. */
export function pricesOnTick(
  order: Pick<VenueOrder, 'side' | 'price' | 'stopPrice'>,
  rules: InstrumentRules,
): { readonly price: string | null; readonly stopPrice: string | null } {
  const tick = decimal(rules.priceTick);
  // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
  const limitDirection = order.side === 'buy' ? 'down' : 'up';
  const onTick = (text: string | null, direction: 'down' | 'up' | 'nearest'): string | null =>
    text === null
      ? null
      : fixedToStep(roundToStep(decimal(text), tick, direction), rules.priceTick);
  return {
    price: onTick(order.price, limitDirection),
    stopPrice: onTick(order.stopPrice, 'nearest'),
  };
}

/** The parameters of POST trade/order, by the account's position mode. Coin-M has no reduceOnly and no closePosition. */
export function submitParams(
  order: VenueOrder,
  rules: InstrumentRules,
  mode: PositionMode,
): BingxParams {
  const { price, stopPrice } = pricesOnTick(order, rules);
  return {
    symbol: rules.venueSymbol,
    side: order.side.toUpperCase(),
    positionSide: mode === 'hedge' ? order.positionSide.toUpperCase() : 'BOTH',
    type: orderTypeWord(order.type),
    quantity: decimal(order.quantity).toFixed(0),
    price: price ?? undefined,
    stopPrice: stopPrice ?? undefined,
    workingType: workingTypeWord(order),
    timeInForce: timeInForceWord(order),
    // Sent for the owner's eyes: nothing relies on BingX keeping it.
    clientOrderId: order.clientOrderId,
  };
}
