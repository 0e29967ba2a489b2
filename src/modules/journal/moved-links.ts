import { hashOf, type Seal } from '@/modules/journal/journal-chain';

/** How far away a link's first place is looked for. */
const REACH = 500n;
/** Of so many links at most, so that a chain that is wrong throughout is still read in seconds. */
const MOST_LOOKED_FOR = 50;

/**
 * Links whose hash fits another number than the one they have: swapped, or numbered anew after something was put in or
 * taken out. Gives number now → number as written. A link whose content was edited fits no number and is not in it. Pure.
 */
export function placesOfMoved(seals: readonly Seal[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  const wrong = seals.filter((seal) => hashOf(seal) !== seal.hash).slice(0, MOST_LOOKED_FOR);
  for (const seal of wrong) {
    const written = placeOf(seal);
    if (written !== null) moved.set(seal.sequence, written);
  }
  return moved;
}

function placeOf(seal: Seal): string | null {
  const now = BigInt(seal.sequence);
  for (let away = 1n; away <= REACH; away++) {
    for (const place of [now - away, now + away]) {
      const sequence = String(place);
      if (place > 0n && hashOf({ ...seal, sequence }) === seal.hash) return sequence;
    }
  }
  return null;
}
