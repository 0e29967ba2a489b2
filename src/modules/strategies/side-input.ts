import { decimal, decimalText, readDecimal, ZERO } from '@/kernel/decimal';
import { readInstrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import { readTimeframe, type Timeframe } from '@/kernel/timeframe';
import {
  checkStopOptions,
  readStopOption,
  type StopOption,
} from '@/modules/strategies/stop-options';
import {
  wantsStopAndTarget,
  type QuantityMode,
  type SideRules,
} from '@/modules/strategies/strategy';

/** One side as it was typed in. Absent = as before, null = not set. */
export interface SideInput {
  readonly entryOrderTimeframe?: string | null;
  readonly closeOrderTimeframe?: string | null;
  readonly entryIndicatorTimeframe?: string | null;
  readonly closeIndicatorTimeframe?: string | null;
  readonly regimeMaxAgeSeconds?: number | null;
  readonly pyramiding?: number | null;
  readonly leverage?: string | null;
  readonly quantityMode?: QuantityMode | null;
  readonly quantity?: string | null;
  readonly takeProfitPerOrder?: string | null;
  readonly stopLossPerOrder?: string | null;
  readonly takeProfitGeneral?: string | null;
  readonly stopLossGeneral?: string | null;
  readonly breakEvenAtPercent?: string | null;
  readonly breakEvenOffsetPercent?: string | null;
  readonly trailingStopPercent?: string | null;
  readonly trailingActivationPercent?: string | null;
}

type Report = (pointer: string, message: string) => void;
type FieldReport = (field: keyof SideRules, message: string) => void;

/** Reads one side over what stands, reports every broken rule, and gives what it could read. */
export function readSide(
  side: PositionSide,
  input: SideInput,
  base: SideRules,
  instrument: string,
  reportAt: Report,
): SideRules {
  const report: FieldReport = (field, message) => {
    reportAt(`/${side}/${field}`, message);
  };
  const frame = (field: TimeframeField) => timeframeOf(field, input[field], base[field], report);
  const percent = (field: PercentField) =>
    percentOf(field, side, input[field], base[field], report);
  const option = (field: StopOption) => readStopOption(field, input[field], base[field], report);
  const rules: SideRules = {
    entryOrderTimeframe: frame('entryOrderTimeframe'),
    closeOrderTimeframe: frame('closeOrderTimeframe'),
    entryIndicatorTimeframe: frame('entryIndicatorTimeframe'),
    closeIndicatorTimeframe: frame('closeIndicatorTimeframe'),
    regimeMaxAgeSeconds: wholeOf(
      'regimeMaxAgeSeconds',
      input.regimeMaxAgeSeconds,
      base,
      1,
      315_360_000,
      report,
    ),
    pyramiding: wholeOf('pyramiding', input.pyramiding, base, 0, 1_000, report),
    leverage: leverageOf(input.leverage, base.leverage, report),
    quantityMode:
      input.quantityMode === undefined ? base.quantityMode : (input.quantityMode ?? 'fixed'),
    quantity: sizeOf(input.quantity, base.quantity, report),
    takeProfitPerOrder: percent('takeProfitPerOrder'),
    stopLossPerOrder: percent('stopLossPerOrder'),
    takeProfitGeneral: percent('takeProfitGeneral'),
    stopLossGeneral: percent('stopLossGeneral'),
    breakEvenAtPercent: option('breakEvenAtPercent'),
    breakEvenOffsetPercent: option('breakEvenOffsetPercent'),
    trailingStopPercent: option('trailingStopPercent'),
    trailingActivationPercent: option('trailingActivationPercent'),
  };
  checkTogether(rules, instrument, report);
  return rules;
}

/** Rules that concern more than one field. */
function checkTogether(rules: SideRules, instrument: string, report: FieldReport): void {
  checkStopOptions(rules, report);
  if (rules.closeIndicatorTimeframe !== null && rules.entryIndicatorTimeframe === null) {
    report(
      'entryIndicatorTimeframe',
      'must be set with closeIndicatorTimeframe: nothing else could open the side again',
    );
  }
  const mode = rules.quantityMode;
  if (rules.entryOrderTimeframe !== null && mode !== 'alarm' && rules.quantity === null) {
    report('quantity', `must be set: the side has entries and quantityMode is ${mode}`);
  }
  if (readInstrument(instrument)?.market === 'bingx-spot') checkOnSpot(rules, report);
  if (mode === 'equity-percent' && rules.quantity !== null) {
    const most = decimal(rules.leverage ?? '1').times(100);
    if (decimal(rules.quantity).gt(most)) {
      report('quantity', `must be at most ${decimalText(most)} percent of equity (100 × leverage)`);
    }
  }
}

/** On Spot coins are bought and sold: nothing is borrowed, and only one exit can hold them. */
function checkOnSpot(rules: SideRules, report: FieldReport): void {
  if (rules.leverage !== null && rules.leverage !== '1') {
    report('leverage', 'must be left out on bingx-spot, which has no leverage');
  }
  if (wantsStopAndTarget(rules)) {
    const target = rules.takeProfitPerOrder === null ? 'takeProfitGeneral' : 'takeProfitPerOrder';
    report(
      target,
      'must be left out while a stop loss is set: on bingx-spot each of the two locks the coins',
    );
  }
}

type TimeframeField =
  | 'entryOrderTimeframe'
  | 'closeOrderTimeframe'
  | 'entryIndicatorTimeframe'
  | 'closeIndicatorTimeframe';

function timeframeOf(
  field: TimeframeField,
  text: string | null | undefined,
  base: Timeframe | null,
  report: FieldReport,
): Timeframe | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const read = readTimeframe(text);
  if (read === null)
    report(
      field,
      'must be a timeframe: "1m", "4h", "1d", or as TradingView writes it, "1", "240", "D"',
    );
  return read;
}

function wholeOf(
  field: 'regimeMaxAgeSeconds' | 'pyramiding',
  value: number | null | undefined,
  base: SideRules,
  least: number,
  most: number,
  report: FieldReport,
): number | null {
  if (value === undefined) return base[field];
  if (value === null) return null;
  if (!Number.isInteger(value) || value < least || value > most) {
    report(field, `must be a whole number from ${String(least)} to ${String(most)}`);
    return null;
  }
  return value;
}

function leverageOf(
  text: string | null | undefined,
  base: string | null,
  report: FieldReport,
): string | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const isWhole = /^[1-9]\d{0,2}$/.test(text.trim());
  if (isWhole && decimal(text).lte(150)) return text.trim();
  report('leverage', 'must be a whole number from 1 to 150, as text');
  return null;
}

/** Digits that the column holds on each side of the point. */
const DIGITS = 18;

function sizeOf(
  text: string | null | undefined,
  base: string | null,
  report: FieldReport,
): string | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const value = readDecimal(text);
  if (
    value?.gt(ZERO) === true &&
    value.lt(decimal(`1e${String(DIGITS)}`)) &&
    value.decimalPlaces() <= DIGITS
  ) {
    return decimalText(value);
  }
  report(
    'quantity',
    'must be a decimal number above 0 as text, with at most 18 digits on each side of the point',
  );
  return null;
}

type PercentField =
  'takeProfitPerOrder' | 'stopLossPerOrder' | 'takeProfitGeneral' | 'stopLossGeneral';

/** A price can not fall by 100 %: that bounds the stop of a long and the target of a short. */
function percentOf(
  field: PercentField,
  side: PositionSide,
  text: string | null | undefined,
  base: string | null,
  report: FieldReport,
): string | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const falls = field.startsWith('stopLoss') === (side === 'long');
  const value = readDecimal(text);
  const isInside = value?.gt(ZERO) === true && (falls ? value.lt(100) : value.lte(10_000));
  if (isInside && value.decimalPlaces() <= DIGITS) return decimalText(value);
  const bound = falls ? 'below 100' : 'at most 10000';
  report(field, `must be a percentage above 0 and ${bound}, as text`);
  return null;
}
