import { decimal, flag, id, must, shape, text, time, word } from './fields';
import { idNumber, required, symbol } from './parameters';
import { DAY_MS, list, loneOrList, signed, WEEK_MS, type ReadRow } from './read-table';

const DIRECTIONS = ['LONG', 'SHORT'];

const POSITION = shape('BingxStandardPosition', 'One open position. BingX gives it no id.', {
  symbol: must(text('The symbol; with a slash here.', 'BTC/USDT')),
  positionSide: must(word('Its direction.', DIRECTIONS)),
  quantity: must(decimal('Its size.', '20', 'positionAmt')),
  entryPrice: decimal('Entry price.', '64000'),
  currentPrice: decimal('Price now.', '65000'),
  initialMargin: decimal('Margin at the start.', '10'),
  unrealizedProfit: decimal('Open profit.', '0.2', 'unrealizedProfit', 'unrealisedProfit'),
  leverage: decimal('Leverage.', '10'),
  isIsolated: flag('Whether its margin is isolated.', 'isolated'),
  at: time('When it was opened or changed.', 'time'),
});

const ORDER = shape('BingxStandardOrder', 'One order of a Standard contract.', {
  orderId: must(id('The order.', '1736012449498123456')),
  positionId: id('The position.', '1736012449498123457'),
  symbol: must(text('The symbol; with a hyphen here.', 'BTC-USDT')),
  positionSide: word('Its direction.', DIRECTIONS),
  status: word('Its state.', ['CLOSED']),
  averagePrice: decimal('Average price.', '64000', 'avgPrice'),
  closePrice: decimal('Closing price.', '65000'),
  filledQuantity: decimal('Filled quantity.', '0.01', 'executedQty'),
  filledValue: decimal('Value of the fills.', '640', 'cumQuote'),
  margin: decimal('Its margin.', '64'),
  leverage: decimal('Leverage.', '10'),
  isIsolated: flag('Whether its margin is isolated.', 'isolated'),
  createdAt: time('When it was placed.', 'time'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

const BALANCE = shape('BingxStandardBalance', 'The wallet of one coin.', {
  asset: must(text('The coin.', 'USDT')),
  balance: decimal('Balance without open profits.', '100'),
  crossWalletBalance: decimal('Crossed margin balance.', '100'),
  crossUnrealizedProfit: decimal('Open profit of crossed positions.', '0', 'crossUnPnl'),
  available: decimal('What is free.', '90', 'availableBalance'),
  maxWithdrawal: decimal('What could be moved out.', '90', 'maxWithdrawAmount'),
  isMargin: flag('Whether it may serve as margin.', 'marginAvailable'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

const STEADY =
  'Standard contracts cannot be traded by API; BingX does not publish its request limit.';

/** All that BingX tells of Standard contracts. */
export const STANDARD_READS: readonly ReadRow[] = [
  {
    operationId: 'listBingxStandardPositions',
    product: 'standard',
    path: 'positions',
    summary: 'Lists the open positions',
    notes: STEADY,
    ...signed('/openApi/contract/v1/allPosition', 5),
    parameters: {},
    answer: list(POSITION, ['']),
  },
  {
    operationId: 'listBingxStandardOrders',
    product: 'standard',
    path: 'orders',
    summary: 'Lists the orders of a contract',
    notes: `${STEADY} The pages walk through seven days at a time; the last seven days when no \`from\` is named.`,
    ...signed('/openApi/contract/v1/allOrders', 5),
    parameters: {
      symbol: required(symbol),
      orderId: idNumber('Orders from this one on.'),
    },
    answer: list(ORDER, [''], {
      kind: 'windows',
      from: 'startTime',
      to: 'endTime',
      longestMs: WEEK_MS,
      usualMs: 7 * DAY_MS,
      full: { wire: 'limit', most: 500 },
      by: 'createdAt',
    }),
  },
  {
    operationId: 'listBingxStandardBalances',
    product: 'standard',
    path: 'balances',
    summary: 'Lists the balances of the Standard wallet by coin',
    notes: STEADY,
    ...signed('/openApi/contract/v1/balance', 5),
    parameters: {},
    answer: loneOrList(BALANCE),
  },
];
