import type { NewDecision, NewOrder, Placed } from '@/modules/orders/decisions/trade-decision';
import type { Lease } from '@/platform/worker/lease';

/** A decision and its orders, the one that leaves first in front. */
export interface Placing {
  readonly decision: NewDecision;
  readonly orders: readonly NewOrder[];
}

/** What was seen of a lane while the facts of a decision were being read. */
export interface LaneGlance {
  readonly lane: string;
  /** When the facts began to be read, on the monotonic clock. */
  readonly beganMs: number;
  /** The tenure that can begin with the decision; null when the lane is held, orders wait in it, or nobody can say. */
  readonly tenure: Lease | null;
}

/** A placing whose lane was seen to be free, and how whoever decided it hears of the commit. */
export interface DecidedPlacing {
  readonly placing: Placing;
  readonly tenure: Lease;
  readonly settle: (placed: Placed | Promise<Placed>) => void;
}
