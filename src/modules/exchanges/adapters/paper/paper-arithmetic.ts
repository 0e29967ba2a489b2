import { Decimal, decimal, decimalText, roundToStep, ZERO } from '@/kernel/decimal';
import { openingSide, type OrderSide } from '@/kernel/side';
import {
  isCoins,
  type PaperOrder,
  type PaperPosition,
} from '@/modules/exchanges/adapters/paper/paper-book';

/** The book keeps 18 digits after the point, as its columns do; nothing it computes may have more. */
const BOOK_DIGITS = 18;

/** Rounds an amount to what the book can hold. */
export const money = (value: Decimal): Decimal =>
  value.toDecimalPlaces(BOOK_DIGITS, Decimal.ROUND_HALF_EVEN);

/**
 * What a quantity is worth at a price in the asset that it settles in: quote currency, or for contracts of a fixed
 * worth the coins that they stand for.
 */
export const worthOf = (
  quantity: Decimal,
  price: Decimal,
  contractValue: string | null,
): Decimal =>
  contractValue === null
    ? quantity.times(price)
    : quantity.times(decimal(contractValue)).div(price);

/** One execution, before it is entered. */
export interface Execution {
  readonly side: OrderSide;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly at: Date;
}

export interface Entered {
  readonly position: PaperPosition;
  /** Realised by this execution, before its fee. */
  readonly profit: Decimal;
  /** What the account's balance changes by: profit minus fee. */
  readonly balanceChange: Decimal;
}

/**
 * Enters one execution into a position. Closing more than is open is a fault of the caller and throws a RangeError:
 * a paper position never changes sides.
 */
export function enter(position: PaperPosition, execution: Execution): Entered {
  return execution.side === openingSide(position.side)
    ? opened(position, execution)
    : closed(position, execution);
}

function opened(position: PaperPosition, execution: Execution): Entered {
  const { quantity, price } = execution;
  const value = money(worthOf(quantity, price, position.contractValue));
  return {
    position: changed(
      position,
      decimal(position.quantity).plus(execution.quantity),
      decimal(position.openValue).plus(value),
      execution,
    ),
    profit: ZERO,
    balanceChange: execution.fee.neg(),
  };
}

function closed(position: PaperPosition, execution: Execution): Entered {
  const held = decimal(position.quantity);
  const openValue = decimal(position.openValue);
  if (execution.quantity.gt(held))
    throw new RangeError('a paper position can not close more than it holds');
  // The last part takes whatever value is left, so that rounding never stays behind.
  const isLast = execution.quantity.eq(held);
  const cost = isLast ? openValue : money(openValue.times(execution.quantity).div(held));
  const { quantity, price, fee } = execution;
  const profit = gainOf(position, cost, money(worthOf(quantity, price, position.contractValue)));
  return {
    position: changed(position, held.minus(execution.quantity), openValue.minus(cost), execution),
    profit,
    balanceChange: profit.minus(fee),
  };
}

/** A long gains when its worth rises. A coin that rises is worth fewer coins a contract, so there it is the other way. */
function gainOf(
  { side, contractValue }: Pick<PaperPosition, 'side' | 'contractValue'>,
  before: Decimal,
  after: Decimal,
): Decimal {
  const gainsByRise = (side === 'long') === (contractValue === null);
  return gainsByRise ? after.minus(before) : before.minus(after);
}

function changed(
  position: PaperPosition,
  quantity: Decimal,
  openValue: Decimal,
  execution: Execution,
): PaperPosition {
  return {
    ...position,
    quantity: decimalText(quantity),
    openValue: decimalText(openValue),
    markPrice: decimalText(execution.price),
    updatedAt: execution.at,
  };
}

/** The fee on a worth, in its own asset; rounded against the trader at the eighth digit. */
export const feeOf = (worth: Decimal, feePercent: Decimal): Decimal =>
  worth.times(feePercent).div(100).toDecimalPlaces(8, Decimal.ROUND_UP);

/** A price after slippage against the trader, on the tick; without slippage the price itself. */
export function slipped(
  price: Decimal,
  side: OrderSide,
  slippagePercent: Decimal,
  tick: Decimal,
): Decimal {
  if (slippagePercent.isZero()) return money(price);
  const share = slippagePercent.div(100);
  const moved = price.times(side === 'buy' ? share.plus(1) : new Decimal(1).minus(share));
  const onTick = roundToStep(moved, tick, side === 'buy' ? 'up' : 'down');
  return money(onTick.gt(ZERO) ? onTick : price);
}

/** A buy on Spot pays its fee out of what it bought. */
export const isFeeInCoin = (fill: Pick<PaperOrder, 'instrument' | 'side'>): boolean =>
  isCoins(fill.instrument) && fill.side === 'buy';

/** The fee on a bought quantity, in the coin; rounded against the trader at the eighth digit, never above all of it. */
export const coinFeeOf = (quantity: Decimal, feePercent: Decimal): Decimal =>
  Decimal.min(quantity, quantity.times(feePercent).div(100).toDecimalPlaces(8, Decimal.ROUND_UP));

/** A position without the part that a fee took from it; what was paid for it stays paid. */
export const lessCoins = (position: PaperPosition, fee: Decimal): PaperPosition => ({
  ...position,
  quantity: decimalText(decimal(position.quantity).minus(fee)),
});

/** Margin that a position binds: its open value over its leverage. */
export const marginOf = (position: Pick<PaperPosition, 'openValue' | 'leverage'>): Decimal =>
  money(decimal(position.openValue).div(decimal(position.leverage)));

/** Unrealised profit at a price. */
export function unrealisedOf(
  position: Pick<PaperPosition, 'quantity' | 'openValue' | 'side' | 'contractValue'>,
  price: Decimal,
): Decimal {
  const worth = money(worthOf(decimal(position.quantity), price, position.contractValue));
  return gainOf(position, decimal(position.openValue), worth);
}
