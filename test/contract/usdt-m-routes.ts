import { aVenueOrder, refTo } from '@test/support/builders/a-venue-order';

/** What the faults of USDT-M are tried on: its paths, one order and the answer that takes it. */
export const SUBMIT = 'POST /openApi/swap/v2/trade/order';
export const CANCEL = 'DELETE /openApi/swap/v2/trade/order';
export const FIND = 'GET /openApi/swap/v2/trade/order';
export const BALANCE = 'GET /openApi/swap/v3/user/balance';
export const MODE = 'GET /openApi/swap/v1/positionSide/dual';
export const TIME = 'GET /openApi/swap/v2/server/time';

export const ID = '2104122758140616705';
export const ORDER = aVenueOrder();
export const REF = refTo(ORDER, ID);
export const ACCEPTED = `{"code":0,"msg":"","data":{"order":{"orderId":${ID},"symbol":"BTC-USDT","clientOrderID":"${ORDER.clientOrderId}"}}}`;
