/** Parts of a date and time as they were written. */
interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T\s_]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/i;
const CLOCK_FIRST = /^(\d{1,2}):(\d{1,2}):(\d{1,2})[_\sT]+(\d{1,2})\/(\d{1,2})\/(\d{4})$/i;
const EPOCH_SECONDS = /^\d{10}$/;
const EPOCH_MS = /^\d{13}$/;

const whole = (digits = '0'): number => Number.parseInt(digits, 10);

/**
 * An alarm's own time, UTC: ISO with or without a zone, `YYYY-M-D H:M:S`, `H:M:S_D/M/YYYY`, and whole seconds or
 * milliseconds since 1970. Without a zone it is local to `timeZone`; an hour that exists twice is the first of the two.
 * Null when it is anything else.
 */
export function readTime(written: string, timeZone: string): Date | null {
  const text = written.trim();
  if (EPOCH_SECONDS.test(text)) return new Date(whole(text) * 1_000);
  if (EPOCH_MS.test(text)) return new Date(whole(text));
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    return instantOf(localTime(year, month, day, hour, minute, second, fraction), zone, timeZone);
  }
  const clockFirst = CLOCK_FIRST.exec(text);
  if (clockFirst === null) return null;
  const [, hour, minute, second, day, month, year] = clockFirst;
  return instantOf(localTime(year, month, day, hour, minute, second), undefined, timeZone);
}

function localTime(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second = '0',
  fraction = '0',
): LocalTime | null {
  const time = {
    year: whole(year),
    month: whole(month),
    day: whole(day),
    hour: whole(hour),
    minute: whole(minute),
    second: whole(second),
    ms: whole(fraction.padEnd(3, '0').slice(0, 3)),
  };
  const isReal =
    time.year >= 1970 && time.hour < 24 && time.minute < 60 && time.second < 60 && isDay(time);
  return isReal ? time : null;
}

function isDay({ year, month, day }: LocalTime): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function instantOf(
  local: LocalTime | null,
  zone: string | undefined,
  timeZone: string,
): Date | null {
  if (local === null) return null;
  const asUtc = Date.UTC(
    local.year,
    local.month - 1,
    local.day,
    local.hour,
    local.minute,
    local.second,
    local.ms,
  );
  if (zone === undefined) return new Date(asUtc - offsetOf(asUtc, timeZone));
  const offset = zoneOffset(zone);
  return offset === null ? null : new Date(asUtc - offset);
}

/** Milliseconds east of UTC that a written zone says; null for one that does not exist. */
function zoneOffset(zone: string): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const minutes = whole(match[2]) * 60 + whole(match[3]);
  if (minutes > 14 * 60 || whole(match[3]) > 59) return null;
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}

/** The zone's offset at a local time: the earlier instant of an hour that exists twice, the later side of one that does not. */
function offsetOf(asUtc: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const day = 86_400_000;
  const before = offsetAt(asUtc - day, timeZone);
  const after = offsetAt(asUtc + day, timeZone);
  for (const offset of [before, after]) {
    if (offsetAt(asUtc - offset, timeZone) === offset) return offset;
  }
  return before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, whole(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
