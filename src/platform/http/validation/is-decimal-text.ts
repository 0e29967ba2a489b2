import { decimal, decimalText, readDecimal, type Decimal } from '@/kernel/decimal';
import { rule } from '@/platform/http/validation/rule';

/** Bounds of a decimal, themselves decimal text. */
export interface DecimalBounds {
  /** Smallest value that is still allowed. */
  readonly min?: string;
  /** The value must be greater than this. */
  readonly moreThan?: string;
  /** Largest value that is still allowed. */
  readonly max?: string;
}

/** Digits that the database keeps on each side of the point: DECIMAL(36,18). */
const DIGITS = 18;

/** A number written as text, such as `"0.015"`: a JSON number would already have lost digits. */
export function IsDecimalText(bounds: DecimalBounds = {}): PropertyDecorator {
  return rule({
    name: 'isDecimalText',
    message: `must be a decimal number as text, such as "0.5"${boundsText(bounds)}`,
    holds: (value) => {
      if (typeof value !== 'string') return false;
      const read = readDecimal(value);
      return read !== null && fitsColumn(read) && isWithin(read, bounds);
    },
  });
}

function fitsColumn(value: Decimal): boolean {
  const [whole = '', fraction = ''] = decimalText(value.abs()).split('.');
  return whole.length <= DIGITS && fraction.length <= DIGITS;
}

function isWithin(value: Decimal, { min, moreThan, max }: DecimalBounds): boolean {
  if (min !== undefined && value.lt(decimal(min))) return false;
  if (moreThan !== undefined && !value.gt(decimal(moreThan))) return false;
  return max === undefined || !value.gt(decimal(max));
}

function boundsText({ min, moreThan, max }: DecimalBounds): string {
  const texts = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(moreThan === undefined ? [] : [`more than ${moreThan}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    `with at most ${String(DIGITS)} digits on each side of the point`,
  ];
  return `, ${texts.join(', ')}`;
}
