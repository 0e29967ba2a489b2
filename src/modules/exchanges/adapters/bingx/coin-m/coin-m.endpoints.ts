import type { BingxEndpoint } from '../bingx.client';

/** Public market data counts per address over all its endpoints. */
const MARKET = { requests: 500, perMs: 10_000 } as const;
const PRIVATE = { requests: 5, perMs: 1_000 } as const;

/** The endpoints in use. Every private one allows five requests a second: reference/bingx.md section 6. */
export const COIN_M = {
  contracts: { method: 'GET', path: '/openApi/cswap/v1/market/contracts', limit: MARKET },
  ticker: { method: 'GET', path: '/openApi/cswap/v1/market/ticker', limit: MARKET },
  klines: { method: 'GET', path: '/openApi/cswap/v1/market/klines', limit: MARKET },
  balance: { method: 'GET', path: '/openApi/cswap/v1/user/balance', limit: PRIVATE },
  positions: { method: 'GET', path: '/openApi/cswap/v1/user/positions', limit: PRIVATE },
  order: { method: 'GET', path: '/openApi/cswap/v1/trade/orderDetail', limit: PRIVATE },
  openOrders: { method: 'GET', path: '/openApi/cswap/v1/trade/openOrders', limit: PRIVATE },
  orderHistory: { method: 'GET', path: '/openApi/cswap/v1/trade/orderHistory', limit: PRIVATE },
  fills: { method: 'GET', path: '/openApi/cswap/v1/trade/allFillOrders', limit: PRIVATE },
  submit: { method: 'POST', path: '/openApi/cswap/v1/trade/order', limit: PRIVATE },
  cancel: { method: 'DELETE', path: '/openApi/cswap/v1/trade/cancelOrder', limit: PRIVATE },
  readLeverage: { method: 'GET', path: '/openApi/cswap/v1/trade/leverage', limit: PRIVATE },
  setLeverage: { method: 'POST', path: '/openApi/cswap/v1/trade/leverage', limit: PRIVATE },
} as const satisfies Record<string, BingxEndpoint>;
