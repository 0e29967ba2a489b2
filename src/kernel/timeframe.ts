/**
 * A candle length in our own spelling: a count and a unit, `30s`, `1m`, `4h`, `1d`, `1w`, `1M`.
 * Case matters: `1m` is a minute and `1M` a month.
 */
export type Timeframe = string & { readonly __brand: 'Timeframe' };

const CANONICAL = /^([1-9]\d{0,3})(s|m|h|d|w|M)$/;

/** Whether text is a timeframe in canonical form. `60m`, `24h`, `7d` are not: they have shorter names. */
export function isTimeframe(text: string): text is Timeframe {
  return CANONICAL.test(text) && canonical(text) === text;
}

/** Reads TradingView's and our own spellings: `5`, `240`, `D`, `1D`, `W`, `M`, `30S`, `1h`, `1H`. Null when unknown. */
export function readTimeframe(text: string): Timeframe | null {
  const trimmed = text.trim();
  const minutes = /^[1-9]\d{0,5}$/.exec(trimmed);
  if (minutes !== null) return fromMinutes(Number(trimmed));
  const match = /^([1-9]\d{0,3})?(s|S|m|M|h|H|d|D|w|W)$/.exec(trimmed);
  if (match === null) return null;
  const [, count = '1', letter = ''] = match;
  if (match[1] === undefined && !['D', 'W', 'M', 'S', 'd', 'w'].includes(letter)) return null;
  const unit = letter === 'M' ? 'M' : letter.toLowerCase();
  return canonical(`${count}${unit}`) as Timeframe;
}

function fromMinutes(minutes: number): Timeframe | null {
  if (minutes % 10_080 === 0) return `${String(minutes / 10_080)}w` as Timeframe;
  if (minutes % 1_440 === 0) return `${String(minutes / 1_440)}d` as Timeframe;
  if (minutes % 60 === 0) return `${String(minutes / 60)}h` as Timeframe;
  return `${String(minutes)}m` as Timeframe;
}

function canonical(text: string): string {
  const match = CANONICAL.exec(text);
  if (match === null) return text;
  const count = Number(match[1]);
  const unit = match[2];
  if (unit === 's') return count % 60 === 0 ? (fromMinutes(count / 60) ?? text) : text;
  if (unit === 'm') return fromMinutes(count) ?? text;
  if (unit === 'h') return count % 24 === 0 ? `${String(count / 24)}d` : text;
  if (unit === 'd') return count % 7 === 0 ? `${String(count / 7)}w` : text;
  return text;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Length in milliseconds; null for months, which have no fixed length. */
export function timeframeMs(timeframe: Timeframe): number | null {
  const match = CANONICAL.exec(timeframe);
  const unit = match?.[2];
  if (match === null || unit === undefined || unit === 'M') return null;
  return Number(match[1]) * (UNIT_MS[unit] ?? 0);
}
