import { Decimal, decimal, decimalText, readDecimal } from '@/kernel/decimal';
import { ACCOUNT_COMMANDS } from './control-accounts';
import {
  type Body,
  type Commands,
  type Controlled,
  accountOf,
  count,
  flag,
  perpetualOf,
  sideOf,
  text,
  textParams,
} from './control-body';
import { HAPPENING_COMMANDS } from './control-happenings';
import type { Product } from './events';
import type { FaultScript } from './faults';
import { findOrder } from './perpetual/cancelling';
import { closeAtMarket, liquidate } from './perpetual/closing';
import { fillFraction } from './perpetual/placing';
import type { Received } from './received';
import { Rejection } from './rejection';
import type { LoggedRequest } from './request-log';
import { changeSettings } from './settings';
import { fillSpotFraction } from './spot/placing';
import { simulatorState } from './state';
import { STREAM_COMMANDS } from './stream/stream-commands';
import { WALLETS } from './wallets/wallet';

export interface ControlResult {
  readonly status: number;
  readonly body: unknown;
}

const COMMANDS: Commands = {
  ...ACCOUNT_COMMANDS,
  ...HAPPENING_COMMANDS,
  ...STREAM_COMMANDS,
  'POST price': setPrice,
  'POST faults': ({ faults }, body) => {
    const scripts = (Array.isArray(body.faults) ? body.faults : [body]) as readonly FaultScript[];
    return { ids: scripts.map((script) => faults.add(script)) };
  },
  'GET faults': ({ faults }) => ({ faults: faults.list() }),
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return {};
  },
  'POST fill': fill,
  'POST close-position-by-hand': closeByHand,
  'POST liquidate': (controlled, body) => {
    const x = perpetualOf(controlled, body);
    const symbol = text(body, 'symbol');
    const price = readDecimal(text(body, 'price', ''));
    const kind = text(body, 'kind', 'liquidation');
    if (kind !== 'liquidation' && kind !== 'adl')
      throw new RangeError('kind must be liquidation or adl');
    return x.store.transaction(() => {
      if (price !== null) controlled.exchange.market.setPrice(x.product, symbol, price, x.now());
      return { order: liquidate(x, symbol, sideOf(x, symbol, body), kind) };
    });
  },
  'POST mode': (controlled, body) => {
    const dual = flag(body, 'dual');
    controlled.exchange.setDual(accountOf(controlled, body).name, dual);
    return { dual };
  },
  'POST balance': setBalance,
  'POST clock-skew': ({ exchange }, body) => {
    changeSettings(exchange.settings, { timeOffsetMs: count(body, 'ms') });
    return { timeOffsetMs: exchange.settings.timeOffsetMs };
  },
  'POST rate-limits': ({ exchange }, body) => {
    changeSettings(exchange.settings, { rateLimits: body });
    return exchange.settings.rateLimits;
  },
  'GET settings': ({ exchange }) => exchange.settings,
  'POST settings': ({ exchange }, body) => {
    changeSettings(exchange.settings, body);
    return exchange.settings;
  },
};

/** Runs one request of the control API. A mistake in it is answered with 400 and says what is wrong. */
export function runControl(controlled: Controlled, request: Received): ControlResult {
  const name = `${request.method} ${request.path.slice('/__control/'.length)}`;
  try {
    if (name === 'GET state') {
      const since = Number.parseInt(request.params.get('since') ?? '0', 10);
      return { status: 200, body: stateOf(controlled, since) };
    }
    const command = COMMANDS[name];
    if (command === undefined)
      return { status: 404, body: { error: `no control command ${name}` } };
    return { status: 200, body: command(controlled, bodyOf(request.body)) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof Rejection) {
      return { status: 400, body: { error: error.message } };
    }
    throw error;
  }
}

function stateOf(
  { exchange, faults, log, limits, stream }: Controlled,
  since: number,
): Body & { readonly requests: readonly LoggedRequest[] } {
  return {
    ...simulatorState(exchange),
    overBudget: limits.overBudget(),
    faults: faults.list(),
    requests: log.since(since),
    stream: stream.state(),
  };
}

function bodyOf(json: string): Body {
  if (json.trim() === '') return {};
  const body: unknown = JSON.parse(json);
  if (typeof body !== 'object' || body === null)
    throw new RangeError('the body must be a JSON object');
  return Array.isArray(body) ? { faults: body } : (body as Body);
}

/** One price, or a path of prices of which the first counts at once and the others follow. */
function setPrice({ exchange }: Controlled, body: Body): unknown {
  const symbol = text(body, 'symbol');
  const product = productOf(body, symbol);
  if (exchange.market.price(product, symbol) === undefined)
    throw new RangeError(`nobody trades ${symbol}`);
  const path = Array.isArray(body.path) ? body.path.map(String) : [text(body, 'price')];
  const everyMs = count(body, 'everyMs', 100);
  const prices = path.map((price) => decimal(price));
  if (prices.some((price) => !price.gt(0)))
    throw new RangeError('a price must be greater than zero');
  prices.forEach((price, index) => {
    if (index === 0) exchange.movePrice(product, symbol, price);
    else exchange.later(everyMs * index, () => exchange.movePrice(product, symbol, price));
  });
  return { symbol, price: exchange.market.price(product, symbol)?.toFixed() };
}

/** The product that is named; without a name `BTC-USD` is Coin-M and everything else USDT-M. */
function productOf(body: Body, symbol: string): Product {
  const product = body.product ?? (symbol.endsWith('-USD') ? 'cswap' : 'swap');
  if (product !== 'swap' && product !== 'cswap' && product !== 'spot')
    throw new RangeError('product must be swap, cswap or spot');
  return product;
}

/** Fills a fraction of an open order; `product` says which book it is in. */
function fill(controlled: Controlled, body: Body): unknown {
  const fraction = text(body, 'fraction', '1');
  if (body.product === 'spot') {
    const { spot } = accountOf(controlled, body);
    const order =
      body.orderId === undefined
        ? spot.orderByClientId(text(body, 'clientOrderId'))
        : spot.order(text(body, 'orderId'));
    if (order === undefined) throw new RangeError('no such order');
    return {
      order: spot.store.transaction(() => fillSpotFraction(spot, order.id, fraction)),
    };
  }
  const x = perpetualOf(controlled, body);
  const order = findOrder(x, textParams(body));
  if (order === undefined) throw new RangeError('no such order');
  return { order: x.store.transaction(() => fillFraction(x, order.id, fraction)) };
}

/** Sets what an account holds of an asset; USDT-M money unless product and asset say otherwise. */
function setBalance(controlled: Controlled, body: Body): unknown {
  const wanted = decimal(text(body, 'balance'));
  if (body.product === 'spot') {
    const { spot } = accountOf(controlled, body);
    const asset = text(body, 'asset');
    spot.move(asset, wanted.minus(decimal(spot.wallet(asset).free)), new Decimal(0));
    return spot.wallet(asset);
  }
  const wallet = WALLETS.find((name) => name === body.wallet);
  if (wallet !== undefined) {
    const asset = text(body, 'asset');
    const held = accountOf(controlled, body).wallet(wallet);
    held.move(asset, wanted.minus(held.free(asset)));
    return held.rows();
  }
  const x = perpetualOf(controlled, body);
  const asset = text(body, 'asset', x.product === 'swap' ? x.settings.asset : undefined);
  x.pay(asset, wanted.minus(decimal(x.balance(asset).balance)));
  return x.balance(asset);
}

/** A person closes (a part of) a position on the exchange's own page. */
function closeByHand(controlled: Controlled, body: Body): unknown {
  const x = perpetualOf(controlled, body);
  const symbol = text(body, 'symbol');
  const position = x.position(symbol, sideOf(x, symbol, body));
  if (position === undefined) throw new RangeError('no such position');
  const quantity = Decimal.min(
    decimal(position.quantity),
    decimal(text(body, 'quantity', position.quantity)),
  );
  return {
    order: closeAtMarket(x, position, quantity, 'by-hand'),
    quantity: decimalText(quantity),
  };
}
