import { ApiProperty } from '@nestjs/swagger';
import type { AccountView, VenueBalance } from '@/modules/accounts/accounts.service';
import type { BalanceSnapshot } from '@/modules/accounts/balance-snapshot';
import { warningsOf } from '@/modules/exchanges/credentials/key-judgement';
import { listResponse, pageResponse } from '@/platform/http/validation/page-response';

/** What an account holds in one asset. */
export class BalanceResponse {
  /** The venue that it lies on. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  readonly venue!: string;

  /** The asset. */
  @ApiProperty({ example: 'USDT' })
  readonly asset!: string;

  /** Money in the account, without unrealised profit. */
  @ApiProperty({ example: '10000', format: 'decimal' })
  readonly total!: string;

  /** What new entries may bind. */
  @ApiProperty({ example: '9950.5', format: 'decimal' })
  readonly available!: string;

  /** Total plus unrealised profit. */
  @ApiProperty({ example: '10012.25', format: 'decimal' })
  readonly equity!: string;

  static from({ venue, asset, total, available, equity }: VenueBalance): BalanceResponse {
    return Object.assign(new BalanceResponse(), {
      venue,
      asset,
      total,
      available,
      equity,
    } satisfies Readonly<BalanceResponse>);
  }
}

/** One account. Its key and secret are never shown. */
export class AccountResponse {
  /** Its name, as strategies use it. */
  @ApiProperty({ example: 'main' })
  readonly name!: string;

  /** Whose account it is: `bingx` or `paper`. */
  @ApiProperty({ example: 'bingx' })
  readonly exchange!: string;

  /** The venues that it is on; none once it is revoked. */
  @ApiProperty({ example: ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot', 'bingx-standard'] })
  readonly venues!: string[];

  /** `live`, `demo` or `paper`. */
  @ApiProperty({ example: 'live' })
  readonly environment!: string;

  /** A note of its owner; null without one, and for accounts that are not stored. */
  @ApiProperty({ type: String, nullable: true, example: 'trend following' })
  readonly label!: string | null;

  /** The main account that this is a sub-account of; null for main accounts. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly parent!: string | null;

  /** The exchange's number of the account; null while unknown and on paper. */
  @ApiProperty({ type: String, nullable: true, example: '16844999' })
  readonly uid!: string | null;

  /** The last four characters of its API key; null on paper. */
  @ApiProperty({ type: String, nullable: true, example: 'x7Qp' })
  readonly keyEnd!: string | null;

  /** What the key may do: `read`, `futures`, `spot`, `transfer`, `sub-account-transfer`, `withdraw`; null while unknown. */
  @ApiProperty({ type: [String], nullable: true, example: ['futures', 'read'] })
  readonly permissions!: string[] | null;

  /** Whether the key works from listed addresses only; null while unknown. */
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  readonly ipRestricted!: boolean | null;

  /** Whether its owner insists on a key that may withdraw. */
  @ApiProperty({ example: false })
  readonly allowWithdrawals!: boolean;

  /** `hedge` or `one-way`; null while unknown. */
  @ApiProperty({ type: String, nullable: true, example: 'hedge' })
  readonly positionMode!: string | null;

  /** Our clock minus the exchange's, in milliseconds; null while unknown. */
  @ApiProperty({ type: 'integer', nullable: true, example: -3 })
  readonly clockOffsetMs!: number | null;

  /** `active`; `invalid`: the exchange refuses the key, entries are refused here; `unreadable`: the stored key does not open; `revoked`. */
  @ApiProperty({ enum: ['active', 'invalid', 'unreadable', 'revoked'], example: 'active' })
  readonly status!: string;

  /** When the exchange was last asked about the key; null when never. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly lastCheckedAt!: string | null;

  /** What its owner should know. */
  @ApiProperty({ type: [String], example: [] })
  readonly warnings!: string[];

  /** What it holds now; null when that could not be read. */
  @ApiProperty({ type: [BalanceResponse], nullable: true })
  readonly balances!: BalanceResponse[] | null;

  /** What is wrong with it, or why it could not be read; null when nothing is. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly problem!: string | null;

  /** Version of the stored account, for changes; null for accounts that are not stored. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  readonly version!: number | null;

  static from({ account, balances, problem }: AccountView): AccountResponse {
    const { name, exchange, venues, environment, keyEnd, status, findings, stored } = account;
    return Object.assign(new AccountResponse(), {
      name,
      exchange,
      venues: [...venues],
      environment,
      label: stored?.label ?? null,
      parent: stored?.parent ?? null,
      uid: findings?.uid ?? null,
      keyEnd,
      permissions: findings?.permissions?.slice() ?? null,
      ipRestricted: findings?.ipRestricted ?? null,
      allowWithdrawals: stored?.allowsWithdrawals ?? false,
      positionMode: findings?.positionMode ?? null,
      clockOffsetMs: findings?.clockOffsetMs ?? null,
      status,
      lastCheckedAt: findings?.checkedAt?.toISOString() ?? null,
      warnings: findings === null || status === 'revoked' ? [] : [...warningsOf(findings)],
      balances: balances === null ? null : balances.map((balance) => BalanceResponse.from(balance)),
      problem,
      version: stored?.version ?? null,
    } satisfies Readonly<AccountResponse>);
  }
}

/** All accounts. */
export class AccountListResponse extends listResponse(AccountResponse, 'The accounts.') {}

/** What an account held in one asset at one moment. */
export class BalanceSnapshotResponse {
  /** Id of the snapshot. */
  @ApiProperty({ example: '01KB7Z2T6D4S2N7B0J5Y3W9QXA' })
  readonly id!: string;

  /** The venue that it lay on. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  readonly venue!: string;

  /** The asset. */
  @ApiProperty({ example: 'USDT' })
  readonly asset!: string;

  /** Money in the account, without unrealised profit. */
  @ApiProperty({ example: '10000', format: 'decimal' })
  readonly total!: string;

  /** What new entries might bind then. */
  @ApiProperty({ example: '9950.5', format: 'decimal' })
  readonly available!: string;

  /** Total plus unrealised profit. */
  @ApiProperty({ example: '10012.25', format: 'decimal' })
  readonly equity!: string;

  /** When it was read from the venue. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  readonly takenAt!: string;

  static from(snapshot: BalanceSnapshot): BalanceSnapshotResponse {
    const { id, venue, asset, total, available, equity, takenAt } = snapshot;
    return Object.assign(new BalanceSnapshotResponse(), {
      id,
      venue,
      asset,
      total,
      available,
      equity,
      takenAt: takenAt.toISOString(),
    } satisfies Readonly<BalanceSnapshotResponse>);
  }
}

/** One page of balance snapshots, newest first. */
export class BalanceSnapshotListResponse extends pageResponse(
  BalanceSnapshotResponse,
  'snapshots',
  (snapshot: BalanceSnapshot) => BalanceSnapshotResponse.from(snapshot),
) {}
