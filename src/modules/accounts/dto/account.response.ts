import { ApiProperty } from '@nestjs/swagger';
import type { AccountView } from '@/modules/accounts/accounts.service';
import type { BalanceSnapshot } from '@/modules/accounts/balance-snapshot';
import type { Balance } from '@/modules/exchanges/venue.types';

/** What an account holds in one asset. */
export class BalanceResponse {
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

  static from({ asset, total, available, equity }: Balance): BalanceResponse {
    return Object.assign(new BalanceResponse(), {
      asset,
      total,
      available,
      equity,
    } satisfies Readonly<BalanceResponse>);
  }
}

/** One account. */
export class AccountResponse {
  /** Its name, as strategies use it. */
  @ApiProperty({ example: 'paper' })
  readonly name!: string;

  /** The venue that it belongs to. */
  @ApiProperty({ example: 'paper' })
  readonly venue!: string;

  /** `live`, `demo` or `paper`. */
  @ApiProperty({ example: 'paper' })
  readonly environment!: string;

  /** The last four characters of its API key; null on paper. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly keyEnd!: string | null;

  /** What it holds now; null when that could not be read. */
  @ApiProperty({ type: [BalanceResponse], nullable: true })
  readonly balances!: BalanceResponse[] | null;

  /** Why the balances could not be read; null when they were. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly problem!: string | null;

  static from({ account, balances, problem }: AccountView): AccountResponse {
    const { name, venue, environment, keyEnd } = account;
    const shown =
      balances === null ? null : balances.map((balance) => BalanceResponse.from(balance));
    return Object.assign(new AccountResponse(), {
      name,
      venue,
      environment,
      keyEnd,
      balances: shown,
      problem,
    } satisfies Readonly<AccountResponse>);
  }
}

/** All accounts. */
export class AccountListResponse {
  /** The accounts. */
  readonly items!: AccountResponse[];

  /** How many there are. */
  readonly total!: number;

  /** Always null: there is one page. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly nextCursor!: string | null;
}

/** What an account held in one asset at one moment. */
export class BalanceSnapshotResponse {
  /** Id of the snapshot. */
  @ApiProperty({ example: '01KB7Z2T6D4S2N7B0J5Y3W9QXA' })
  readonly id!: string;

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
    const { id, asset, total, available, equity, takenAt } = snapshot;
    return Object.assign(new BalanceSnapshotResponse(), {
      id,
      asset,
      total,
      available,
      equity,
      takenAt: takenAt.toISOString(),
    } satisfies Readonly<BalanceSnapshotResponse>);
  }
}

/** One page of balance snapshots, newest first. */
export class BalanceSnapshotListResponse {
  /** The snapshots. */
  readonly items!: BalanceSnapshotResponse[];

  /** How many the account has. */
  readonly total!: number;

  /** Cursor of the next page; null on the last. */
  @ApiProperty({ type: String, nullable: true })
  readonly nextCursor!: string | null;
}
