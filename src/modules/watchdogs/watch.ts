import type { Notice } from '@/modules/notifications/notification';

/** Something that is wrong now. `id` tells it from others that the same watch finds; the same as long as it lasts. */
export interface Finding {
  readonly id: string;
  readonly notice: Notice;
}

/** Looks at one thing again and again. It reads only, and what it cannot read it throws: that is neither good nor bad news. */
export interface Watch {
  /** First part of the keys of its alarms, in kebab-case; also the anchor of its page in the runbook. */
  readonly name: string;
  /** Pause between two looks in milliseconds; at every round when absent. */
  readonly everyMs?: number;
  /** How many looks in a row must find it before anybody is told; 1 when absent. For what flickers. */
  readonly confirmations?: number;
  /** What is said when it is over. */
  readonly over: string;
  look(): Promise<readonly Finding[]>;
}

/** `1 h 5 min`, `12 s`: for people. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${String(minutes)} min`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
