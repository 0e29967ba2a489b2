import { DEPTHS, INTERVALS, KLINE } from './common.shapes';
import * as shapes from './coin-m.shapes';
import { choice, clientId, idNumber, required, symbol, withFallback } from './parameters';
import {
  DAY_MS,
  list,
  loneOrList,
  market,
  one,
  signed,
  WEEK_MS,
  type Paging,
  type ReadRow,
} from './read-table';

const AT = '/openApi/cswap/v1';
const WINDOWS: Paging = {
  kind: 'windows',
  from: 'startTime',
  to: 'endTime',
  longestMs: WEEK_MS,
  usualMs: 7 * DAY_MS,
  full: { wire: 'limit', most: 1_000 },
  by: 'createdAt',
};
const WALKS =
  'BingX answers seven days at a time; the pages walk through them. A page may be empty and have a `nextCursor`: go on.';

/** A row of market data; BingX wants the time with it although nothing is signed. */
const marketRow = (
  operationId: string,
  path: string,
  summary: string,
  venuePath: string,
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes'>,
): ReadRow => ({
  operationId,
  product: 'coin-m',
  path,
  summary,
  ...market(`${AT}${venuePath}`),
  wantsTimestamp: true,
  ...rest,
});

const accountRow = (
  operationId: string,
  path: string,
  summary: string,
  venuePath: string,
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes' | 'oneOf'>,
): ReadRow => ({
  operationId,
  product: 'coin-m',
  path,
  summary,
  ...signed(`${AT}${venuePath}`, 5),
  ...rest,
});

const MARKET: readonly ReadRow[] = [
  marketRow(
    'listBingxCoinMContracts',
    'contracts',
    'Lists the Coin-M contracts',
    '/market/contracts',
    {
      parameters: { symbol },
      answer: loneOrList(shapes.COIN_M_CONTRACT),
    },
  ),
  marketRow(
    'listBingxCoinMMarkPrices',
    'mark-prices',
    'Lists mark price, index price and funding of one contract or of all',
    '/market/premiumIndex',
    { parameters: { symbol }, answer: loneOrList(shapes.COIN_M_MARK_PRICE) },
  ),
  marketRow(
    'listBingxCoinMOpenInterest',
    'open-interest',
    'Lists the open interest of one contract or of all',
    '/market/openInterest',
    { parameters: { symbol }, answer: loneOrList(shapes.COIN_M_OPEN_INTEREST) },
  ),
  marketRow(
    'listBingxCoinMTickers',
    'tickers',
    'Lists the last 24 hours of one contract or of all',
    '/market/ticker',
    { parameters: { symbol }, answer: loneOrList(shapes.COIN_M_TICKER) },
  ),
  marketRow(
    'getBingxCoinMOrderBook',
    'order-book',
    'Reads the best offers of a contract',
    '/market/depth',
    {
      parameters: {
        symbol: required(symbol),
        limit: withFallback(choice('Offers on each side.', DEPTHS), '20'),
      },
      answer: one(shapes.COIN_M_ORDER_BOOK),
    },
  ),
  marketRow(
    'listBingxCoinMKlines',
    'klines',
    'Lists candles of a contract, ascending',
    '/market/klines',
    {
      notes: 'BingX keeps 30 days. Without `from` the newest candles before `to`, on one page.',
      parameters: {
        symbol: required(symbol),
        interval: required(
          choice('Length of a candle; `1m` is a minute, `1M` a month.', INTERVALS),
        ),
      },
      answer: list(KLINE, [''], { kind: 'candles', most: 1_000, usual: 500, by: 'openAt' }),
    },
  ),
];

const ACCOUNT: readonly ReadRow[] = [
  accountRow('listBingxCoinMBalances', 'balances', 'Lists the balances by coin', '/user/balance', {
    parameters: { symbol },
    answer: loneOrList(shapes.COIN_M_BALANCE),
  }),
  accountRow(
    'listBingxCoinMPositions',
    'positions',
    'Lists the open positions',
    '/user/positions',
    {
      parameters: { symbol },
      answer: list(shapes.COIN_M_POSITION, ['']),
    },
  ),
  accountRow(
    'getBingxCoinMLeverage',
    'leverage',
    'Reads the leverage of a contract',
    '/trade/leverage',
    {
      parameters: { symbol: required(symbol) },
      answer: one(shapes.COIN_M_LEVERAGE),
    },
  ),
  accountRow(
    'getBingxCoinMMarginMode',
    'margin-mode',
    'Reads whether the margin of a contract is isolated or crossed',
    '/trade/marginType',
    { parameters: { symbol: required(symbol) }, answer: one(shapes.COIN_M_MARGIN_MODE) },
  ),
  accountRow(
    'getBingxCoinMCommissionRate',
    'commission-rate',
    'Reads the maker and taker fees of the account',
    '/user/commissionRate',
    { parameters: {}, answer: one(shapes.COIN_M_COMMISSION_RATE, '', 'commission') },
  ),
];

const ORDERS: readonly ReadRow[] = [
  accountRow('getBingxCoinMOrder', 'order', 'Reads one order', '/trade/orderDetail', {
    notes: 'It is not proven that BingX keeps client order ids on Coin-M.',
    parameters: {
      symbol: required(symbol),
      orderId: idNumber('The order, by the id of BingX.'),
      clientOrderId: clientId(),
    },
    oneOf: ['orderId', 'clientOrderId'],
    answer: one(shapes.COIN_M_ORDER, 'order', ''),
  }),
  accountRow(
    'listBingxCoinMOpenOrders',
    'open-orders',
    'Lists the open orders',
    '/trade/openOrders',
    {
      parameters: { symbol },
      answer: list(shapes.COIN_M_ORDER, ['orders', '']),
    },
  ),
  accountRow(
    'listBingxCoinMOrderHistory',
    'order-history',
    'Lists orders of the past, newest first',
    '/trade/orderHistory',
    {
      notes: WALKS,
      parameters: { symbol },
      answer: list(shapes.COIN_M_ORDER, ['orders', ''], WINDOWS),
    },
  ),
  accountRow(
    'listBingxCoinMFills',
    'fills',
    'Lists the fills of an order',
    '/trade/allFillOrders',
    {
      notes: 'BingX lists the fills of one order at a time.',
      parameters: { orderId: required(idNumber('The order.')) },
      answer: list(shapes.COIN_M_FILL, [''], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 1_000,
      }),
    },
  ),
  accountRow(
    'listBingxCoinMForceOrders',
    'force-orders',
    'Lists liquidations and automatic deleveraging, newest first',
    '/trade/forceOrders',
    {
      notes: WALKS,
      parameters: {
        symbol,
        autoCloseType: choice('Only this kind.', ['LIQUIDATION', 'ADL']),
      },
      answer: list(shapes.COIN_M_ORDER, ['orders', ''], {
        ...WINDOWS,
        full: { wire: 'limit', most: 100 },
      }),
    },
  ),
];

/** Everything that Coin-M tells. */
export const COIN_M_READS: readonly ReadRow[] = [...MARKET, ...ACCOUNT, ...ORDERS];
