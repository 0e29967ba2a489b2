import type { Wire } from '../bingx.wire';

/** GET quote/contracts, one row. */
export interface ContractPayload {
  readonly symbol?: Wire;
  readonly quantityPrecision?: Wire;
  readonly pricePrecision?: Wire;
  /** In base coin; may be larger than one step. */
  readonly tradeMinQuantity?: Wire;
  readonly tradeMinUSDT?: Wire;
  /** 1 online, 25 no opening, 5 not yet, 0 off. */
  readonly status?: Wire;
  readonly apiStateOpen?: Wire;
  readonly apiStateClose?: Wire;
}

/** An order as GET order, openOrders and allOrders have it, and what POST and DELETE echo of it. */
export interface OrderPayload {
  /** An integer of 19 digits. */
  readonly orderId?: Wire;
  /** The same as text; in answers to POST since 2025. */
  readonly orderID?: Wire;
  readonly clientOrderId?: Wire;
  readonly clientOrderID?: Wire;
  readonly symbol?: Wire;
  readonly side?: Wire;
  readonly positionSide?: Wire;
  readonly type?: Wire;
  readonly status?: Wire;
  readonly origQty?: Wire;
  readonly quantity?: Wire;
  readonly executedQty?: Wire;
  readonly avgPrice?: Wire;
  readonly stopPrice?: Wire;
  readonly time?: Wire;
  readonly updateTime?: Wire;
  /** On the child of a triggered order: the order that triggered. */
  readonly triggerOrderId?: Wire;
}

/** GET trade/fillHistory, one row. */
export interface FillPayload {
  readonly tradeId?: Wire;
  readonly orderId?: Wire;
  readonly symbol?: Wire;
  readonly side?: Wire;
  readonly qty?: Wire;
  readonly volume?: Wire;
  readonly price?: Wire;
  /** Negative is a cost. */
  readonly commission?: Wire;
  readonly commissionAsset?: Wire;
  readonly currency?: Wire;
  readonly role?: Wire;
  /** ISO, UTC. */
  readonly filledTm?: Wire;
  /** ISO with zone. */
  readonly filledTime?: Wire;
}

/** GET v2 user/positions, one row. */
export interface PositionPayload {
  readonly positionId?: Wire;
  readonly symbol?: Wire;
  readonly positionSide?: Wire;
  readonly positionAmt?: Wire;
  readonly availableAmt?: Wire;
  readonly avgPrice?: Wire;
  readonly leverage?: Wire;
  readonly unrealizedProfit?: Wire;
  readonly liquidationPrice?: Wire;
}

/** GET v3 user/balance, one row. */
export interface BalancePayload {
  readonly asset?: Wire;
  readonly balance?: Wire;
  readonly equity?: Wire;
  readonly availableMargin?: Wire;
}

/** GET v3 quote/klines, one row; `time` is the opening. */
export interface KlinePayload {
  readonly time?: Wire;
  readonly open?: Wire;
  readonly high?: Wire;
  readonly low?: Wire;
  readonly close?: Wire;
  readonly volume?: Wire;
}

/** GET v1 ticker/price. */
export interface PricePayload {
  readonly symbol?: Wire;
  readonly price?: Wire;
  readonly time?: Wire;
}

/** GET trade/leverage. */
export interface LeveragePayload {
  readonly longLeverage?: Wire;
  readonly shortLeverage?: Wire;
  readonly maxLongLeverage?: Wire;
  readonly maxShortLeverage?: Wire;
}
