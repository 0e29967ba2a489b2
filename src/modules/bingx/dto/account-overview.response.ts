import { ApiProperty } from '@nestjs/swagger';
import type {
  AccountOverview,
  ValuedAsset,
  ValuedWallet,
} from '@/modules/exchanges/bingx-reads/account-overview';

/** One coin of a wallet and what it is worth. */
export class BingxOverviewAssetResponse {
  /** The coin. */
  @ApiProperty({ example: 'BTC' })
  readonly asset!: string;

  /** All of it: what is free and held, with the open profit of contracts; null when BingX does not say. */
  @ApiProperty({ type: String, nullable: true, example: '0.015', format: 'decimal' })
  readonly amount!: string | null;

  /** The last price in USDT; null when there is none. */
  @ApiProperty({ type: String, nullable: true, example: '65000.1', format: 'decimal' })
  readonly price!: string | null;

  /** The market that gave the price; null for USDT itself. */
  @ApiProperty({ type: String, nullable: true, example: 'BTC-USDT' })
  readonly priceSymbol!: string | null;

  /** Amount × price; null when there is no price. */
  @ApiProperty({ type: String, nullable: true, example: '975.0015', format: 'decimal' })
  readonly usdtValue!: string | null;

  /** Why it has no value; null when it has one. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly unvalued!: string | null;

  static from(asset: ValuedAsset): BingxOverviewAssetResponse {
    const { amount, price, priceSymbol, usdtValue, unvalued } = asset;
    return Object.assign(new BingxOverviewAssetResponse(), {
      asset: asset.asset,
      amount,
      price,
      priceSymbol,
      usdtValue,
      unvalued,
    } satisfies Readonly<BingxOverviewAssetResponse>);
  }
}

/** One wallet. */
export class BingxOverviewWalletResponse {
  /** `spot`, `fund`, `usdt-m`, `coin-m` or `standard`. */
  @ApiProperty({ example: 'usdt-m' })
  readonly wallet!: string;

  /** Whether it could be read. */
  readonly isRead!: boolean;

  /** The code of the problem that kept it from being read; null otherwise. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly problemCode!: string | null;

  /** The problem in words; null otherwise. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly problem!: string | null;

  /** What its valued coins are worth; null when it could not be read. */
  @ApiProperty({ type: String, nullable: true, example: '1010.2', format: 'decimal' })
  readonly usdtValue!: string | null;

  /** Its coins, empty ones left out. */
  readonly assets!: BingxOverviewAssetResponse[];

  static from(one: ValuedWallet): BingxOverviewWalletResponse {
    const { wallet, isRead, problemCode, problem, usdtValue, assets } = one;
    return Object.assign(new BingxOverviewWalletResponse(), {
      wallet,
      isRead,
      problemCode,
      problem,
      usdtValue,
      assets: assets.map((asset) => BingxOverviewAssetResponse.from(asset)),
    } satisfies Readonly<BingxOverviewWalletResponse>);
  }
}

/** All wallets of an account, valued in USDT. */
export class BingxAccountOverviewResponse {
  /** The account. */
  @ApiProperty({ example: 'bingx' })
  readonly account!: string;

  /** When it was read. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  readonly at!: string;

  /** The sum of what was read and valued; null when no wallet could be read. */
  @ApiProperty({ type: String, nullable: true, example: '1985.2015', format: 'decimal' })
  readonly totalUsdt!: string | null;

  /** Whether every wallet was read and every coin valued. */
  readonly isComplete!: boolean;

  /** Which prices could not be read; null when all could. */
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly pricesProblem!: string | null;

  /** The wallets. */
  readonly wallets!: BingxOverviewWalletResponse[];

  static from(overview: AccountOverview): BingxAccountOverviewResponse {
    const { account, at, totalUsdt, isComplete, pricesProblem, wallets } = overview;
    return Object.assign(new BingxAccountOverviewResponse(), {
      account,
      at: at.toISOString(),
      totalUsdt,
      isComplete,
      pricesProblem,
      wallets: wallets.map((wallet) => BingxOverviewWalletResponse.from(wallet)),
    } satisfies Readonly<BingxAccountOverviewResponse>);
  }
}
