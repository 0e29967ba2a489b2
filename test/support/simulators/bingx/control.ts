import { Decimal, decimal, decimalText, readDecimal } from '@/kernel/decimal';
import { findOrder } from './perpetual/cancelling';
import { closeAtMarket, liquidate } from './perpetual/closing';
import type { Exchange } from './perpetual/exchange';
import { type FaultScript, Faults } from './faults';
import { movePrice } from './perpetual/matching';
import type { HeldSide } from './model';
import { fillFraction } from './perpetual/placing';
import type { Received } from './received';
import type { LoggedRequest, RequestLog } from './request-log';
import { changeSettings } from './settings';
import { Rejection } from './rejection';
import { simulatorState } from './state';

export interface ControlResult {
  readonly status: number;
  readonly body: unknown;
}

export interface Controlled {
  readonly x: Exchange;
  readonly faults: Faults;
  readonly log: RequestLog;
}

type Body = Readonly<Record<string, unknown>>;
type Command = (controlled: Controlled, body: Body) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
  'POST price': ({ x }, body) => setPrice(x, body),
  'POST faults': ({ faults }, body) => {
    const scripts = (Array.isArray(body.faults) ? body.faults : [body]) as readonly FaultScript[];
    return { ids: scripts.map((script) => faults.add(script)) };
  },
  'GET faults': ({ faults }) => ({ faults: faults.list() }),
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return {};
  },
  'POST fill': ({ x }, body) => {
    const order = findOrder(x, textParams(body));
    if (order === undefined) throw new RangeError('no such order');
    return {
      order: x.store.transaction(() => fillFraction(x, order.id, text(body, 'fraction', '1'))),
    };
  },
  'POST close-position-by-hand': ({ x }, body) => closeByHand(x, body),
  'POST liquidate': ({ x }, body) => {
    const symbol = text(body, 'symbol');
    const price = readDecimal(text(body, 'price', ''));
    return x.store.transaction(() => {
      if (price !== null) x.store.put('price', symbol, { price: decimalText(price), at: x.now() });
      return { order: liquidate(x, symbol, sideOf(x, symbol, body)) };
    });
  },
  'POST mode': ({ x }, body) => {
    if (typeof body.dual !== 'boolean') throw new RangeError('dual must be true or false');
    return x.store.put('mode', 'mode', { dual: body.dual });
  },
  'POST balance': ({ x }, body) => {
    x.pay(decimal(text(body, 'balance')).minus(decimal(x.balance().balance)));
    return x.balance();
  },
  'POST clock-skew': ({ x }, body) => {
    changeSettings(x.settings, { timeOffsetMs: count(body, 'ms') });
    return { timeOffsetMs: x.settings.timeOffsetMs };
  },
  'POST rate-limits': ({ x }, body) => {
    changeSettings(x.settings, { rateLimits: body });
    return x.settings.rateLimits;
  },
  'POST maintenance': ({ x }, body) => {
    const mode = body.on === true ? text(body, 'mode', 'http-503') : 'off';
    if (mode !== 'off' && mode !== 'http-503' && mode !== 'orders-disabled')
      throw new RangeError('unknown mode');
    changeSettings(x.settings, { maintenance: mode });
    return { maintenance: mode };
  },
  'GET settings': ({ x }) => x.settings,
  'POST settings': ({ x }, body) => {
    changeSettings(x.settings, body);
    return x.settings;
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
  { x, faults, log }: Controlled,
  since: number,
): Body & { readonly requests: readonly LoggedRequest[] } {
  return { ...simulatorState(x), faults: faults.list(), requests: log.since(since) };
}

function bodyOf(json: string): Body {
  if (json.trim() === '') return {};
  const body: unknown = JSON.parse(json);
  if (typeof body !== 'object' || body === null)
    throw new RangeError('the body must be a JSON object');
  return Array.isArray(body) ? { faults: body } : (body as Body);
}

/** One price, or a path of prices of which the first counts at once and the others follow. */
function setPrice(x: Exchange, body: Body): unknown {
  const { symbol } = x.quoted(text(body, 'symbol'));
  const path = Array.isArray(body.path) ? body.path.map(String) : [text(body, 'price')];
  const everyMs = body.everyMs === undefined ? 100 : count(body, 'everyMs');
  const prices = path.map((price) => decimal(price));
  if (prices.some((price) => !price.gt(0)))
    throw new RangeError('a price must be greater than zero');
  prices.forEach((price, index) => {
    if (index === 0) x.store.transaction(() => movePrice(x, symbol, price));
    else x.later(everyMs * index, () => movePrice(x, symbol, price));
  });
  return { symbol, price: decimalText(x.price(symbol)) };
}

/** A person closes (a part of) a position on the exchange's own page. */
function closeByHand(x: Exchange, body: Body): unknown {
  const symbol = text(body, 'symbol');
  const position = x.position(symbol, sideOf(x, symbol, body));
  if (position === undefined) throw new RangeError('no such position');
  const held = decimal(position.quantity);
  const quantity = Decimal.min(held, decimal(text(body, 'quantity', position.quantity)));
  return { order: closeAtMarket(x, position, quantity, 'by-hand') };
}

function sideOf(x: Exchange, symbol: string, body: Body): HeldSide {
  const side = body.positionSide ?? (x.position(symbol, 'LONG') === undefined ? 'SHORT' : 'LONG');
  if (side !== 'LONG' && side !== 'SHORT')
    throw new RangeError('positionSide must be LONG or SHORT');
  return side;
}

function text(body: Body, name: string, fallback?: string): string {
  const value = body[name] ?? fallback;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new RangeError(`${name} is missing`);
  return value;
}

function count(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new RangeError(`${name} must be a whole number`);
  return value;
}

const textParams = (body: Body): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
