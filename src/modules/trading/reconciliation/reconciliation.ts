import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';

/** Why a reconciliation was made: the process began, the time had come, a stream had been away, a person asked. */
export const RECONCILIATION_TRIGGERS = ['start', 'timer', 'gap', 'asked'] as const;
export type ReconciliationTrigger = (typeof RECONCILIATION_TRIGGERS)[number];

/**
 * `clean`: both sides agree. `booked`: something was adopted or booked, and then they agree. `drift`: they differ.
 * `unsettled`: they differed in two looks in different ways, so orders are on their way. `failed`: it could not be done.
 * `refused`: the venue turned our key down.
 */
export const RECONCILIATION_OUTCOMES = [
  'clean',
  'booked',
  'drift',
  'unsettled',
  'failed',
  'refused',
] as const;
export type ReconciliationOutcome = (typeof RECONCILIATION_OUTCOMES)[number];

/** One account on one venue: what is compared as a whole. */
export interface ReconciliationScope {
  readonly account: string;
  readonly venue: VenueId;
}

/** A position side on which the two books differ. Decimal text; "0" = nothing. */
export interface SideDifference {
  /** Canonical instrument text. */
  readonly instrument: string;
  readonly side: PositionSide;
  readonly ours: string;
  readonly theirs: string;
}

/** What one reconciliation did, for a person to read. */
export interface ReconciliationReport {
  readonly looks: number;
  /** The venue's lists of orders and fills were read for all instruments, from this time on; null = only where needed. */
  readonly wholeSince: string | null;
  /** Instruments whose orders and fills were read. */
  readonly instruments: readonly string[];
  /** Orders of ours whose state the venue knew better. */
  readonly adopted: readonly {
    readonly orderId: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** Fills that did not come from us, as orders of the purpose `external`. */
  readonly booked: readonly {
    readonly orderId: string;
    readonly strategyId: string | null;
    readonly origin: string;
    readonly instrument: string;
    readonly side: PositionSide;
    readonly quantity: string;
    readonly venueOrderId: string;
  }[];
  /** Orders on the venue that are not ours and were seen for the first time. */
  readonly externalOrders: readonly {
    readonly venueOrderId: string;
    readonly instrument: string;
  }[];
  readonly differences: readonly SideDifference[];
  /** Strategies that were switched off because the venue closed their position. */
  readonly paused: readonly string[];
  /** Sentences about what could not be told or needs a person. */
  readonly remarks: readonly string[];
}

/** One comparison of our books with a venue's, or one that waits for its turn. */
export interface Reconciliation extends ReconciliationScope {
  readonly id: string;
  readonly trigger: ReconciliationTrigger;
  readonly askedAt: Date;
  /** Null while it waits. */
  readonly startedAt: Date | null;
  /** Null until it ended. */
  readonly finishedAt: Date | null;
  readonly instance: string | null;
  readonly outcome: ReconciliationOutcome | null;
  /** True when orders and fills of all instruments were read. */
  readonly isWhole: boolean;
  readonly summary: string | null;
  readonly report: ReconciliationReport | null;
}

/** The outcomes after which our books are known to say what the venue says, differences included. */
export const SUCCEEDED: readonly ReconciliationOutcome[] = [
  'clean',
  'booked',
  'drift',
  'unsettled',
];

/** A difference between the books that two looks confirmed. It blocks the entries of its lane. */
export interface Drift extends ReconciliationScope, SideDifference {
  readonly id: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly why: string | null;
  /** Null while the books still differ. */
  readonly clearedAt: Date | null;
}

export const scopeKey = ({ account, venue }: ReconciliationScope): string => `${account}|${venue}`;
