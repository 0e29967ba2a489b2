import { readTimeframe, type Timeframe } from '@/kernel/timeframe';
import type { Signal } from '@/kernel/signal';
import type { AlarmReading, TickerReading } from '../alarm';
import { openBody, readMembers, scalarText, type OpenBody } from './body-json';
import { choose, chooseFrom, hasPlaceholder, isFilled, named, sameNumber } from './chosen-value';
import { Fields, type Meaning } from './field-names';
import { readAmount } from './number-reading';
import { Problems } from './problems';
import { withoutSecrets } from './secrets';
import { readQuantity, readSignal } from './signal-of-fields';
import { delayedFeed, isDelayedFeed, readTicker } from './ticker-reading';
import { readTime } from './time-reading';

export interface ReadingOptions {
  /** IANA zone of times that carry none. */
  readonly timeZone: string;
}

/** A body with its secrets removed, and what was understood of it. */
export interface BodyReading {
  readonly reading: AlarmReading;
  /** The body as text, secrets removed. */
  readonly text: string;
  /** Whether the body says when it happened, readable or not: without a time the same text may mean a new alarm. */
  readonly hasTime: boolean;
}

/** Reads an alarm body: any bytes, never an error. What is not certain is null, with a problem that says why. */
export function readAlarm(bytes: Buffer, options: ReadingOptions): AlarmReading {
  return readOpenBody(openBody(bytes), options).reading;
}

/** Like {@link readAlarm} for a body that was opened already; `known` secrets are removed wherever they stand. */
export function readOpenBody(
  body: OpenBody,
  options: ReadingOptions,
  known: readonly string[] = [],
): BodyReading {
  const problems = new Problems();
  const text = withoutSecrets(body.text, body.secrets, known);
  const members = readMembers(body, text, problems);
  if (members === null)
    return { reading: { ...NOTHING, problems: problems.all() }, text, hasTime: false };
  const fields = new Fields(members);
  const reading = readFields(fields, problems, options.timeZone);
  return { reading, text, hasTime: timeMeaning(fields) !== undefined };
}

const NOTHING: Omit<AlarmReading, 'problems'> = {
  ticker: null,
  instrument: null,
  timeframe: null,
  signal: null,
  strategy: null,
  quantity: null,
  price: null,
  alarmAt: null,
  identity: null,
  extra: {},
  isTradable: false,
};

function readFields(fields: Fields, problems: Problems, timeZone: string): AlarmReading {
  const signal = readSignal(fields, problems);
  const { ticker, instrument } = tickerOf(fields, problems);
  const strategy = strategyOf(fields, problems);
  const rest = {
    timeframe: timeframeOf(fields, problems),
    quantity: readQuantity(fields, signal, problems),
    price: priceOf(fields, signal, problems),
    alarmAt: timeOf(fields, problems, timeZone),
    identity: identityOf(fields, problems),
  };
  const isCertain =
    signal !== null && instrument !== null && strategy !== null && !problems.isRefused;
  return {
    ticker,
    instrument,
    signal,
    strategy,
    ...rest,
    extra: fields.extra(),
    problems: problems.all(),
    isTradable: isCertain,
  };
}

function strategyOf(fields: Fields, problems: Problems): string | null {
  const found = choose(fields, 'strategy', problems);
  if (found !== null) return isFilled(found, problems) ? found.text : null;
  if (fields.of('strategy').length === 0) {
    problems.refuse(
      'strategy-missing',
      null,
      'The message names no strategy: add "Strategy" with the alarm name of the strategy.',
    );
  }
  return null;
}

interface TickerOfBody {
  readonly ticker: string | null;
  readonly instrument: TickerReading | null;
}

function tickerOf(fields: Fields, problems: Problems): TickerOfBody {
  refuseDelayedFeed(fields, problems);
  const found = choose(fields, 'ticker', problems, samePair);
  if (found === null) {
    if (fields.of('ticker').length === 0) {
      problems.refuse(
        'ticker-missing',
        null,
        'The message names no ticker: add "Ticker": "{{ticker}}".',
      );
    }
    return { ticker: null, instrument: null };
  }
  if (!isFilled(found, problems)) return { ticker: found.text, instrument: null };
  const instrument = readTicker(found.text);
  if ('base' in instrument) return { ticker: found.text, instrument };
  problems.refuse(instrument.code, found.field, instrument.message);
  return { ticker: found.text, instrument: null };
}

/** Spellings of one pair agree, whether they name the exchange and the contract or not. */
const samePair = (text: string): string => {
  const ticker = readTicker(text);
  return 'base' in ticker ? `${ticker.base}/${ticker.quote}` : text;
};

function refuseDelayedFeed(fields: Fields, problems: Problems): void {
  for (const field of fields.of('exchange')) {
    const exchange = scalarText(field.value);
    if (exchange === null || !isDelayedFeed(exchange)) continue;
    const fault = delayedFeed(exchange);
    problems.refuse(fault.code, field.path, fault.message);
  }
}

function timeframeOf(fields: Fields, problems: Problems): Timeframe | null {
  const found = choose(fields, 'timeframe', problems, (text) => readTimeframe(text) ?? text);
  const timeframe = found === null ? null : readTimeframe(found.text);
  if (found !== null && timeframe === null) {
    problems.note(
      'timeframe-not-understood',
      found.field,
      `${named(found)}, which is no timeframe such as 5, 60, 1D or 1M.`,
    );
  }
  return timeframe;
}

/** An opening takes the entry price and a close the exit price; a reversal takes whichever is there. */
function priceOf(fields: Fields, signal: Signal | null, problems: Problems): string | null {
  const actions = signal?.steps.map((step) => step.action) ?? [];
  const entry =
    actions.every((action) => action === 'close') && actions.length > 0
      ? []
      : fields.of('entryPrice');
  const exit =
    actions.every((action) => action === 'open') && actions.length > 0
      ? []
      : fields.of('exitPrice');
  const bySide = entry.length > 0 ? entry : exit;
  const found = chooseFrom(fields, [...bySide, ...fields.of('price')], problems, sameNumber);
  return found === null ? null : readAmount(found.text, 'price', found.field, problems);
}

// The moment at which the alert fired says most about its age; `time`, often a bar's opening, says least.
const TIMES: readonly Meaning[] = ['firedAt', 'alarmTime', 'timestamp', 'time'];

const timeMeaning = (fields: Fields): Meaning | undefined =>
  TIMES.find((meaning) => fields.of(meaning).length > 0);

function timeOf(fields: Fields, problems: Problems, timeZone: string): Date | null {
  const meaning = timeMeaning(fields);
  if (meaning === undefined) {
    problems.note(
      'time-missing',
      null,
      'The message says no time, so its age counts from its arrival: add "Time_Alert": "{{timenow}}".',
    );
    return null;
  }
  const found = choose(
    fields,
    meaning,
    problems,
    (text) => readTime(text, timeZone)?.getTime() ?? text,
  );
  const at = found === null ? null : readTime(found.text, timeZone);
  if (found !== null && at === null && isFilled(found, problems)) {
    problems.refuse(
      'time-not-understood',
      found.field,
      `${named(found)}, which is no time such as 2026-01-15T12:00:00Z.`,
    );
  }
  return at;
}

function identityOf(fields: Fields, problems: Problems): string | null {
  const found = choose(fields, 'identity', problems);
  if (found === null || !hasPlaceholder(found.text)) return found?.text ?? null;
  problems.note(
    'identity-not-filled',
    found.field,
    `TradingView did not fill in a placeholder, so it identifies nothing: ${named(found)}.`,
  );
  return null;
}
