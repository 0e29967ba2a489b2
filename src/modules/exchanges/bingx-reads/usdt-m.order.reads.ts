import { choice, clientId, idNumber, required, symbol } from './parameters';
import { DAY_MS, list, one, signed, WEEK_MS, type Paging, type ReadRow } from './read-table';
import { DETAILED_FILL, FILL, ORDER, ORDER_TYPES, TWAP_ORDER } from './usdt-m.order.shapes';

const CURRENCY = choice('The margin coin.', ['USDT', 'USDC']);
const TRADING_PERMISSION = 'BingX asks for the trading permission, although nothing is traded.';
const WALKS =
  'BingX answers seven days at a time; the pages walk through them, newest first. A page may be empty and have a ' +
  '`nextCursor`: go on. The last seven days when no `from` is named.';

/** Orders by windows of seven days. */
const ORDER_WINDOWS: Paging = {
  kind: 'windows',
  from: 'startTime',
  to: 'endTime',
  longestMs: WEEK_MS,
  usualMs: 7 * DAY_MS,
  full: { wire: 'limit', most: 1_000 },
  by: 'createdAt',
};
const ONE_ORDER = {
  parameters: {
    symbol: required(symbol),
    orderId: idNumber('The order, by the id of BingX.'),
    clientOrderId: clientId(),
  },
  oneOf: ['orderId', 'clientOrderId'],
};

/** Orders and fills of USDT-M. */
export const USDT_M_ORDER_READS: readonly ReadRow[] = [
  {
    operationId: 'getBingxUsdtMOrder',
    product: 'usdt-m',
    path: 'order',
    summary: 'Reads one order, whatever its state',
    notes:
      'Asked for a stop that triggered, BingX answers the order that the trigger made: another `orderId`, and ' +
      '`triggerOrderId` is the stop.',
    ...signed('/openApi/swap/v2/trade/order', 5),
    ...ONE_ORDER,
    answer: one(ORDER, 'order', ''),
  },
  {
    operationId: 'getBingxUsdtMOpenOrder',
    product: 'usdt-m',
    path: 'open-order',
    summary: 'Reads one order that is still open',
    ...signed('/openApi/swap/v2/trade/openOrder', 5),
    ...ONE_ORDER,
    answer: one(ORDER, 'order', ''),
  },
  {
    operationId: 'listBingxUsdtMOpenOrders',
    product: 'usdt-m',
    path: 'open-orders',
    summary: 'Lists the open orders, conditional ones included',
    notes: TRADING_PERMISSION,
    ...signed('/openApi/swap/v2/trade/openOrders', 5),
    parameters: { symbol, type: choice('Only this type.', ORDER_TYPES) },
    answer: list(ORDER, ['orders', '']),
  },
  {
    operationId: 'listBingxUsdtMOrderHistory',
    product: 'usdt-m',
    path: 'order-history',
    summary: 'Lists finished orders, newest first',
    notes: `${WALKS} ${TRADING_PERMISSION}`,
    ...signed('/openApi/swap/v2/trade/allOrders', 5),
    parameters: { symbol, currency: CURRENCY },
    answer: list(ORDER, ['orders', ''], ORDER_WINDOWS),
  },
  {
    operationId: 'listBingxUsdtMOrders',
    product: 'usdt-m',
    path: 'orders',
    summary: 'Lists orders of every state, newest first',
    notes: WALKS,
    ...signed('/openApi/swap/v1/trade/fullOrder', 5),
    parameters: { symbol },
    answer: list(ORDER, ['orders', ''], ORDER_WINDOWS),
  },
  {
    operationId: 'listBingxUsdtMFills',
    product: 'usdt-m',
    path: 'fills',
    summary: 'Lists fills with quantities in base coin, newest first',
    notes: `${WALKS} These rows have no trade id; \`fill-history\` has them for seven days. ${TRADING_PERMISSION}`,
    ...signed('/openApi/swap/v2/trade/allFillOrders', 5),
    parameters: { symbol, orderId: idNumber('Only this order.'), currency: CURRENCY },
    // Without it the volume is cut to a whole number.
    fixed: { tradingUnit: 'COIN' },
    answer: list(FILL, ['fill_orders', ''], {
      kind: 'windows',
      from: 'startTs',
      to: 'endTs',
      longestMs: WEEK_MS,
      usualMs: 7 * DAY_MS,
      by: 'filledAt',
    }),
  },
  {
    operationId: 'listBingxUsdtMFillHistory',
    product: 'usdt-m',
    path: 'fill-history',
    summary: 'Lists fills of a contract with their trade ids, of the last seven days',
    notes: 'BingX keeps seven days and at most 1000 of these rows; older ones are in `fills`.',
    ...signed('/openApi/swap/v2/trade/fillHistory', 5),
    parameters: {
      symbol: required(symbol),
      orderId: idNumber('Only this order.'),
      currency: CURRENCY,
    },
    answer: list(DETAILED_FILL, ['fill_history_orders', ''], {
      kind: 'numbered',
      page: 'pageIndex',
      size: 'pageSize',
      most: 1_000,
      totalAt: 'total',
      span: { from: 'startTs', to: 'endTs', longestMs: 7 * DAY_MS, usualMs: WEEK_MS },
    }),
  },
  {
    operationId: 'listBingxUsdtMForceOrders',
    product: 'usdt-m',
    path: 'force-orders',
    summary: 'Lists liquidations and automatic deleveraging, newest first',
    notes: WALKS,
    ...signed('/openApi/swap/v2/trade/forceOrders', 10),
    parameters: {
      symbol,
      currency: CURRENCY,
      autoCloseType: choice('Only this kind.', ['LIQUIDATION', 'ADL']),
    },
    answer: list(ORDER, ['orders', ''], { ...ORDER_WINDOWS, full: { wire: 'limit', most: 100 } }),
  },
  {
    operationId: 'listBingxUsdtMOpenTwapOrders',
    product: 'usdt-m',
    path: 'twap/open-orders',
    summary: 'Lists the TWAP orders that run',
    ...signed('/openApi/swap/v1/twap/openOrders', 2),
    parameters: { symbol },
    answer: list(TWAP_ORDER, ['list', '']),
  },
  {
    operationId: 'listBingxUsdtMTwapOrderHistory',
    product: 'usdt-m',
    path: 'twap/order-history',
    summary: 'Lists TWAP orders that ended',
    notes: 'The last 30 days when neither `from` nor `to` is named.',
    ...signed('/openApi/swap/v1/twap/historyOrders', 2),
    parameters: { symbol },
    answer: list(TWAP_ORDER, ['list', ''], {
      kind: 'numbered',
      page: 'pageIndex',
      size: 'pageSize',
      most: 1_000,
      totalAt: 'total',
      span: { from: 'startTime', to: 'endTime', usualMs: 30 * DAY_MS },
    }),
  },
  {
    operationId: 'getBingxUsdtMTwapOrder',
    product: 'usdt-m',
    path: 'twap/order',
    summary: 'Reads one TWAP order',
    ...signed('/openApi/swap/v1/twap/orderDetail', 2),
    parameters: { mainOrderId: required(idNumber('The TWAP order.')) },
    answer: one(TWAP_ORDER),
  },
];
