import type { TradingSettings } from '@/platform/settings/trading.settings';

/** Assets that amounts of money are in; every other asset is a coin. */
const MONEY: readonly string[] = ['USDT', 'USDC', 'USD', 'EUR'];

/** What a new paper account holds of an asset before its first trade. */
export const paperStartOf = (
  asset: string,
  settings: Pick<TradingSettings, 'PAPER_START_BALANCE' | 'PAPER_START_COINS'>,
): string => (MONEY.includes(asset) ? settings.PAPER_START_BALANCE : settings.PAPER_START_COINS);
