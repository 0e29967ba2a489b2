import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';
import {
  identityOf,
  isSameLeg,
  protectionChange,
  type ProtectionChange,
  type ProtectionLeg,
  type RestingLeg,
} from '@/modules/trading/protection/protection-plan';

/**
 * How a stop moves on a venue. `overlap`: the new one rests before the old one goes. `bridge`: the venue takes no more
 * stops than the position is large, but one that closes the whole position beside them, which holds the place between
 * the two. `cancel-first`: the venue has neither, so the old one goes first and the gap is measured.
 */
export type StopMove = 'overlap' | 'bridge' | 'cancel-first';

/** A protective order in our books; `isResting` once the venue has confirmed that it works. */
export interface KnownLeg extends RestingLeg {
  readonly isResting: boolean;
}

/** A stop for the whole position that stands in while others move. */
export type KnownBridge = Pick<KnownLeg, 'orderId' | 'isResting'>;

/** What to do now; afterwards the question is asked again. `bridge`: place one before anything is canceled. */
export interface ProtectionStep extends ProtectionChange {
  readonly bridge: boolean;
}

/** What changed is left to a later step: at each of them, something rests for all that rested before. */
export function protectionStep(
  plan: readonly ProtectionLeg[],
  known: readonly KnownLeg[],
  bridges: readonly KnownBridge[],
  move: StopMove,
): ProtectionStep {
  const targets = protectionChange(plan.filter(isTarget), known.filter(isTarget));
  const stops = stopStep(plan.filter(isStop), known.filter(isStop), bridges, move);
  return {
    cancel: [...stops.cancel, ...targets.cancel],
    place: [...stops.place, ...targets.place],
    bridge: stops.bridge,
  };
}

const isStop = (leg: ProtectionLeg): boolean => leg.purpose === 'stop-loss';
const isTarget = (leg: ProtectionLeg): boolean => !isStop(leg);
const idOf = (leg: KnownBridge): string => leg.orderId;

function stopStep(
  plan: readonly ProtectionLeg[],
  known: readonly KnownLeg[],
  bridges: readonly KnownBridge[],
  move: StopMove,
): ProtectionStep {
  const { kept, surplus, missing } = matched(plan, known);
  const step = (cancel: readonly KnownBridge[], place: readonly ProtectionLeg[] = []) => ({
    ...{ cancel: cancel.map(idOf), place, bridge: false },
  });
  if (plan.length === 0) return step([...surplus, ...bridges]);
  const isCovered = missing.length === 0 && kept.every((leg) => leg.isResting);
  if (isCovered) return step([...surplus, ...bridges]);
  if (surplus.length === 0) return step([], missing);
  // The rest of the kept ones is on its way: what they replace waits for them.
  if (missing.length === 0) return step([]);
  if (move === 'overlap') return step([], missing);
  if (move === 'cancel-first') return step(surplus);
  if (bridges.some((bridge) => bridge.isResting)) return step(surplus);
  return { cancel: [], place: [], bridge: bridges.length === 0 };
}

interface Matched {
  readonly kept: readonly KnownLeg[];
  readonly surplus: readonly KnownLeg[];
  readonly missing: readonly ProtectionLeg[];
}

/** Which known legs are as planned, which are not, and what is missing. One that rests is kept before one on its way. */
function matched(plan: readonly ProtectionLeg[], known: readonly KnownLeg[]): Matched {
  const kept = new Map<string, KnownLeg>();
  for (const leg of [...known].sort((a, b) => Number(b.isResting) - Number(a.isResting))) {
    const wanted = plan.find((one) => identityOf(one) === identityOf(leg));
    if (wanted === undefined || kept.has(identityOf(leg)) || !isSameLeg(wanted, leg)) continue;
    kept.set(identityOf(leg), leg);
  }
  const keptLegs = [...kept.values()];
  return {
    kept: keptLegs,
    surplus: known.filter((leg) => !keptLegs.includes(leg)),
    missing: plan.filter((leg) => !kept.has(identityOf(leg))),
  };
}

/** Whether known stops, resting ones only, cover a leg: then a stop that can not be moved leaves nothing unprotected. */
export function isCovered(leg: ProtectionLeg, known: readonly KnownLeg[]): boolean {
  return known.some(
    (one) =>
      one.isResting &&
      identityOf(one) === identityOf(leg) &&
      decimal(one.quantity).gte(decimal(leg.quantity)),
  );
}

/**
 * The stop that stands in for all stops of a plan; null when it has none. It triggers where the last of them would, so
 * that it closes nothing before its own stop.
 */
export function bridgeFor(
  side: PositionSide,
  plan: readonly ProtectionLeg[],
): ProtectionLeg | null {
  const stops = plan.filter(isStop).sort((a, b) => {
    const rises = decimal(a.stopPrice).comparedTo(decimal(b.stopPrice));
    return side === 'long' ? rises : -rises;
  });
  const [last] = stops;
  if (last === undefined) return null;
  const quantity = stops.reduce((sum, leg) => sum.plus(decimal(leg.quantity)), ZERO);
  return { ...last, protects: null, quantity: decimalText(quantity) };
}
