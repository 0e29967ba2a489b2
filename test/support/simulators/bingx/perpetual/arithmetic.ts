import { Decimal, ZERO, decimal } from '@/kernel/decimal';
import type { SimContract } from '../contract';
import type { HeldSide } from '../model';

/** How a product turns quantities and prices into money of its settlement asset. */
export interface Arithmetic {
  readonly worth: (contract: SimContract, quantity: Decimal, price: Decimal) => Decimal;
  /** The price at which a quantity has a worth. */
  readonly priceOf: (contract: SimContract, quantity: Decimal, worth: Decimal) => Decimal;
  /** Gross profit of closing a quantity. */
  readonly profit: (
    contract: SimContract,
    side: HeldSide,
    quantity: Decimal,
    entry: Decimal,
    exit: Decimal,
  ) => Decimal;
  /** The amount as the exchange books it. */
  readonly booked: (amount: Decimal) => Decimal;
  /** A fee as the exchange takes it: what its lists of fills show is what was paid. */
  readonly feeOf: (amount: Decimal) => Decimal;
}

const signed = (side: HeldSide, amount: Decimal): Decimal =>
  side === 'LONG' ? amount : amount.negated();

/** USDT-M: quantities in base coin, money in the margin asset. */
export const LINEAR: Arithmetic = {
  worth: (_contract, quantity, price) => quantity.times(price),
  priceOf: (_contract, quantity, worth) => (quantity.isZero() ? ZERO : worth.div(quantity)),
  profit: (_contract, side, quantity, entry, exit) =>
    signed(side, exit.minus(entry).times(quantity)),
  booked: (amount) => amount,
  feeOf: (amount) => amount.toDecimalPlaces(6, Decimal.ROUND_HALF_UP),
};

/** Coin-M: quantities in whole contracts of a fixed USD value, money in the base coin with eight decimals. */
export const INVERSE: Arithmetic = {
  worth: (contract, quantity, price) => quantity.times(decimal(contract.faceValue)).div(price),
  priceOf: (contract, quantity, worth) =>
    worth.isZero() ? ZERO : quantity.times(decimal(contract.faceValue)).div(worth),
  profit: (contract, side, quantity, entry, exit) =>
    signed(
      side,
      INVERSE.worth(contract, quantity, entry).minus(INVERSE.worth(contract, quantity, exit)),
    ),
  booked: (amount) => amount.toDecimalPlaces(8, Decimal.ROUND_HALF_UP),
  feeOf: (amount) => INVERSE.booked(amount),
};
