import { Decimal, ZERO, decimal, floorToStep, readDecimal } from '@/kernel/decimal';
import type { OrderSide } from '../model';
import type { Params } from '../perpetual/order-request';
import { ORDERS_DISABLED, Rejection } from '../rejection';
import type { Spot } from './spot';
import type { SpotSymbol } from './symbols';

/** A spot order that passed every check of form; its decimals are already cut to the pair's steps. */
export interface SpotRequest {
  readonly pair: SpotSymbol;
  readonly side: OrderSide;
  readonly type: string;
  /** Zero when the order is for a quote amount. */
  readonly quantity: Decimal;
  readonly quoteQuantity: Decimal;
  readonly price: Decimal;
  readonly stopPrice: Decimal | null;
  readonly timeInForce: string;
  readonly clientOrderId: string;
}

const TYPES = new Set([
  'MARKET',
  'LIMIT',
  'TAKE_STOP_LIMIT',
  'TAKE_STOP_MARKET',
  'TRIGGER_LIMIT',
  'TRIGGER_MARKET',
]);
const TIMES_IN_FORCE = new Set(['GTC', 'IOC', 'FOK', 'PostOnly']);

export const refused = (message: string): Rejection => new Rejection(100400, message);

/** Reads an order's parameters. Excess decimals are cut off without a word, as the exchange does. */
export function readSpotRequest(x: Spot, params: Params): SpotRequest {
  if (x.settings.maintenance === 'orders-disabled') throw new Rejection(109400, ORDERS_DISABLED);
  const side = sideOf(params);
  const type = params.get('type') ?? '';
  if (!TYPES.has(type)) throw refused(`type: ${type} is not supported`);
  const pair = x.tradable(params.get('symbol') ?? '', side);
  const timeInForce = params.get('timeInForce') ?? 'GTC';
  if (!TIMES_IN_FORCE.has(timeInForce)) throw refused('timeInForce is invalid');
  const isLimit = type.endsWith('LIMIT');
  const price = isLimit ? floorToStep(amount(params, 'price'), decimal(pair.tickSize)) : ZERO;
  if (isLimit && price.isZero()) throw refused("price can't be 0 in limit order");
  const stopPrice = type.includes('_')
    ? floorToStep(amount(params, 'stopPrice'), decimal(pair.tickSize))
    : null;
  if (stopPrice?.isZero() === true) throw refused("stopPrice can't be 0 in a conditional order");
  const size = sizeOf(params, pair, side, price);
  const request: SpotRequest = {
    pair,
    side,
    type,
    ...size,
    price,
    stopPrice,
    timeInForce,
    clientOrderId: readSpotClientId(params.get('newClientOrderId') ?? ''),
  };
  checkNotional(x, request);
  checkClientId(x, request.clientOrderId);
  return request;
}

/** A market buy is for a quote amount, a market sell for a quantity; a limit order takes either, quantity first. */
function sizeOf(
  params: Params,
  pair: SpotSymbol,
  side: OrderSide,
  price: Decimal,
): { readonly quantity: Decimal; readonly quoteQuantity: Decimal } {
  const step = decimal(pair.stepSize);
  const quantity = floorToStep(amount(params, 'quantity'), step);
  const quoteQuantity = amount(params, 'quoteOrderQty');
  if (price.isZero()) {
    if (side === 'SELL') {
      if (quantity.isZero()) throw refused("quantity can't be 0 in market ask order");
      return { quantity, quoteQuantity: ZERO };
    }
    if (quoteQuantity.isZero()) throw refused("quoteOrderQty can't be 0 in market bid order");
    return { quantity: ZERO, quoteQuantity };
  }
  if (!quantity.isZero()) return { quantity, quoteQuantity: ZERO };
  if (quoteQuantity.isZero()) throw refused("quantity and quoteOrderQty can't both be 0");
  return { quantity: floorToStep(quoteQuantity.div(price), step), quoteQuantity: ZERO };
}

function checkNotional(
  x: Spot,
  { pair, quantity, quoteQuantity, price, stopPrice }: SpotRequest,
): void {
  const reference = price.isZero() ? (stopPrice ?? x.price(pair.symbol)) : price;
  const value = quoteQuantity.isZero() ? quantity.times(reference) : quoteQuantity;
  if (value.lt(decimal(pair.minNotional))) {
    const minimum = decimal(pair.minNotional).div(reference).toDecimalPlaces(8, Decimal.ROUND_UP);
    throw refused(`entrust volume too low, minVolume: ${minimum.toFixed()}`);
  }
  if (value.gt(decimal(pair.maxNotional))) throw refused('entrust volume too high');
}

/** An id is taken once, for good. */
export function checkClientId(x: Spot, id: string): void {
  if (id !== '' && x.orderByClientId(id) !== undefined)
    throw new Rejection(101481, 'clientOrderID cannot be repeated');
}

/** Letters, digits and underscore, at most 40 of them. */
export function readSpotClientId(text: string): string {
  if (!/^\w{0,40}$/.test(text)) throw refused('newClientOrderId is invalid');
  return text.toLowerCase();
}

export function amount(params: Params, name: string): Decimal {
  const text = params.get(name) ?? '';
  if (text === '') return ZERO;
  const value = /^\d+(\.\d+)?$/.test(text) ? readDecimal(text) : null;
  if (value === null) throw refused(`${name} is invalid`);
  return value;
}

export function sideOf(params: Params): OrderSide {
  const side = params.get('side');
  if (side !== 'BUY' && side !== 'SELL') throw refused('side: This field must be BUY or SELL.');
  return side;
}
