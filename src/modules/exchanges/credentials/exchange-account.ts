import type { Sealed } from '@/modules/exchanges/credentials/envelope';
import type { PositionMode } from '@/modules/exchanges/venue.types';

/** The two halves of a key, in the clear. Never logged, never returned, not kept longer than a call needs them. */
export interface Credentials {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** The sealed part of an account's row. */
export interface SealedCredentials {
  readonly dataKey: Sealed;
  readonly apiKey: Sealed;
  readonly secretKey: Sealed;
}

/** What a key may do on its exchange. */
export const KEY_PERMISSIONS = [
  'read',
  'futures',
  'spot',
  'transfer',
  'sub-account-transfer',
  'withdraw',
] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];

/** `active`: in use. `invalid`: its exchange refuses the key. `revoked`: its owner took it away; the keys are gone. */
export const ACCOUNT_STATUSES = ['active', 'invalid', 'revoked'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** Something that is wrong with an account: a code in kebab-case and a sentence. */
export interface AccountProblem {
  readonly code: string;
  readonly message: string;
}

/** What the last look at an account found. Null: not known. */
export interface AccountFindings {
  readonly uid: string | null;
  readonly permissions: readonly KeyPermission[] | null;
  readonly ipRestricted: boolean | null;
  readonly positionMode: PositionMode | null;
  /** Our clock minus the exchange's, in milliseconds. */
  readonly clockOffsetMs: number | null;
  readonly checkedAt: Date | null;
}

/** A stored account of an exchange. Its keys are here sealed only, and null once it is revoked. */
export interface ExchangeAccount extends AccountFindings {
  readonly id: string;
  readonly name: string;
  readonly exchange: 'bingx';
  readonly environment: 'live' | 'demo';
  readonly label: string | null;
  /** The account that this one is a sub-account of. */
  readonly parent: string | null;
  /** The owner insists on a key that may withdraw. */
  readonly allowsWithdrawals: boolean;
  /** Grows with every new key, so that what is said of an old one never counts for the new. */
  readonly keyVersion: number;
  readonly sealed: SealedCredentials | null;
  readonly keyEnd: string | null;
  readonly status: AccountStatus;
  readonly problem: AccountProblem | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** The last four characters; null for a key that is too short to hide the rest. */
export const keyEndOf = (apiKey: string): string | null =>
  apiKey.length > 8 ? apiKey.slice(-4) : null;
