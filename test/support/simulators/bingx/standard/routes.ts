import { decimal } from '@/kernel/decimal';
import { type Call, type Route, type Routes, integer } from '../route';
import { refused } from '../spot/order-request';
import { digits } from '../wire';
import type { StandardOrder, StandardPosition } from './model';

/** The three questions that the standard-contract product answers; it cannot be traded. */
export const STANDARD_ROUTES: Routes = {
  'GET /openApi/contract/v1/allPosition': standard(({ account }) =>
    account.standard.all('standardPosition').map(positionView),
  ),
  'GET /openApi/contract/v1/allOrders': standard(({ exchange, account, params }) => {
    const symbol = params.get('symbol') ?? '';
    if (symbol === '') throw refused('symbol is required');
    const id = params.get('orderId') ?? '';
    const start = integer(params, 'startTime') ?? 0;
    const end = integer(params, 'endTime') ?? exchange.now();
    return account.standard
      .all('standardOrder')
      .filter((order) => order.symbol === symbol && (id === '' || order.orderId === id))
      .filter((order) => order.time >= start && order.time <= end)
      .slice(0, integer(params, 'limit') ?? 500)
      .map(orderView);
  }),
  'GET /openApi/contract/v1/balance': standard(({ exchange, account }) =>
    account
      .wallet('stdFutures')
      .rows()
      .map(({ asset, free }) => {
        const amount = decimal(free).toFixed(20);
        return {
          asset,
          balance: amount,
          crossWalletBalance: amount,
          crossUnPnl: '0',
          availableBalance: amount,
          maxWithdrawAmount: amount,
          marginAvailable: true,
          updateTime: exchange.now(),
        };
      }),
  ),
};

function standard(answer: (call: Call) => unknown): Route {
  return { access: 'read', envelope: 'no-msg', answer };
}

/** Amounts are text with trailing zeros, as they were captured; there is no position id. */
function positionView(row: StandardPosition): unknown {
  return {
    ...row,
    initialMargin: decimal(row.initialMargin).toFixed(20),
    leverage: decimal(row.leverage).toFixed(9),
  };
}

function orderView(row: StandardOrder): unknown {
  return {
    margin: digits(row.margin),
    leverage: digits(row.leverage),
    closePrice: digits(row.closePrice),
    positionId: digits(row.positionId),
    isolated: row.isolated,
    avgPrice: digits(row.avgPrice),
    cumQuote: digits(row.cumQuote),
    executedQty: digits(row.executedQty),
    orderId: digits(row.orderId),
    positionSide: row.positionSide,
    status: row.status,
    symbol: row.symbol,
    time: row.time,
    updateTime: row.updateTime,
  };
}
