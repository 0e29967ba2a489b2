import { spanOf, type RateWindow, type WindowRule } from './rate-window';

/** Who goes first: what ends risk, what limits it, what takes it on, and what only looks. */
export const RANKS = ['close', 'protect', 'entry', 'read'] as const;
export type Rank = (typeof RANKS)[number];

/** A request that wants to be sent: it needs a place in every one of its windows. */
export interface Ask {
  readonly id: string;
  readonly rank: Rank;
  readonly windows: readonly WindowRule[];
}

export type Allotment =
  | { readonly granted: true }
  | {
      readonly granted: false;
      /** The window that had no place. */
      readonly key: string;
      /** When to ask again; null when that depends on answers that are still to come. */
      readonly at: number | null;
      /** Null when the window is merely full. */
      readonly why: string | null;
    };

export interface AllotOptions {
  readonly windowOf: (rule: WindowRule) => RateWindow;
  readonly now: number;
  /** The longest that a granted request may be under way. */
  readonly underWayMs: number;
  /** Places that may be in use without being counted: an instance that died took its count along. */
  readonly missing?: (rule: WindowRule) => { readonly count: number; readonly until: number };
  /** Hears of every place given. */
  readonly onTaken?: (rule: WindowRule) => void;
}

type Denied = Extract<Allotment, { granted: false }>;

/**
 * Gives places to asks in the order given, best rank first. Where an ask finds a window full, nobody behind it gets a
 * place in that window, or a steady stream of lesser requests would starve it.
 */
export function allot(asks: readonly Ask[], options: AllotOptions): readonly Allotment[] {
  const full = new Map<string, Denied>();
  return asks.map((ask): Allotment => {
    for (const rule of ask.windows) {
      const denied = full.get(rule.key) ?? denial(ask, rule, options);
      if (denied === null) continue;
      full.set(rule.key, denied);
      return denied;
    }
    for (const rule of ask.windows) {
      if (rule.capacity === Number.POSITIVE_INFINITY) continue;
      const until = options.now + options.underWayMs + spanOf(rule.lengthMs);
      options.windowOf(rule).take(ask.id, until);
      options.onTaken?.(rule);
    }
    return { granted: true };
  });
}

function denial(ask: Ask, rule: WindowRule, options: AllotOptions): Denied | null {
  const { now } = options;
  const window = options.windowOf(rule);
  const pause = window.pauseAt(now);
  if (pause !== null) {
    return { granted: false, key: rule.key, at: pause.until, why: pause.reason };
  }
  // Nothing is counted here, so that nothing can be missing either.
  if (rule.capacity === Number.POSITIVE_INFINITY) return null;
  const missing = options.missing?.(rule) ?? { count: 0, until: now };
  const most = rule.capacity - missing.count - keptFrom(ask.rank, rule);
  if (window.occupied(now) < most) return null;
  const freeAt = most < 1 ? missing.until : window.atMost(most - 1, now);
  return { granted: false, key: rule.key, at: freeAt, why: null };
}

/** The places of a window that a rank may not have. */
export const keptFrom = (rank: Rank, rule: WindowRule): number =>
  rank === 'entry' || rank === 'read' ? rule.reserve : 0;
