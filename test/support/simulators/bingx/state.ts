import { decimalText } from '@/kernel/decimal';
import type { Account } from './account';
import type { Exchange } from './exchange';
import type { AccountRow, SimBalance, SimFill, SimIncome, SimOrder, SimPosition } from './model';
import { accountFigures } from './perpetual/account-figures';
import type { Perpetual } from './perpetual/perpetual';
import type { OverBudget } from './rate-limits';
import { WALLETS } from './wallets/wallet';
import type { SpotFill, SpotOrder, WalletRow } from './spot/model';

/** One account's perpetual contracts of one product. */
export interface PerpetualState {
  readonly orders: readonly SimOrder[];
  readonly fills: readonly SimFill[];
  readonly positions: readonly SimPosition[];
  readonly closedPositions: readonly SimPosition[];
  readonly income: readonly SimIncome[];
  readonly balances: readonly SimBalance[];
  /** How many orders were accepted under each client order id; more than one would be a defect. */
  readonly accepted: Readonly<Record<string, number>>;
}

export interface SpotState {
  readonly orders: readonly SpotOrder[];
  readonly fills: readonly SpotFill[];
  readonly balances: readonly WalletRow[];
  readonly accepted: Readonly<Record<string, number>>;
}

export interface AccountState extends AccountRow {
  readonly dual: boolean;
  readonly swap: PerpetualState;
  readonly cswap: PerpetualState;
  readonly spot: SpotState;
  /** What the wallets hold: fund, spot, stdFutures, coinMPerp, USDTMPerp. */
  readonly wallets: Readonly<Record<string, readonly WalletRow[]>>;
}

/** The truth as the exchange knows it. Ids and amounts are text, times milliseconds. */
export interface SimulatorState extends PerpetualState {
  readonly serverTime: number;
  readonly dual: boolean;
  readonly availableMargin: string;
  /** USDT-M prices. */
  readonly prices: Readonly<Record<string, string>>;
  /** By name; what lies at the top is the main account's USDT-M. */
  readonly accounts: Readonly<Record<string, AccountState>>;
  /** Requests over a published budget, refused or not. */
  readonly overBudget: OverBudget;
}

/** Everything of the book that a checker compares its own books with. */
export function simulatorState(exchange: Exchange): Omit<SimulatorState, 'overBudget'> {
  const { swap } = exchange.account('main');
  return {
    ...perpetualState(swap),
    serverTime: exchange.now(),
    dual: swap.isDual(),
    availableMargin: decimalText(accountFigures(swap, swap.settings.asset).available),
    prices: Object.fromEntries(
      swap.contracts().map(({ symbol }) => [symbol, decimalText(swap.price(symbol))]),
    ),
    accounts: Object.fromEntries(
      exchange.allAccounts().map((account) => [account.name, accountState(account)]),
    ),
  };
}

function accountState(account: Account): AccountState {
  const { store } = account.spot;
  return {
    ...account.row,
    dual: account.swap.isDual(),
    swap: perpetualState(account.swap),
    cswap: perpetualState(account.coin),
    wallets: Object.fromEntries(WALLETS.map((name) => [name, account.wallet(name).rows()])),
    spot: {
      orders: store.all('spotOrder'),
      fills: store.all('spotFill'),
      balances: account.spot.wallets(),
      accepted: acceptedOf(store.all('spotOrder')),
    },
  };
}

function perpetualState(x: Perpetual): PerpetualState {
  const orders = x.store.all('order');
  return {
    orders,
    fills: x.store.all('fill'),
    positions: x.store.all('position'),
    closedPositions: x.store.all('closed'),
    income: x.store.all('income'),
    balances: x.assets().map((asset) => x.balance(asset)),
    accepted: acceptedOf(orders),
  };
}

function acceptedOf(orders: readonly { readonly clientOrderId: string }[]): Record<string, number> {
  const accepted: Record<string, number> = {};
  for (const { clientOrderId } of orders) {
    if (clientOrderId !== '') accepted[clientOrderId] = (accepted[clientOrderId] ?? 0) + 1;
  }
  return accepted;
}
