import { instrumentOf } from '@/kernel/instrument';
import { aVenueOrder, refTo } from '@test/support/builders/a-venue-order';
import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import { json, type Answer } from './bingx-stub';
import { startOnStub } from './on-stub';

export const BTC = instrumentOf('bingx-coin-m/BTC-USD');
export const BASE = '/openApi/cswap/v1';
export const SUBMIT = `POST ${BASE}/trade/order`;
export const CANCEL = `DELETE ${BASE}/trade/cancelOrder`;
export const FIND = `GET ${BASE}/trade/orderDetail`;
export const OPEN = `GET ${BASE}/trade/openOrders`;
export const HISTORY = `GET ${BASE}/trade/orderHistory`;
export const FILLS = `GET ${BASE}/trade/allFillOrders`;
export const POSITIONS = `GET ${BASE}/user/positions`;
export const LEVERAGE = `${BASE}/trade/leverage`;
export const ID = '1809841379603398656';
export const NOW = 1_795_407_295_544;

/** A contract as the exchange lists it. */
export const CONTRACT = {
  symbol: 'BTC-USD',
  pricePrecision: 1,
  minTickSize: '100',
  minTradeValue: '100',
  minQty: '1.00000000',
  status: 1,
};
export const ORDER = aVenueOrder({ instrument: BTC, quantity: '3' });
export const REF = refTo(ORDER, ID);
export const ACCEPTED = `{"code":0,"msg":"","data":{"orderId":${ID},"symbol":"BTC-USD","positionSide":"LONG","side":"BUY","type":"MARKET","price":0,"quantity":3,"stopPrice":0,"workingType":"","timeInForce":""}}`;

export const row = (change: Record<string, unknown> = {}) => ({
  symbol: 'BTC-USD',
  orderId: ID,
  side: 'BUY',
  positionSide: 'Long',
  type: 'MARKET',
  quantity: 3,
  origQty: '',
  price: '0',
  executedQty: '0',
  avgPrice: '0.0',
  stopPrice: '',
  status: 'Pending',
  time: NOW,
  updateTime: NOW,
  clientOrderId: '',
  ...change,
});
export const fill = (tradeId: string, volume: string, tradePrice: string, orderId = ID) => ({
  orderId,
  symbol: 'BTC-USD',
  type: 'MARKET',
  side: 'BUY',
  positionSide: 'LONG',
  tradeId,
  volume,
  tradePrice,
  amount: '100',
  commission: '-0.00000167',
  currency: 'BTC',
  maker: false,
  tradeTime: NOW,
});
export const ok = (data: unknown): Answer => json({ code: 0, msg: '', data });
export const orders = (...rows: readonly unknown[]): Answer => ok({ orders: rows });

/** An adapter whose exchange lists one contract and has no orders. */
export async function startCoinMOnStub() {
  const opened = await startOnStub(BingxCoinMVenue, { timeoutMs: 400 });
  opened.stub.on(`GET ${BASE}/market/contracts`, ok([CONTRACT]));
  opened.stub.on(OPEN, orders());
  opened.stub.on(HISTORY, orders());
  opened.stub.on(FILLS, ok([]));
  return opened;
}
