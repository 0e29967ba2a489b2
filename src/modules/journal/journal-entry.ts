import type { Actor } from '@/platform/http/caller-context';

/** How far a command got. `unknown`: it failed in a way that does not tell how much of it was done. */
export const JOURNAL_PHASES = ['requested', 'done', 'refused', 'unknown'] as const;
export type JournalPhase = (typeof JOURNAL_PHASES)[number];

/** What a command is about: `{ type: 'strategy', id: '01K9…' }`. */
export interface JournalSubject {
  readonly type: string;
  readonly id: string;
}

/** One thing that somebody asked for, or what became of it. Written once, never changed. */
export interface JournalEntry {
  readonly id: string;
  readonly at: Date;
  /** `placeOrder`, `leverage.set`, …; API calls are named by their operation. */
  readonly action: string;
  readonly subject: JournalSubject;
  readonly actor: Actor;
  readonly phase: JournalPhase;
  /** The entry that asked for what this one answers; null for none. */
  readonly correlates: string | null;
  /** Facts, without secrets. */
  readonly data: Readonly<Record<string, unknown>>;
}
