/** A day, or a moment with its zone: a moment without one would mean another time on another machine. */
export const UTC_TIME =
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

export const TIME_MESSAGE =
  '$property must be a day or a time with its zone, such as 2026-01-15T12:00:00Z';
