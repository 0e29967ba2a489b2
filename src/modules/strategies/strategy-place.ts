import type { FieldProblem } from '@/kernel/errors';

/** Where a strategy trades: its account and its instrument in canonical text. */
export interface StrategyPlace {
  readonly account: string;
  readonly instrument: string;
}

/** Says what is wrong with a place, by field; empty when nothing is. Whoever knows accounts registers one. */
export type StrategyPlaceRule = (place: StrategyPlace) => Promise<readonly FieldProblem[]>;
