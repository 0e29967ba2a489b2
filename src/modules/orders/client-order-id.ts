import { createHash } from 'node:crypto';
import type { ClientOrderId, DecisionId } from '@/kernel/ids';

/**
 * The id under which the venue knows the order: 32 characters of `[0-9a-f]` after a leading `s`.
 * It follows from decision and leg alone, so whoever writes the order again writes the same id and the venue refuses
 * a double. Lower case, because BingX lowers what it is given. 124 bits of SHA-256.
 */
export function clientOrderId(decisionId: DecisionId, leg: string): ClientOrderId {
  const digest = createHash('sha256').update(`${decisionId}\n${leg}`).digest('hex');
  return `s${digest.slice(0, 31)}` as ClientOrderId;
}
