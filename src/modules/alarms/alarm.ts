import type { AlarmId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { Signal } from '@/kernel/signal';
import type { Timeframe } from '@/kernel/timeframe';

export const ALARM_STATUSES = ['received', 'decided', 'not-understood', 'parked'] as const;
/**
 * `received` waits for its decision; `decided` has one per matching strategy (or says `no-strategy`);
 * `not-understood` is stored and shown but has no certain meaning; `parked` failed again and again and waits for a person.
 */
export type AlarmStatus = (typeof ALARM_STATUSES)[number];

/** A ticker split into its parts, not yet resolved against a venue's instruments. */
export interface TickerReading {
  /** `BTC`, `1000PEPE`. */
  readonly base: string;
  /** `USDT`, `USD`, `USDC`. */
  readonly quote: string;
  /** What the suffix said: a perpetual, or nothing. */
  readonly isPerpetual: boolean;
}

/** Something in the body that could not be understood or that matters to a reader. Kebab-case code, a sentence, the field. */
export interface ReadingProblem {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** What was understood of an alarm body. Every field may be null; `problems` says why. */
export interface AlarmReading {
  readonly ticker: string | null;
  readonly instrument: TickerReading | null;
  readonly timeframe: Timeframe | null;
  readonly signal: Signal | null;
  readonly strategy: string | null;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly alarmAt: Date | null;
  /** Id, Nonce or AlertId of the body. */
  readonly identity: string | null;
  /** Members that have no meaning to us, kept and shown (JSON values, secrets removed). */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly problems: readonly ReadingProblem[];
  /** True when the signal is certain enough to trade on: signal, ticker and strategy understood, no conflict. */
  readonly isTradable: boolean;
}

/** One stored, deduplicated delivery. */
export interface Alarm {
  readonly id: AlarmId;
  readonly receivedAt: Date;
  readonly status: AlarmStatus;
  /** Why nothing was decided per strategy: `no-strategy`, `indicator`, `not-understood`, `parked`; null otherwise. */
  readonly reason: string | null;
  readonly reasonDetail: string | null;
  readonly reading: AlarmReading;
  /** The body as text, secrets removed. */
  readonly body: string;
  readonly contentType: string | null;
  readonly sourceAddress: string;
  /** How many further deliveries of the same alarm came. */
  readonly duplicates: number;
  readonly lastDuplicateAt: Date | null;
  readonly attempts: number;
  readonly decidedAt: Date | null;
}

/** An alarm as far as decisions look at it. */
export type ReadAlarm = Pick<Alarm, 'id' | 'receivedAt' | 'reading'>;

/** An alarm that waits for its decision. */
export type WaitingAlarm = Alarm & { readonly dueAt: Date };

/** What ends an alarm's wait. */
export interface AlarmEnd {
  readonly status: 'decided' | 'parked';
  readonly reason: string | null;
  readonly detail: string | null;
  readonly at: Date;
}

/** Which indicator signal is asked for. */
export interface IndicatorQuery {
  readonly strategy: string;
  readonly base: string;
  readonly quote: string;
  readonly action: 'open' | 'close';
  readonly side: PositionSide;
  readonly timeframe: Timeframe;
}

/** Which alarms a list shows; absent fields do not filter. */
export interface AlarmFilter {
  /** As it was sent, or any spelling of the same pair. */
  readonly ticker?: string;
  readonly timeframe?: Timeframe;
  /** `order open long`, or any spelling of it. */
  readonly signal?: string;
  readonly strategy?: string;
  readonly status?: AlarmStatus;
  /** Received at this time or later. */
  readonly from?: Date;
  /** Received before this time. */
  readonly to?: Date;
  /** Part of the body, without regard to case. */
  readonly text?: string;
}

/** Where a page of alarms ended. */
export interface AlarmPlace {
  readonly receivedAt: Date;
  readonly id: string;
}

/** An alarm as a list shows it: without its body. */
export type ListedAlarm = Omit<Alarm, 'body'>;
