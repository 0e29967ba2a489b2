import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';

/**
 * `running`: there is work left, and a worker goes on with it. `done`: nothing is left. `incomplete`: the time was up
 * first, or what is left can not be closed from here. `ended`: a later command took its place.
 */
export const HALT_STATUSES = ['running', 'done', 'incomplete', 'ended'] as const;
export type HaltStatus = (typeof HALT_STATUSES)[number];

/** What a halt is asked to do besides stopping entries. Flattening includes cancelling. */
export interface HaltOptions {
  readonly isCancel: boolean;
  readonly isFlatten: boolean;
}

/** What was done so far, and what is left. */
export interface HaltProgress {
  /** Orders that it cancelled, or is cancelling. */
  readonly canceledIds: readonly OrderId[];
  /** Orders that it placed to close positions. */
  readonly closeIds: readonly OrderId[];
  /** What is not done yet, or could not be, in sentences. */
  readonly remaining: readonly string[];
}

/** One use of the kill switch. */
export interface TradingHalt extends HaltOptions, HaltProgress {
  readonly id: string;
  /** `system`, or an account's name. */
  readonly scope: string;
  readonly who: string;
  readonly from: string | null;
  readonly why: string;
  readonly status: HaltStatus;
  readonly startedAt: Date;
  /** Work that is not done by then is left to a person. */
  readonly deadlineAt: Date;
  readonly finishedAt: Date | null;
}

const HALT_LEG = 'halt:';

/** The leg of a halt's n-th attempt at one close. */
export const haltLeg = (haltId: string, attempt: number): string =>
  `${HALT_LEG}${haltId}:${String(attempt)}`;

/** Whether an order closes a position because a halt asked for it: the only kind that `halted` lets through. */
export const isHaltClose = (order: Pick<Order, 'leg' | 'purpose' | 'reduceOnly'>): boolean =>
  order.reduceOnly && order.purpose === 'emergency-close' && order.leg.startsWith(HALT_LEG);
