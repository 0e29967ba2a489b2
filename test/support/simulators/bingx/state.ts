import { decimalText } from '@/kernel/decimal';
import { accountFigures } from './perpetual/account-figures';
import { CONTRACTS } from './usdt-m/contracts';
import type { Exchange } from './perpetual/exchange';
import type { SimBalance, SimFill, SimIncome, SimOrder, SimPosition } from './model';

/** The truth as the exchange knows it. Ids and amounts are text, times milliseconds. */
export interface SimulatorState {
  readonly serverTime: number;
  readonly dual: boolean;
  readonly orders: readonly SimOrder[];
  readonly fills: readonly SimFill[];
  readonly positions: readonly SimPosition[];
  readonly closedPositions: readonly SimPosition[];
  readonly income: readonly SimIncome[];
  readonly balances: readonly SimBalance[];
  readonly availableMargin: string;
  readonly prices: Readonly<Record<string, string>>;
  /** How many orders were accepted under each client order id; more than one would be a defect. */
  readonly accepted: Readonly<Record<string, number>>;
}

/** Everything a checker compares its own books with. */
export function simulatorState(x: Exchange): SimulatorState & Record<string, unknown> {
  const orders = x.store.all('order');
  const accepted: Record<string, number> = {};
  for (const { clientOrderId } of orders) {
    if (clientOrderId !== '') accepted[clientOrderId] = (accepted[clientOrderId] ?? 0) + 1;
  }
  return {
    serverTime: x.now(),
    dual: x.isDual(),
    orders,
    fills: x.store.all('fill'),
    positions: x.store.all('position'),
    closedPositions: x.store.all('closed'),
    income: x.store.all('income'),
    balances: [x.balance()],
    availableMargin: decimalText(accountFigures(x).available),
    prices: Object.fromEntries(
      [...CONTRACTS.keys()].map((symbol) => [symbol, decimalText(x.price(symbol))]),
    ),
    accepted,
  };
}
