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

/**
 * The id of one order of an OCO, which has to be a number: 18 digits, so that it fits 64 bits, of which the first three
 * are always the same. It follows from decision and leg like the other.
 */
export const pairClientOrderId = (decisionId: DecisionId, leg: string): ClientOrderId =>
  numberFrom(`${decisionId}\n${leg}`) as ClientOrderId;

/** What the two orders of an OCO have in common, and the client order id of the OCO itself. */
export const pairIdOf = (decisionId: DecisionId): string => numberFrom(`${decisionId}\noco`);

/** Whether an id is one of those above. */
export const isMadeHere = (clientOrderId: string): boolean =>
  /^(?:s[0-9a-f]{31}|815\d{15})$/.test(clientOrderId);

function numberFrom(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 15);
  return `815${(BigInt(`0x${digest}`) % 10n ** 15n).toString().padStart(15, '0')}`;
}
