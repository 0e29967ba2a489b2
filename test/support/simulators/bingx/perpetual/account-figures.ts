import { type Decimal, ZERO, decimal } from '@/kernel/decimal';
import type { Exchange } from './exchange';
import { type HeldSide, type SimOrder, type SimPosition } from '../model';

const CLOSING_TYPES = new Set(['STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET']);

type Direction = Pick<SimOrder, 'side' | 'positionSide' | 'reduceOnly' | 'closePosition' | 'type'>;

/** True when an order of this direction may only make a position smaller. */
export function isClosing(order: Direction): boolean {
  if (order.positionSide === 'LONG') return order.side === 'SELL';
  if (order.positionSide === 'SHORT') return order.side === 'BUY';
  return order.reduceOnly || order.closePosition || CLOSING_TYPES.has(order.type);
}

/** The side of the position that a closing order reduces. */
export function reducedSide(order: Pick<SimOrder, 'side' | 'positionSide'>): HeldSide {
  if (order.positionSide !== 'BOTH') return order.positionSide;
  return order.side === 'BUY' ? 'SHORT' : 'LONG';
}

/** What is left to fill. */
export const remaining = (order: SimOrder): Decimal =>
  decimal(order.quantity).minus(decimal(order.executed));

/** What closing orders that rest in the book do not hold yet; conditional orders hold nothing. */
export function closable(x: Exchange, symbol: string, side: HeldSide): Decimal {
  const locked = x
    .openOrders(symbol)
    .filter((order) => order.firesOn === '' && isClosing(order) && reducedSide(order) === side)
    .reduce((sum, order) => sum.plus(remaining(order)), ZERO);
  const free = x.held(symbol, side).minus(locked);
  return free.gt(ZERO) ? free : ZERO;
}

/** Profit of a position at the current price. */
export function unrealised(x: Exchange, position: SimPosition): Decimal {
  const move = x
    .price(position.symbol)
    .minus(decimal(position.avgPrice))
    .times(decimal(position.quantity));
  return position.side === 'LONG' ? move : move.negated();
}

/** The margin a position binds. */
export function initialMargin(position: SimPosition): Decimal {
  return decimal(position.quantity).times(decimal(position.avgPrice)).div(position.leverage);
}

export interface AccountFigures {
  readonly balance: Decimal;
  readonly equity: Decimal;
  readonly unrealised: Decimal;
  readonly used: Decimal;
  readonly frozen: Decimal;
  readonly available: Decimal;
  readonly realised: Decimal;
}

/** The account's money, computed from balance, positions and resting orders. */
export function accountFigures(x: Exchange): AccountFigures {
  const row = x.balance();
  const positions = x.store.all('position');
  const balance = decimal(row.balance);
  const open = positions.reduce((sum, position) => sum.plus(unrealised(x, position)), ZERO);
  const used = positions.reduce((sum, position) => sum.plus(initialMargin(position)), ZERO);
  const frozen = x
    .openOrders()
    .filter((order) => order.firesOn === '' && !isClosing(order))
    .reduce(
      (sum, order) => sum.plus(remaining(order).times(orderPrice(x, order)).div(order.leverage)),
      ZERO,
    );
  const equity = balance.plus(open);
  const available = equity.minus(used).minus(frozen);
  return {
    balance,
    equity,
    unrealised: open,
    used,
    frozen,
    available: available.gt(ZERO) ? available : ZERO,
    realised: decimal(row.realised),
  };
}

function orderPrice(x: Exchange, order: SimOrder): Decimal {
  const price = decimal(order.price);
  return price.isZero() ? x.price(order.symbol) : price;
}
