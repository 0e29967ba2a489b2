import type { Wire } from '../bingx.wire';

/** GET common/symbols, one row; every size is a number, tiny ones with an exponent. */
export interface SymbolPayload {
  readonly symbol?: Wire;
  readonly tickSize?: Wire;
  readonly stepSize?: Wire;
  /** In quote currency; the quantities beside them are out of date. */
  readonly minNotional?: Wire;
  readonly maxNotional?: Wire;
  /** 0 offline, 1 online, 5 pre-open, 10 accessed, 25 suspended, 29 pre-delisted, 30 delisted. */
  readonly status?: Wire;
  readonly apiStateBuy?: Wire;
  readonly apiStateSell?: Wire;
}

/** An order as trade/query, openOrders and historyOrders have it, and what POST order and POST cancel echo of it. */
export interface OrderPayload {
  /** An integer of 19 digits. */
  readonly orderId?: Wire;
  readonly clientOrderID?: Wire;
  readonly clientOrderId?: Wire;
  readonly symbol?: Wire;
  readonly side?: Wire;
  readonly type?: Wire;
  readonly status?: Wire;
  readonly origQty?: Wire;
  readonly executedQty?: Wire;
  /** Spelled like this by BingX. */
  readonly cummulativeQuoteQty?: Wire;
  readonly avgPrice?: Wire;
  /** Reads have a capital S, answers to writes a small one. */
  readonly StopPrice?: Wire;
  readonly stopPrice?: Wire;
  readonly time?: Wire;
  readonly updateTime?: Wire;
  readonly transactTime?: Wire;
}

/** One of the two orders of an OCO, as POST oco/order and GET oco/orderList have it. */
export interface PairPayload {
  /** Text here, unlike everywhere else. */
  readonly orderId?: Wire;
  readonly clientOrderId?: Wire;
  /** `ocoLimit` or `ocoTps`, the one with the trigger. */
  readonly orderType?: Wire;
}

/** GET trade/myTrades, one row. */
export interface FillPayload {
  readonly id?: Wire;
  readonly orderId?: Wire;
  readonly symbol?: Wire;
  readonly qty?: Wire;
  readonly price?: Wire;
  /** A number with float noise; negative is a cost. */
  readonly commission?: Wire;
  readonly commissionAsset?: Wire;
  readonly time?: Wire;
  readonly isBuyer?: Wire;
  readonly isMaker?: Wire;
}

/** GET account/balance, one row. */
export interface BalancePayload {
  readonly asset?: Wire;
  readonly free?: Wire;
  readonly locked?: Wire;
}

/** GET v2 ticker/price: a price, or the newest trade. */
export interface PricePayload {
  readonly symbol?: Wire;
  readonly price?: Wire;
  readonly trades?: Wire;
  readonly time?: Wire;
}

/** GET v1 ticker/24hr, one row; all numbers. */
export interface DayTickerPayload {
  readonly symbol?: Wire;
  readonly lastPrice?: Wire;
  readonly closeTime?: Wire;
}
