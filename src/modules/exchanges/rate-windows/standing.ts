import { spanOf, type WindowRule } from './rate-window';

/**
 * `joining`: sends nothing yet. `alone`: counts in memory, because nobody else lives. `shared`: counts in the database.
 */
export const MEMBER_MODES = ['joining', 'alone', 'shared'] as const;
export type MemberMode = (typeof MEMBER_MODES)[number];

/** One instance as the others see it. Times are the database's, in epoch milliseconds. */
export interface RateMember {
  readonly instance: string;
  /** The process on its machine, where that can be told; '' otherwise. */
  readonly place: string;
  readonly mode: MemberMode;
  /** Without another beat it counts as dead after this. */
  readonly untilMs: number;
}

/** How long a beat is good for, in the eyes of the others. */
export const LIFE_MS = 3_000;
/** How long it is good for in one's own eyes: less, so that nobody sends who is taken for dead. */
export const VALID_MS = 2_500;
/** Windows longer than this are told to the others before they ask: see {@link untoldOf}. */
export const LONG_WINDOW_MS = 2_000;
/** Dead instances are remembered until what they did cannot count any more. */
const REMEMBERED_MS = 70_000;

/** What an instance may do after a beat. */
export interface Standing {
  readonly mode: MemberMode;
  /** It was late, so that the others may have counted without it. */
  readonly isLapsed: boolean;
  /** Other instances that live. */
  readonly others: number;
  /** Instances that died while they were alone, with the time until which they may have sent. */
  readonly lostAt: readonly number[];
  /** Instances that are proved to have ended before their time. */
  readonly ended: readonly string[];
  readonly forgotten: readonly string[];
}

/** Decides what an instance may do, given all members and what it was itself; `before` is null at first. */
export function standingOf(
  instance: string,
  before: MemberMode | null,
  members: readonly RateMember[],
  now: number,
  hasEnded: (member: RateMember) => boolean,
): Standing {
  const own = members.find((member) => member.instance === instance);
  const others = members.filter((member) => member.instance !== instance);
  const ended = others.filter((member) => member.untilMs > now && hasEnded(member));
  const live = others.filter((member) => member.untilMs > now && !ended.includes(member));
  const dead = others.filter((member) => !live.includes(member));
  const lostAt = dead
    .filter((member) => member.mode === 'alone')
    .map((member) => Math.min(member.untilMs, now));
  const isAlone = live.length === 0;
  const mustWait = live.some((member) => member.mode === 'alone');
  return {
    mode: isAlone ? 'alone' : mustWait ? 'joining' : 'shared',
    isLapsed: before !== null && (own === undefined || own.untilMs <= now),
    others: live.length,
    lostAt,
    ended: ended.map((member) => member.instance),
    forgotten: dead
      .filter((member) => member.mode !== 'alone' || member.untilMs + REMEMBERED_MS < now)
      .map((member) => member.instance),
  };
}

/**
 * How many requests of a long window an instance that is alone may send without telling. When it dies, its successor
 * takes so many for sent. Short windows are not told at all: their successor waits for them to be over.
 */
export const untoldOf = ({ capacity, lengthMs }: WindowRule): number =>
  lengthMs > LONG_WINDOW_MS ? Math.max(1, Math.floor(capacity / 20)) : capacity;

/** The places that instances which died alone may have taken untold, and until when. */
export function missingFrom(
  rule: WindowRule,
  lostAt: readonly number[],
  now: number,
): { readonly count: number; readonly until: number } {
  const ends = lostAt.map((at) => at + spanOf(rule.lengthMs)).filter((end) => end > now);
  if (ends.length === 0) return { count: 0, until: now };
  return { count: ends.length * untoldOf(rule), until: Math.max(...ends) };
}
