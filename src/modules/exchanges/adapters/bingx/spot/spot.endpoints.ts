import type { BingxEndpoint } from '../bingx.client';

/** Public market data counts per address over all its endpoints. */
const MARKET = { requests: 500, perMs: 10_000 } as const;
const perSecond = (requests: number): { requests: number; perMs: number } => ({
  requests,
  perMs: 1_000,
});

/**
 * The endpoints in use, with the smaller of the published request limits a second; answers' headers lower them further.
 * Source: reference/bingx.md section 6.
 */
export const SPOT = {
  symbols: { method: 'GET', path: '/openApi/spot/v1/common/symbols', limit: MARKET },
  price: { method: 'GET', path: '/openApi/spot/v2/ticker/price', limit: MARKET },
  dayTicker: { method: 'GET', path: '/openApi/spot/v1/ticker/24hr', limit: MARKET },
  klines: { method: 'GET', path: '/openApi/spot/v2/market/kline', limit: MARKET },
  olderKlines: { method: 'GET', path: '/openApi/market/his/v1/kline', limit: MARKET },
  balance: { method: 'GET', path: '/openApi/spot/v1/account/balance', limit: perSecond(5) },
  order: { method: 'GET', path: '/openApi/spot/v1/trade/query', limit: perSecond(10) },
  openOrders: { method: 'GET', path: '/openApi/spot/v1/trade/openOrders', limit: perSecond(10) },
  pastOrders: { method: 'GET', path: '/openApi/spot/v1/trade/historyOrders', limit: perSecond(10) },
  fills: { method: 'GET', path: '/openApi/spot/v1/trade/myTrades', limit: perSecond(5) },
  submit: { method: 'POST', path: '/openApi/spot/v1/trade/order', limit: perSecond(5) },
  cancel: { method: 'POST', path: '/openApi/spot/v1/trade/cancel', limit: perSecond(5) },
  submitPair: { method: 'POST', path: '/openApi/spot/v1/oco/order', limit: perSecond(2) },
  cancelPair: { method: 'POST', path: '/openApi/spot/v1/oco/cancel', limit: perSecond(2) },
  pair: { method: 'GET', path: '/openApi/spot/v1/oco/orderList', limit: perSecond(5) },
} as const satisfies Record<string, BingxEndpoint>;
