import { type Decimal, ZERO, decimal } from '@/kernel/decimal';
import type { Perpetual } from './perpetual';
import { bookIncome, endOrder } from './fills';
import type { HeldSide, SimOrder, SimPosition } from '../model';
import { reducedSide, isClosing } from './account-figures';
import { placeInternal } from './placing';
import { Rejection } from '../rejection';

/** Closes every position (of a symbol) at the market; other closing orders of the side give way first. */
export function closeAll(x: Perpetual, symbol?: string): SimOrder[] {
  return x.store
    .all('position')
    .filter((position) => symbol === undefined || position.symbol === symbol)
    .map((position) => closeAtMarket(x, position, decimal(position.quantity), 'close-all'));
}

/** Closes the position with this id at the market. */
export function closePosition(x: Perpetual, positionId: string): SimOrder {
  const position = x.store.all('position').find((row) => row.id === positionId);
  if (position === undefined) throw new Rejection(109420, 'position not exist');
  return closeAtMarket(x, position, decimal(position.quantity), 'close-all');
}

/** Closes a quantity of a position outside of any strategy's doing: the order carries no client id. */
export function closeAtMarket(
  x: Perpetual,
  position: SimPosition,
  quantity: Decimal,
  origin: SimOrder['origin'],
): SimOrder {
  return x.store.transaction(() => {
    cancelResting(x, position.symbol, position.side);
    return placeInternal(
      x,
      {
        symbol: position.symbol,
        contract: x.quoted(position.symbol),
        side: position.side === 'LONG' ? 'SELL' : 'BUY',
        positionSide: '',
        type: origin === 'liquidation' || origin === 'adl' ? 'LIQUIDATION' : 'MARKET',
        quantity,
        price: null,
        stopPrice: null,
        priceRate: null,
        activationPrice: null,
        workingType: 'MARK_PRICE',
        timeInForce: 'GTC',
        clientOrderId: '',
        reduceOnly: 'true',
        closePosition: false,
        takeProfit: null,
        stopLoss: null,
      },
      origin,
    );
  });
}

function cancelResting(x: Perpetual, symbol: string, side: HeldSide): void {
  for (const order of x.openOrders(symbol)) {
    if (order.firesOn === '' && isClosing(order) && reducedSide(order) === side)
      endOrder(x, order.id, 'CANCELLED');
  }
}

/**
 * The exchange closes a position at the current price: all its orders go, a LIQUIDATION order and fill appear and
 * the matching kind of income is booked.
 */
export function liquidate(
  x: Perpetual,
  symbol: string,
  side: HeldSide,
  kind: 'liquidation' | 'adl' = 'liquidation',
): SimOrder {
  const position = x.position(symbol, side);
  if (position === undefined) throw new RangeError(`no ${side} position in ${symbol}`);
  return x.store.transaction(() => {
    for (const order of x.openOrders(symbol)) {
      if (isClosing(order) && reducedSide(order) === side) endOrder(x, order.id, 'CANCELLED');
    }
    const order = closeAtMarket(x, position, decimal(position.quantity), kind);
    bookIncome(x, symbol, kind === 'adl' ? 'ADL' : 'INSURANCE_CLEAR', ZERO, order.id);
    return order;
  });
}

/** Orders that the exchange made against somebody's will, newest first; `kind` is `LIQUIDATION`, `ADL` or nothing. */
export function forcedOrders(
  x: Perpetual,
  kind: string,
  symbol: string,
  limit: number,
): SimOrder[] {
  return x.store
    .all('order')
    .filter((order) => symbol === '' || order.symbol === symbol)
    .filter(({ origin }) =>
      kind === '' ? origin === 'liquidation' || origin === 'adl' : origin === kind.toLowerCase(),
    )
    .slice(-limit)
    .reverse();
}
