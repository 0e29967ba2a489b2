import { decimal, roundToStep } from '@/kernel/decimal';
import type { InstrumentRules, PositionMode, VenueOrder } from '@/modules/exchanges/venue.types';
import { fixedToStep, orderTypeWord, timeInForceWord, workingTypeWord } from '../bingx.order-words';
import type { BingxParams } from '../bingx.signing';

/** The parameters of POST trade/order, by the account's position mode. */
export function submitParams(
  order: VenueOrder,
  rules: InstrumentRules,
  mode: PositionMode,
): BingxParams {
  const tick = decimal(rules.priceTick);
  // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
  const limitDirection = order.side === 'buy' ? 'down' : 'up';
  const onTick = (
    text: string | null | undefined,
    direction: 'down' | 'up' | 'nearest',
  ): string | undefined =>
    text === null || text === undefined
      ? undefined
      : fixedToStep(roundToStep(decimal(text), tick, direction), rules.priceTick);
  return {
    symbol: rules.venueSymbol,
    side: order.side.toUpperCase(),
    positionSide: mode === 'hedge' ? order.positionSide.toUpperCase() : 'BOTH',
    type: orderTypeWord(order.type),
    quantity: fixedToStep(decimal(order.quantity), rules.quantityStep),
    // Of a trailing stop the price is its distance.
    price: onTick(order.price, limitDirection) ?? onTick(order.trailingDistance, 'nearest'),
    stopPrice: onTick(order.stopPrice, 'nearest'),
    priceRate: order.trailingRate ?? undefined,
    activationPrice: onTick(order.activationPrice, 'nearest'),
    workingType: workingTypeWord(order),
    timeInForce: timeInForceWord(order),
    closePosition: order.closesPosition === true ? 'true' : undefined,
    // Hedge mode refuses the parameter; there the pair of sides says the same. It never goes with closePosition.
    reduceOnly:
      mode === 'one-way' && order.reduceOnly && order.closesPosition !== true ? 'true' : undefined,
    clientOrderId: order.clientOrderId,
  };
}
