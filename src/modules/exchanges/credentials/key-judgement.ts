import type {
  AccountFindings,
  AccountProblem,
} from '@/modules/exchanges/credentials/exchange-account';
import type { KeyReading } from '@/modules/exchanges/credentials/key-check.port';
import type { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { VenueId } from '@/kernel/venue-id';

/** A rule that a key breaks, and the field of a request that it stands in. */
export interface KeyObjection extends AccountProblem {
  readonly pointer: '/apiKey' | '/secretKey' | '/environment';
}

/** What is asked of a key. */
export interface KeyRules {
  readonly environment: 'live' | 'demo';
  readonly allowsWithdrawals: boolean;
}

/** A clock that is further off than this costs orders. */
const CLOCK_LIMIT_MS = 1_000;

/** Refusals after which no order of the account can succeed until its owner acts. */
const FATAL: ReadonlySet<string> = new Set(['key-invalid', 'key-permission', 'ip-not-allowed']);

/** What a refusal of the key itself means for its owner. */
export function objectionOfRefusal(error: VenueRefusedError): KeyObjection {
  const code = error.venueCode === null ? '' : ` (BingX code ${error.venueCode})`;
  const [pointer, message] = REFUSALS[error.category] ?? [
    '/apiKey' as const,
    `is refused by BingX: ${error.category}`,
  ];
  return { code: error.category, pointer, message: `${message}${code}` };
}

const REFUSALS: Readonly<Record<string, readonly [KeyObjection['pointer'], string]>> = {
  'key-invalid': ['/apiKey', 'is not known to BingX: wrong, expired or revoked'],
  'key-permission': ['/apiKey', 'lacks a permission: reading and trading must be allowed'],
  'ip-not-allowed': ['/apiKey', 'is bound to other addresses: add the address of this server'],
  'signature-mismatch': ['/secretKey', 'does not belong to the API key'],
  'account-suspended': ['/apiKey', 'belongs to an account that BingX has suspended'],
};

/** Whether orders of the account are certain to be refused from now on. */
export const isFatalRefusal = (category: string): boolean => FATAL.has(category);

/** The first rule that a key breaks which is valid in itself; null when it may be used. */
export function objectionTo(reading: KeyReading, rules: KeyRules): KeyObjection | null {
  const { permissions, mayWithdraw, money } = reading;
  const { environment, allowsWithdrawals } = rules;
  if (mayWithdraw === true && !allowsWithdrawals) {
    const message = 'may withdraw: take that permission away, or insist with allowWithdrawals';
    return { code: 'withdrawals-enabled', pointer: '/apiKey', message };
  }
  if (!permissions.includes('read')) {
    const message = 'lacks the permission to read: without it orders can not be settled';
    return { code: 'key-permission', pointer: '/apiKey', message };
  }
  if (!permissions.includes('futures') && !permissions.includes('spot')) {
    const message = 'lacks the permission to trade: allow futures or spot trading';
    return { code: 'key-permission', pointer: '/apiKey', message };
  }
  if (money !== null && money !== environment) {
    const message = `must be ${money}: the account on that host holds ${money} money`;
    return { code: 'environment-mismatch', pointer: '/environment', message };
  }
  return null;
}

/** Whether a new key may be stored without knowing if it can withdraw. Only for its first check: an answer may lack it later. */
export function withdrawalsUnknown(reading: KeyReading, rules: KeyRules): KeyObjection | null {
  if (reading.mayWithdraw !== null || rules.allowsWithdrawals) return null;
  const message =
    'may or may not withdraw, BingX does not say: look there, then insist with allowWithdrawals';
  return { code: 'withdrawals-unknown', pointer: '/apiKey', message };
}

/** What a person should know of an account that may be used. */
export function warningsOf(findings: AccountFindings): readonly string[] {
  const { ipRestricted, permissions, clockOffsetMs } = findings;
  const warnings: string[] = [];
  if (ipRestricted === false)
    warnings.push('the key is not bound to an address: it works for whoever finds it');
  if (permissions?.includes('withdraw') === true) warnings.push('the key may withdraw');
  if (clockOffsetMs !== null && Math.abs(clockOffsetMs) > CLOCK_LIMIT_MS)
    warnings.push(`our clock is ${String(clockOffsetMs)} ms off the exchange's`);
  return warnings;
}

/** Why the key can not open positions on a venue; null when it can, as far as is known. */
export function permissionMissing(
  { permissions }: Pick<AccountFindings, 'permissions'>,
  venue: VenueId,
): string | null {
  const needed = venue === 'bingx-spot' ? 'spot' : 'futures';
  if (permissions === null || venue === 'bingx-standard') return null;
  if (permissions.includes(needed)) return null;
  return `its key lacks the permission for ${needed} trading`;
}

export const findingsOf = (reading: KeyReading, checkedAt: Date): AccountFindings => {
  const { uid, permissions, ipRestricted, positionMode, clockOffsetMs } = reading;
  return { uid, permissions, ipRestricted, positionMode, clockOffsetMs, checkedAt };
};
