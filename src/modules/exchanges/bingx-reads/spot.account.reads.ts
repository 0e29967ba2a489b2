import { SIDES } from './common.shapes';
import { decimal, flag, id, must, shape, text, time, word } from './fields';
import { choice, clientId, idNumber, plainText, required, symbol } from './parameters';
import { DAY_MS, list, one, signed, type ReadRow } from './read-table';

const BALANCE = shape('BingxSpotBalance', 'The balance of one coin.', {
  asset: must(text('The coin.', 'USDT')),
  displayName: text('The name that BingX shows.', 'USDT'),
  free: must(decimal('What can be used.', '100.5')),
  locked: must(decimal('What orders hold.', '0')),
});

const ORDER_TYPES = [
  'MARKET',
  'LIMIT',
  'TAKE_STOP_LIMIT',
  'TAKE_STOP_MARKET',
  'TRIGGER_LIMIT',
  'TRIGGER_MARKET',
];

const ORDER = shape('BingxSpotOrder', 'One order.', {
  orderId: must(id('The order, digit for digit.', '1740739883476115456')),
  clientOrderId: text(
    'The id that its sender gave it.',
    'tv_0001',
    'clientOrderID',
    'clientOrderId',
    'origClientOrderId',
  ),
  symbol: must(text('The symbol.', 'BTC-USDT')),
  side: word('Its side.', SIDES),
  type: word('Its type.', ORDER_TYPES),
  status: word('Its state. Both spellings of CANCELLED are one here.', [
    'NEW',
    'PENDING',
    'PARTIALLY_FILLED',
    'FILLED',
    'CANCELLED',
    'FAILED',
  ]),
  quantity: decimal('The ordered quantity, in base coin.', '0.01', 'origQty'),
  quoteQuantity: decimal(
    'The ordered amount, in quote coin; 0 when ordered by quantity.',
    '0',
    'origQuoteOrderQty',
  ),
  filledQuantity: decimal('How much of it is filled.', '0.01', 'executedQty'),
  filledValue: decimal(
    'Filled quantity × price.',
    '650',
    'cummulativeQuoteQty',
    'cumulativeQuoteQty',
  ),
  price: decimal('Limit price.', '65000'),
  averagePrice: decimal('Average price of the fills.', '65000', 'avgPrice'),
  stopPrice: decimal('Where it triggers; 0 when it does not wait.', '0', 'StopPrice', 'stopPrice'),
  fee: decimal('The fee; negative when it cost.', '-0.00001'),
  feeAsset: text('The coin of the fee: the base coin of a buy.', 'BTC'),
  createdAt: time('When it was placed.', 'time'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

const FILL = shape('BingxSpotFill', 'One fill.', {
  tradeId: must(id('The trade.', '36237072', 'id')),
  orderId: must(id('The order.', '1674069326895775744')),
  symbol: must(text('The symbol.', 'BTC-USDT')),
  price: must(decimal('The price.', '65000')),
  quantity: must(decimal('Filled quantity, in base coin.', '0.01', 'qty')),
  quoteQuantity: decimal('Quantity × price.', '650', 'quoteQty'),
  commission: decimal('Commission; negative when it cost.', '-0.00001'),
  commissionAsset: text('The coin of the commission: the base coin of a buy.', 'BTC'),
  isBuyer: flag('Whether the account bought.'),
  isMaker: flag('Whether the account was there first.'),
  filledAt: must(time('When it filled.', 'time')),
});

const COMMISSION_RATE = shape('BingxSpotCommissionRate', 'The fees of the account for a pair.', {
  takerRate: must(decimal('The fee of a taker, as a fraction.', '0.001', 'takerCommissionRate')),
  makerRate: must(decimal('The fee of a maker, as a fraction.', '0.001', 'makerCommissionRate')),
});

const OCO_ORDER = shape('BingxSpotOcoOrder', 'One of the two orders that cancel each other.', {
  orderListId: must(id('What the two have in common.', '1827968196914479104')),
  orderId: must(id('The order.', '1827968197060460545')),
  clientOrderId: text('The id that its sender gave it.', '1001'),
  symbol: must(text('The symbol.', 'BTC-USDT')),
  side: word('Its side.', SIDES),
  type: text('`ocoLimit` or `ocoTps`.', 'ocoLimit', 'orderType'),
  status: text("Its state in BingX's words; null where BingX leaves it out.", 'pending'),
  quantity: decimal('The ordered quantity.', '0.001'),
  price: decimal('Limit price.', '48000'),
  triggerPrice: decimal('Where it triggers; 0 when it does not wait.', '0'),
  at: time('When it was placed.', 'transactionTime'),
});

const spotRow = (
  operationId: string,
  path: string,
  summary: string,
  at: { readonly path: string; readonly perSecond: number },
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes' | 'oneOf'>,
): ReadRow => ({
  operationId,
  product: 'spot',
  path,
  summary,
  ...signed(`/openApi${at.path}`, at.perSecond),
  ...rest,
});

/** Balances, orders and fills of Spot. */
export const SPOT_ACCOUNT_READS: readonly ReadRow[] = [
  spotRow(
    'listBingxSpotBalances',
    'balances',
    'Lists the balances of the Spot wallet by coin',
    { path: '/spot/v1/account/balance', perSecond: 5 },
    {
      parameters: {},
      answer: list(BALANCE, ['balances', 'assets', '']),
    },
  ),
  spotRow(
    'listBingxFundBalances',
    'fund-balances',
    'Lists the balances of the Fund wallet by coin',
    { path: '/fund/v1/account/balance', perSecond: 2 },
    {
      notes: 'Spot and Fund are two wallets since October 2025.',
      parameters: { asset: plainText('Only this coin.', 'USDT', undefined, /^[A-Za-z0-9]{1,30}$/) },
      answer: list(BALANCE, ['assets', 'balances', '']),
    },
  ),
  spotRow(
    'listBingxSpotOpenOrders',
    'open-orders',
    'Lists the open orders',
    { path: '/spot/v1/trade/openOrders', perSecond: 10 },
    {
      parameters: { symbol },
      answer: list(ORDER, ['orders', '']),
    },
  ),
  spotRow(
    'getBingxSpotOrder',
    'order',
    'Reads one order',
    { path: '/spot/v1/trade/query', perSecond: 10 },
    {
      notes: 'By its client id BingX finds an order for two hours only.',
      parameters: {
        symbol: required(symbol),
        orderId: idNumber('The order, by the id of BingX.'),
        clientOrderId: clientId('clientOrderID'),
      },
      oneOf: ['orderId', 'clientOrderId'],
      answer: one(ORDER),
    },
  ),
  spotRow(
    'listBingxSpotOrderHistory',
    'order-history',
    'Lists orders of the past',
    { path: '/spot/v1/trade/historyOrders', perSecond: 10 },
    {
      notes: 'BingX shows the first 10,000 rows of a question; narrow `from` and `to` for more.',
      parameters: {
        symbol,
        orderId: idNumber('Orders from this one on.'),
        status: choice('Only this state.', {
          FILLED: 'FILLED',
          CANCELLED: 'CANCELED',
          FAILED: 'FAILED',
        }),
        type: choice('Only this type.', ORDER_TYPES),
      },
      answer: list(ORDER, ['orders', ''], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 100,
        span: { from: 'startTime', to: 'endTime' },
      }),
    },
  ),
  spotRow(
    'listBingxSpotFills',
    'fills',
    'Lists the fills of a pair, newest first',
    { path: '/spot/v1/trade/myTrades', perSecond: 5 },
    {
      notes: 'BingX keeps seven days. A page may be empty and have a `nextCursor`: go on.',
      parameters: { symbol: required(symbol), orderId: idNumber('Only this order.') },
      answer: list(FILL, ['fills', ''], {
        kind: 'windows',
        from: 'startTime',
        to: 'endTime',
        longestMs: DAY_MS,
        keptMs: 7 * DAY_MS,
        usualMs: 7 * DAY_MS,
        full: { wire: 'limit', most: 1_000 },
        by: 'filledAt',
      }),
    },
  ),
  spotRow(
    'getBingxSpotCommissionRate',
    'commission-rate',
    'Reads the maker and taker fees of a pair',
    { path: '/spot/v1/user/commissionRate', perSecond: 2 },
    {
      parameters: { symbol: required(symbol) },
      answer: one(COMMISSION_RATE, '', 'commission'),
    },
  ),
  spotRow(
    'listBingxSpotOcoOrder',
    'oco/order',
    'Lists the two orders of an OCO',
    { path: '/spot/v1/oco/orderList', perSecond: 5 },
    {
      parameters: {
        orderListId: idNumber('What the two orders have in common.'),
        clientOrderId: clientId(),
      },
      oneOf: ['orderListId', 'clientOrderId'],
      answer: list(OCO_ORDER, ['', 'orders']),
    },
  ),
  spotRow(
    'listBingxSpotOpenOcoOrders',
    'oco/open-orders',
    'Lists the OCO orders that are open',
    { path: '/spot/v1/oco/openOrderList', perSecond: 5 },
    {
      parameters: {},
      answer: list(OCO_ORDER, ['', 'orders'], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 100,
      }),
    },
  ),
  spotRow(
    'listBingxSpotOcoOrderHistory',
    'oco/order-history',
    'Lists the OCO orders of the past',
    { path: '/spot/v1/oco/historyOrderList', perSecond: 5 },
    {
      parameters: {},
      answer: list(OCO_ORDER, ['', 'orders'], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 100,
        span: { from: 'startTime', to: 'endTime' },
      }),
    },
  ),
];
