import type { Account } from './account';
import type { Exchange } from './exchange';
import type { Faults } from './faults';
import type { HeldSide } from './model';
import type { Perpetual } from './perpetual/perpetual';
import type { RateLimits } from './rate-limits';
import type { RequestLog } from './request-log';
import type { StreamHub } from './stream/hub';

/** What commands of the control API work with. */
export interface Controlled {
  readonly exchange: Exchange;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly limits: RateLimits;
  readonly stream: StreamHub;
}

export type Body = Readonly<Record<string, unknown>>;
export type Command = (controlled: Controlled, body: Body) => unknown;
export type Commands = Readonly<Record<string, Command>>;

/** The account that `account` names, the main account when it is absent. */
export const accountOf = ({ exchange }: Controlled, body: Body): Account =>
  exchange.account(text(body, 'account', 'main'));

/** The perpetual book that `product` (swap unless said otherwise) of an account means. */
export function perpetualOf(controlled: Controlled, body: Body): Perpetual {
  const account = accountOf(controlled, body);
  const product = text(body, 'product', 'swap');
  if (product === 'swap') return account.swap;
  if (product === 'cswap') return account.coin;
  throw new RangeError('product must be swap or cswap');
}

export function sideOf(x: Perpetual, symbol: string, body: Body): HeldSide {
  const side = body.positionSide ?? (x.position(symbol, 'LONG') === undefined ? 'SHORT' : 'LONG');
  if (side !== 'LONG' && side !== 'SHORT')
    throw new RangeError('positionSide must be LONG or SHORT');
  return side;
}

export function text(body: Body, name: string, fallback?: string): string {
  const value = body[name] ?? fallback;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new RangeError(`${name} is missing`);
  return value;
}

export function count(body: Body, name: string, fallback?: number): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new RangeError(`${name} must be a whole number`);
  return value;
}

export function flag(body: Body, name: string): boolean {
  const value = body[name];
  if (typeof value !== 'boolean') throw new RangeError(`${name} must be true or false`);
  return value;
}

/** An array of texts; undefined when absent. */
export function texts(body: Body, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new RangeError(`${name} must be a list`);
  return value.map(String);
}

/** The members of a body that are text or numbers, as request parameters. */
export const textParams = (body: Body): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name, String(value)] as const]
        : [],
    ),
  );
