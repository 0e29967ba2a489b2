import { type Decimal, decimalText, readDecimal } from '@/kernel/decimal';
import type { AttachedLeg, HeldSide, OrderSide } from '../model';
import { Rejection, invalid } from '../rejection';
import { membersOf, readJson } from '../wire';

export type Params = ReadonlyMap<string, string>;

/** An order as asked for, read but not yet judged. */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: OrderSide;
  /** '' when the field was missing. */
  readonly positionSide: string;
  readonly type: string;
  readonly quantity: Decimal | null;
  readonly price: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** Trailing orders: a fraction of the price. */
  readonly priceRate: Decimal | null;
  readonly activationPrice: Decimal | null;
  readonly workingType: string;
  readonly timeInForce: string;
  readonly clientOrderId: string;
  readonly reduceOnly: string;
  readonly closePosition: boolean;
  readonly takeProfit: AttachedLeg | null;
  readonly stopLoss: AttachedLeg | null;
}

export const ORDER_TYPES: ReadonlySet<string> = new Set([
  'LIMIT',
  'MARKET',
  'STOP_MARKET',
  'TAKE_PROFIT_MARKET',
  'STOP',
  'TAKE_PROFIT',
  'TRIGGER_LIMIT',
  'TRIGGER_MARKET',
  'TRAILING_STOP_MARKET',
]);
const TIMES_IN_FORCE = new Set(['GTC', 'IOC', 'FOK', 'PostOnly']);
const WORKING_TYPES = new Set(['MARK_PRICE', 'CONTRACT_PRICE']);

/** Reads the parameters of an order; anything unreadable is refused with the text of the field. */
export function readOrderRequest(params: Params): OrderRequest {
  const side = required(params, 'side');
  if (side !== 'BUY' && side !== 'SELL')
    throw invalid('Invalid parameters, err:side: This field must be BUY or SELL.');
  const type = required(params, 'type');
  if (!ORDER_TYPES.has(type))
    throw invalid(`Invalid parameters, err:type: ${type} is not supported.`);
  return {
    symbol: required(params, 'symbol'),
    side,
    positionSide: params.get('positionSide') ?? '',
    type,
    quantity: amount(params, 'quantity'),
    price: amount(params, 'price'),
    stopPrice: amount(params, 'stopPrice'),
    priceRate: amount(params, 'priceRate'),
    activationPrice: amount(params, 'activationPrice'),
    workingType: oneOf(params, 'workingType', WORKING_TYPES, 'MARK_PRICE'),
    timeInForce: oneOf(params, 'timeInForce', TIMES_IN_FORCE, 'GTC'),
    clientOrderId: readClientOrderId(params),
    reduceOnly: bool(params, 'reduceOnly'),
    closePosition: bool(params, 'closePosition') === 'true',
    takeProfit: attachedLeg(params, 'takeProfit', ['TAKE_PROFIT_MARKET', 'TAKE_PROFIT']),
    stopLoss: attachedLeg(params, 'stopLoss', ['STOP_MARKET', 'STOP']),
  };
}

export function required(params: Params, name: string): string {
  const value = params.get(name);
  if (value === undefined || value === '')
    throw invalid(`Invalid parameters, err:${name}: This field is required.`);
  return value;
}

/** The client order id under either spelling, lower-cased as the exchange does. */
export function readClientOrderId(params: Params): string {
  const id = params.get('clientOrderId') ?? params.get('clientOrderID') ?? '';
  if (id.length > 40) throw invalid('clientOrderID: length must be between 1 and 40');
  if (!/^[A-Za-z0-9_-]*$/.test(id)) throw invalid('clientOrderID: illegal characters');
  return id.toLowerCase();
}

/** A decimal parameter; null when absent. */
export function amount(params: Params, name: string): Decimal | null {
  const text = params.get(name);
  if (text === undefined || text === '') return null;
  const value = /^\d+(\.\d+)?$/.test(text) ? readDecimal(text) : null;
  if (value === null)
    throw invalid(`Invalid parameters, err:${name}: must be a number, got ${text.slice(0, 30)}`);
  return value;
}

function bool(params: Params, name: string): string {
  const text = params.get(name) ?? '';
  if (text !== '' && text !== 'true' && text !== 'false')
    throw invalid(`Invalid parameters, err:${name}: must be true or false`);
  return text;
}

function oneOf(
  params: Params,
  name: string,
  allowed: ReadonlySet<string>,
  fallback: string,
): string {
  const text = params.get(name) ?? '';
  if (text === '') return fallback;
  if (!allowed.has(text))
    throw invalid(`Invalid parameters, err:${name}: ${text} is not supported.`);
  return text;
}

function attachedLeg(params: Params, name: string, types: readonly string[]): AttachedLeg | null {
  const text = params.get(name) ?? '';
  if (text === '') return null;
  const members = membersOf(readJson(text));
  if (members === null) throw invalid(`Syntax error at index 0: invalid char in ${name}`);
  const type = required(members, 'type');
  if (!types.includes(type))
    throw invalid(`Invalid parameters, err:${name}.type: ${type} is not supported.`);
  const stopPrice = amount(members, 'stopPrice');
  if (stopPrice === null)
    throw invalid(`Invalid parameters, err:${name}.stopPrice: This field is required.`);
  const price = amount(members, 'price');
  if (!type.endsWith('_MARKET') && price === null)
    throw invalid(`Invalid parameters, err:${name}.price: This field is required.`);
  return {
    type,
    stopPrice: decimalText(stopPrice),
    price: price === null ? '0' : decimalText(price),
    workingType: oneOf(members, 'workingType', WORKING_TYPES, 'MARK_PRICE'),
  };
}

/** The side of the position that an attached leg protects. */
export const entrySide = (side: OrderSide): HeldSide => (side === 'BUY' ? 'LONG' : 'SHORT');

/** Refuses a value with more decimals than a precision allows; nothing is truncated for the caller. */
export function checkDecimals(
  value: Decimal | null,
  precision: number,
  code: number,
  what: string,
): void {
  if (value !== null && value.decimalPlaces() > precision) {
    throw new Rejection(code, `The ${what} exceeds the precision: at most ${precision} decimals`);
  }
}
