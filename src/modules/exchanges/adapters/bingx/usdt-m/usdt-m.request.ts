import { decimal, roundToStep } from '@/kernel/decimal';
import type { InstrumentRules, PositionMode, VenueOrder } from '@/modules/exchanges/venue.types';
import { fixedToStep, orderTypeWord } from '../bingx.order-words';
import type { BingxParams } from '../bingx.signing';

/** The parameters of POST trade/order, by the account's position mode. */
export function submitParams(
  order: VenueOrder,
  rules: InstrumentRules,
  mode: PositionMode,
): BingxParams {
  const isStop = order.stopPrice !== null;
  const tick = decimal(rules.priceTick);
  // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
  const limitDirection = order.side === 'buy' ? 'down' : 'up';
  return {
    symbol: rules.venueSymbol,
    side: order.side.toUpperCase(),
    positionSide: mode === 'hedge' ? order.positionSide.toUpperCase() : 'BOTH',
    type: orderTypeWord(order.type),
    quantity: fixedToStep(decimal(order.quantity), rules.quantityStep),
    price:
      order.price === null
        ? undefined
        : fixedToStep(roundToStep(decimal(order.price), tick, limitDirection), rules.priceTick),
    stopPrice:
      order.stopPrice === null
        ? undefined
        : fixedToStep(roundToStep(decimal(order.stopPrice), tick, 'nearest'), rules.priceTick),
    workingType: isStop ? 'MARK_PRICE' : undefined,
    timeInForce: order.type === 'limit' ? 'GTC' : undefined,
    // Hedge mode refuses the parameter; there the pair of sides says the same.
    reduceOnly: mode === 'one-way' && order.reduceOnly ? 'true' : undefined,
    clientOrderId: order.clientOrderId,
  };
}
