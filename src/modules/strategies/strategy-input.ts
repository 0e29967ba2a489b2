import type { FieldProblem } from '@/kernel/errors';
import { readInstrument } from '@/kernel/instrument';
import { READ_ONLY_MARKETS } from '@/kernel/venue-id';
import { readSide, type SideInput } from '@/modules/strategies/side-input';
import { StrategyInvalidError } from '@/modules/strategies/strategies.errors';
import type { SideRules, StrategyDraft } from '@/modules/strategies/strategy';

/** A strategy as it was typed in. Absent = as before, null = not set. */
export interface StrategyInput {
  readonly alarmName?: string | null;
  readonly isOn?: boolean | null;
  readonly account?: string | null;
  readonly instrument?: string | null;
  readonly description?: string | null;
  readonly startAt?: string | null;
  readonly endAt?: string | null;
  readonly resultNote?: string | null;
  readonly expectSignalWithinMinutes?: number | null;
  readonly long?: SideInput | null;
  readonly short?: SideInput | null;
}

const NO_SIDE: SideRules = {
  entryOrderTimeframe: null,
  closeOrderTimeframe: null,
  entryIndicatorTimeframe: null,
  closeIndicatorTimeframe: null,
  regimeMaxAgeSeconds: null,
  pyramiding: null,
  leverage: null,
  quantityMode: 'fixed',
  quantity: null,
  takeProfitPerOrder: null,
  stopLossPerOrder: null,
  takeProfitGeneral: null,
  stopLossGeneral: null,
  breakEvenAtPercent: null,
  breakEvenOffsetPercent: null,
  trailingStopPercent: null,
  trailingActivationPercent: null,
};

/** What a new strategy starts from: off, on the account `main`, both sides silent. */
export const EMPTY_DRAFT: StrategyDraft = {
  alarmName: '',
  isOn: false,
  account: 'main',
  instrument: '',
  description: null,
  startAt: null,
  endAt: null,
  long: NO_SIDE,
  short: NO_SIDE,
  resultNote: null,
  expectSignalWithinMinutes: null,
};

/** Reads and checks what was typed in over what stands. Throws StrategyInvalidError with every broken rule. */
export function readStrategy(input: StrategyInput, base: StrategyDraft): StrategyDraft {
  const problems: FieldProblem[] = [];
  const report = (pointer: string, message: string) => problems.push({ pointer, message });
  const instrument = readInstrumentText(input.instrument, base.instrument, report);
  const draft: StrategyDraft = {
    alarmName: readName(input.alarmName, base.alarmName, report),
    isOn: input.isOn === undefined ? base.isOn : (input.isOn ?? false),
    account: readAccount(input.account, base.account, report),
    instrument,
    description: readNote('/description', input.description, base.description, 2_000, report),
    startAt: readTime('/startAt', input.startAt, base.startAt, report),
    endAt: readTime('/endAt', input.endAt, base.endAt, report),
    long: readSide(
      'long',
      input.long ?? {},
      input.long === null ? NO_SIDE : base.long,
      instrument,
      report,
    ),
    short: readSide(
      'short',
      input.short ?? {},
      input.short === null ? NO_SIDE : base.short,
      instrument,
      report,
    ),
    resultNote: readNote('/resultNote', input.resultNote, base.resultNote, 500, report),
    expectSignalWithinMinutes: readSilence(input, base, report),
  };
  if (draft.startAt !== null && draft.endAt !== null && draft.endAt <= draft.startAt) {
    report('/endAt', 'must be after startAt');
  }
  if (problems.length > 0) throw new StrategyInvalidError(problems);
  return draft;
}

/** Takes one broken rule: the field by JSON pointer and the rule. */
type Report = (pointer: string, message: string) => void;

function readName(text: string | null | undefined, base: string, report: Report): string {
  const name = (text === undefined ? base : (text ?? '')).trim();
  if (name === '' || lengthOf(name) > 500 || !isPlainText(name)) {
    report('/alarmName', 'must be 1 to 500 characters, as the alarm sends it');
  }
  return name;
}

/** A week: who expects less than one signal a week notices its absence later than a watchdog helps. */
const LONGEST_SILENCE_MINUTES = 10_080;

function readSilence(input: StrategyInput, base: StrategyDraft, report: Report): number | null {
  const minutes = input.expectSignalWithinMinutes;
  if (minutes === undefined) return base.expectSignalWithinMinutes;
  if (minutes === null) return null;
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_SILENCE_MINUTES)
    return minutes;
  report('/expectSignalWithinMinutes', 'must be a whole number of minutes from 1 to 10080');
  return null;
}

function readAccount(text: string | null | undefined, base: string, report: Report): string {
  const account = text === undefined ? base : (text ?? '');
  if (!/^[a-z0-9-]{1,50}$/.test(account)) {
    report('/account', 'must be 1 to 50 of a-z, 0-9 and "-"');
  }
  return account;
}

function readInstrumentText(text: string | null | undefined, base: string, report: Report): string {
  const instrument = text === undefined ? base : (text ?? '');
  const read = readInstrument(instrument);
  if (read === null) {
    report('/instrument', 'must be an instrument such as "bingx-usdt-m/BTC-USDT"');
  } else if (READ_ONLY_MARKETS.includes(read.market)) {
    report('/instrument', `must be on a market that takes orders by API; ${read.market} does not`);
  }
  return instrument;
}

function readNote(
  pointer: string,
  text: string | null | undefined,
  base: string | null,
  most: number,
  report: Report,
): string | null {
  if (text === undefined) return base;
  if (text === null) return null;
  if (lengthOf(text) > most || !isPlainText(text.replace(/[\t\r\n]/g, ' '))) {
    report(pointer, `must be text of at most ${String(most)} characters`);
  }
  return text;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function readTime(
  pointer: string,
  text: string | null | undefined,
  base: Date | null,
  report: Report,
): Date | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const at = ISO_TIME.test(text) ? new Date(text) : null;
  const isReal = at !== null && !Number.isNaN(at.getTime()) && isCalendarDay(text.slice(0, 10));
  if (isReal && at.getUTCFullYear() >= 1970) return at;
  report(pointer, 'must be an ISO 8601 time with its zone, such as "2026-01-31T09:30:00Z"');
  return null;
}

/** `new Date` takes 31 February for 3 March; a trading date must not move by itself. */
function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Code points, which is what the columns count. */
const lengthOf = (text: string): number => Array.from(text).length;

/** No control characters and no half surrogate pairs, which a database would store as something else. */
const isPlainText = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);
