import { closeNeverOpens, conservation } from '@test/chaos/checks/books';
import { answeredIsStored, bounded, isolation } from '@test/chaos/checks/intake';
import { exactlyOnce, lateTruthsWin, noOrphan } from '@test/chaos/checks/once';
import { protectedPositions } from '@test/chaos/checks/protection';
import {
  atomic,
  fencing,
  freshness,
  liveness,
  monotonic,
  offMeansOff,
} from '@test/chaos/checks/time';
import type { Breach, History } from '@test/chaos/history';
import { againstModel } from '@test/chaos/model';

const CHECKS: readonly ((history: History) => readonly Breach[])[] = [
  exactlyOnce,
  noOrphan,
  conservation,
  protectedPositions,
  closeNeverOpens,
  freshness,
  monotonic,
  atomic,
  lateTruthsWin,
  answeredIsStored,
  bounded,
  isolation,
  offMeansOff,
  fencing,
  liveness,
  againstModel,
];

/** All breaches of a run. Pure: the same history gives the same answer, on any machine and at any time. */
export function checkHistory(history: History): readonly Breach[] {
  return CHECKS.flatMap((check) => check(history));
}
