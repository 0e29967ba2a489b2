import { type Decimal, ZERO, decimal } from '@/kernel/decimal';
import type { Perpetual } from './perpetual';
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
export function closable(x: Perpetual, symbol: string, side: HeldSide): Decimal {
  const locked = x
    .openOrders(symbol)
    .filter((order) => order.firesOn === '' && isClosing(order) && reducedSide(order) === side)
    .reduce((sum, order) => sum.plus(remaining(order)), ZERO);
  const free = x.held(symbol, side).minus(locked);
  return free.gt(ZERO) ? free : ZERO;
}

/** Profit of a position at the current price. */
export function unrealised(x: Perpetual, position: SimPosition): Decimal {
  return x.math.profit(
    x.quoted(position.symbol),
    position.side,
    decimal(position.quantity),
    decimal(position.avgPrice),
    x.price(position.symbol),
  );
}

/** The margin a position binds. */
export function initialMargin(x: Perpetual, position: SimPosition): Decimal {
  return x.math
    .worth(x.quoted(position.symbol), decimal(position.quantity), decimal(position.avgPrice))
    .div(position.leverage)
    .plus(decimal(position.addedMargin));
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

/** The account's money of one asset, computed from balance, positions and resting orders. */
export function accountFigures(x: Perpetual, asset: string): AccountFigures {
  const row = x.balance(asset);
  const positions = x.store.all('position').filter(({ symbol }) => x.assetOf(symbol) === asset);
  const balance = decimal(row.balance);
  const open = positions.reduce((sum, position) => sum.plus(unrealised(x, position)), ZERO);
  const used = positions.reduce((sum, position) => sum.plus(initialMargin(x, position)), ZERO);
  const frozen = x
    .openOrders()
    .filter((order) => order.firesOn === '' && !isClosing(order))
    .filter(({ symbol }) => x.assetOf(symbol) === asset)
    .reduce(
      (sum, order) =>
        sum.plus(
          x.math
            .worth(x.quoted(order.symbol), remaining(order), orderPrice(x, order))
            .div(order.leverage),
        ),
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

function orderPrice(x: Perpetual, order: SimOrder): Decimal {
  const price = decimal(order.price);
  return price.isZero() ? x.price(order.symbol) : price;
}
