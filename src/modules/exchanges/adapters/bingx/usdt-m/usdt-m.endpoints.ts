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
export const USDT_M = {
  contracts: { method: 'GET', path: '/openApi/swap/v2/quote/contracts', limit: MARKET },
  price: { method: 'GET', path: '/openApi/swap/v1/ticker/price', limit: MARKET },
  klines: { method: 'GET', path: '/openApi/swap/v3/quote/klines', limit: MARKET },
  balance: { method: 'GET', path: '/openApi/swap/v3/user/balance', limit: perSecond(5) },
  positionMode: { method: 'GET', path: '/openApi/swap/v1/positionSide/dual', limit: perSecond(2) },
  positions: { method: 'GET', path: '/openApi/swap/v2/user/positions', limit: perSecond(5) },
  order: { method: 'GET', path: '/openApi/swap/v2/trade/order', limit: perSecond(5) },
  openOrders: { method: 'GET', path: '/openApi/swap/v2/trade/openOrders', limit: perSecond(5) },
  allOrders: { method: 'GET', path: '/openApi/swap/v2/trade/allOrders', limit: perSecond(5) },
  fills: { method: 'GET', path: '/openApi/swap/v2/trade/fillHistory', limit: perSecond(5) },
  submit: { method: 'POST', path: '/openApi/swap/v2/trade/order', limit: perSecond(5) },
  test: { method: 'POST', path: '/openApi/swap/v2/trade/order/test', limit: perSecond(5) },
  amend: { method: 'POST', path: '/openApi/swap/v1/trade/amend', limit: perSecond(5) },
  cancel: { method: 'DELETE', path: '/openApi/swap/v2/trade/order', limit: perSecond(5) },
  readLeverage: { method: 'GET', path: '/openApi/swap/v2/trade/leverage', limit: perSecond(5) },
  setLeverage: { method: 'POST', path: '/openApi/swap/v2/trade/leverage', limit: perSecond(5) },
} as const satisfies Record<string, BingxEndpoint>;
