import type { WindowState } from './rate-window';
import type { MemberMode, RateMember } from './standing';

/** A window under its key. */
export interface StoredWindow {
  readonly key: string;
  readonly state: WindowState;
  /** When nothing counts in it any more; epoch milliseconds. */
  readonly emptyAt: number;
}

/** What a beat changes. */
export interface BeatPlan {
  readonly mode: MemberMode;
  /** Members that end now. */
  readonly ended: readonly string[];
  readonly forgotten: readonly string[];
  /** Windows to be stored as they are. */
  readonly windows: readonly StoredWindow[];
  /** Which windows to give back: those with pauses and counted errors, or every one. */
  readonly load: 'none' | 'notices' | 'all';
}

export interface Beat {
  readonly nowMs: number;
  readonly loaded: readonly StoredWindow[];
}

/** Keys of counted errors begin with this. */
export const ERRORS_PREFIX = 'errors|';

/**
 * Counts of requests that all instances share. `plan` and `work` run while the rows are locked, get the database's time
 * and must not wait; what they throw undoes everything.
 */
export abstract class SharedRateWindows {
  /** Says that an instance lives for `lifeMs` more. Beats of all instances follow one another. */
  abstract beat(
    me: { readonly instance: string; readonly place: string },
    lifeMs: number,
    plan: (members: readonly RateMember[], nowMs: number) => BeatPlan,
  ): Promise<Beat>;

  /** Reads windows, and stores what `work` gives back; windows that were never stored are absent. */
  abstract change(
    keys: readonly string[],
    work: (windows: ReadonlyMap<string, WindowState>, nowMs: number) => readonly StoredWindow[],
  ): Promise<void>;

  /** An instance ends on purpose; what it counted alone is stored for those who come after it. */
  abstract leave(
    instance: string,
    windows: (nowMs: number) => readonly StoredWindow[],
  ): Promise<void>;
}
