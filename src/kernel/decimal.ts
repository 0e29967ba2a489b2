import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimal arithmetic for money, prices and sizes.
 * A clone with 64 significant digits: the library's default of 20 silently cuts products of ordinary amounts.
 */
export const Decimal = DecimalJs.clone({
  precision: 64,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -1000,
  toExpPos: 1000,
});
export type Decimal = DecimalJs;

const DECIMAL_TEXT = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Reads plain decimal text (`-1.5`, `1e-7`). Everything else, `NaN`, `Infinity` and grouped digits included, is null. */
export function readDecimal(text: string): Decimal | null {
  const trimmed = text.trim();
  if (trimmed.length > 100 || !DECIMAL_TEXT.test(trimmed)) return null;
  const value = new Decimal(trimmed);
  return value.isFinite() ? value : null;
}

/** Like {@link readDecimal} for text that our own code or a checked input wrote; throws a RangeError otherwise. */
export function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === null)
    throw new RangeError(`not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
  return value;
}

/** The one text form of a decimal: no exponent, no trailing zeros, no negative zero. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

export const ZERO: Decimal = new Decimal(0);

/** Rounds a magnitude down to a whole multiple of `step`; a size is never rounded up. */
export function floorToStep(value: Decimal, step: Decimal): Decimal {
  if (!step.gt(ZERO)) throw new RangeError('step must be greater than zero');
  return value.div(step).floor().times(step);
}

/** Rounds to the nearest multiple of `step` in the given direction. */
export function roundToStep(
  value: Decimal,
  step: Decimal,
  direction: 'down' | 'up' | 'nearest',
): Decimal {
  if (!step.gt(ZERO)) throw new RangeError('step must be greater than zero');
  const ticks = value.div(step);
  if (direction === 'down') return ticks.floor().times(step);
  if (direction === 'up') return ticks.ceil().times(step);
  return ticks.round().times(step);
}
