/** A refusal in the exchange's own terms: a code and a text in an HTTP 200 envelope, unless a status is given. */
export class Rejection extends Error {
  constructor(
    readonly code: number,
    message: string,
    /** `gateway` answers carry a timestamp and no data; `service` answers carry `data: {}`. */
    readonly origin: 'gateway' | 'service' = 'service',
    readonly httpStatus = 200,
    /** What products other than USDT-M add to the text. */
    readonly debugMsg = '',
    /** A body that follows no rule at all. */
    readonly body?: unknown,
  ) {
    super(message);
    this.name = 'Rejection';
  }
}

/** A refusal made by the gateway, before the trading service saw the request. */
export const gatewayRejection = (code: number, message: string, httpStatus = 200): Rejection =>
  new Rejection(code, message, 'gateway', httpStatus);

/** The overloaded 109400: only its text tells what is wrong. */
export const invalid = (message: string): Rejection => new Rejection(109400, message);

export const TIMESTAMP_MISMATCH =
  'Null timestamp or timestamp mismatch, try to run our sample code from the link https://bingx-api.github.io/docs/#/en-us/swapV2/base-info.html';
export const HEDGE_SIDE =
  "In the Hedge mode, the 'PositionSide' field can only be set to LONG or SHORT.";
export const ONE_WAY_SIDE =
  "In the One-way mode, the 'PositionSide' field can only be set to BOTH.";
export const HEDGE_REDUCE_ONLY = "In the Hedge mode, the 'ReduceOnly' field can not be filled.";
export const HEDGE_LEVERAGE_SIDE =
  "In the Hedge mode, the 'Side' field can only be set to LONG or SHORT.";
export const ONE_WAY_LEVERAGE_SIDE =
  "In the One-way mode, the 'Side' field can only be set to BOTH.";
export const ORDERS_DISABLED =
  'Reminder: Due to the large market fluctuations, in order to reduce the risk of liquidation, API orders are temporarily disabled.';
