import type { Timeframe } from '@/kernel/timeframe';

/** Pieces of the sentences that a decision gives as its reason. */

export const timeText = (at: Date): string => at.toISOString();

/** `1.5 s`, `2 min 5 s`, `3 h 20 min`, `5 d 1 h`: at most two units. */
export function durationText(ms: number): string {
  const whole = Math.floor(ms / 1_000);
  if (whole < 60) return `${String(ms / 1_000)} s`;
  if (whole < 3_600) return twoUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
  if (whole < 86_400)
    return twoUnits(Math.floor(whole / 3_600), 'h', Math.floor((whole % 3_600) / 60), 'min');
  return twoUnits(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3_600), 'h');
}

const twoUnits = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  `${String(large)} ${largeUnit}${small === 0 ? '' : ` ${String(small)} ${smallUnit}`}`;

/** `on 5m`, or that the alarm carried none. */
export const onTimeframe = (timeframe: Timeframe | null): string =>
  timeframe === null ? 'without a timeframe' : `on ${timeframe}`;
