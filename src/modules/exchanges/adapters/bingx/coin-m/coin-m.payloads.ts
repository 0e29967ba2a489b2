import type { Wire } from '../bingx.wire';

/** GET market/contracts, one row. */
export interface ContractPayload {
  readonly symbol?: Wire;
  /** Decimals of a price. */
  readonly pricePrecision?: Wire;
  /** In spite of its name the worth of one contract in USD. */
  readonly minTickSize?: Wire;
  /** Smallest worth of an order in USD. */
  readonly minTradeValue?: Wire;
  /** In contracts. */
  readonly minQty?: Wire;
  readonly status?: Wire;
}

/** An order as orderDetail, openOrders and orderHistory have it, and what cancelOrder echoes of it. */
export interface OrderPayload {
  /** Text in captured answers, an integer of 19 digits in answers to POST. */
  readonly orderId?: Wire;
  /** Seen empty in every captured answer. */
  readonly clientOrderId?: Wire;
  readonly clientOrderID?: Wire;
  readonly symbol?: Wire;
  readonly side?: Wire;
  /** `LONG` or `Long`. */
  readonly positionSide?: Wire;
  readonly type?: Wire;
  /** `PENDING` or `Pending`. */
  readonly status?: Wire;
  /** Contracts; the field to trust. */
  readonly quantity?: Wire;
  /** Contracts, `""` or `"0"`. */
  readonly origQty?: Wire;
  /** Seen to be 0 on a filled order. */
  readonly executedQty?: Wire;
  readonly price?: Wire;
  readonly avgPrice?: Wire;
  readonly stopPrice?: Wire;
  readonly time?: Wire;
  readonly updateTime?: Wire;
}

/** GET trade/allFillOrders, one row. */
export interface FillPayload {
  readonly orderId?: Wire;
  readonly tradeId?: Wire;
  readonly symbol?: Wire;
  readonly side?: Wire;
  /** Contracts. */
  readonly volume?: Wire;
  readonly tradePrice?: Wire;
  /** In coin; negative is a cost. */
  readonly commission?: Wire;
  readonly currency?: Wire;
  readonly maker?: Wire;
  readonly tradeTime?: Wire;
}

/** GET user/positions, one row. */
export interface PositionPayload {
  readonly positionId?: Wire;
  readonly symbol?: Wire;
  readonly positionSide?: Wire;
  /** Contracts. */
  readonly positionAmt?: Wire;
  readonly availableAmt?: Wire;
  readonly avgPrice?: Wire;
  readonly leverage?: Wire;
  /** In coin. */
  readonly unrealizedProfit?: Wire;
  readonly liquidationPrice?: Wire;
}

/** GET user/balance, one row; everything in coin. */
export interface BalancePayload {
  readonly asset?: Wire;
  readonly balance?: Wire;
  readonly equity?: Wire;
  readonly availableMargin?: Wire;
}

/** GET market/klines, one row; `time` is the opening. */
export interface KlinePayload {
  readonly time?: Wire;
  readonly open?: Wire;
  readonly high?: Wire;
  readonly low?: Wire;
  readonly close?: Wire;
  readonly volume?: Wire;
}

/** GET market/ticker, one row. */
export interface TickerPayload {
  readonly symbol?: Wire;
  readonly lastPrice?: Wire;
  readonly closeTime?: Wire;
}

/** GET trade/leverage. */
export interface LeveragePayload {
  readonly longLeverage?: Wire;
  readonly shortLeverage?: Wire;
  readonly maxLongLeverage?: Wire;
  readonly maxShortLeverage?: Wire;
}
