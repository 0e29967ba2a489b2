import type { Account } from './account';
import type { Exchange } from './exchange';
import type { KeyRow } from './model';
import type { Params } from './perpetual/order-request';
import type { Perpetual } from './perpetual/perpetual';
import type { FillPlan } from './perpetual/placing';
import { invalid } from './rejection';

/** What a route works with. */
export interface Call {
  readonly exchange: Exchange;
  /** The caller's account; the main account for a caller without a key. */
  readonly account: Account;
  readonly key: KeyRow | null;
  readonly params: Params;
  /** Set when a fault script decides how the order of this request fills. */
  readonly plan: FillPlan | null;
}

/** A call of USDT-M or Coin-M, with the account's book of that product. */
export interface PerpetualCall extends Call {
  readonly x: Perpetual;
}

/** Who may call: everybody, any key, or keys with the permission for reading, futures, spot or transfers. */
export type Access = 'public' | 'key' | 'read' | 'trade' | 'spot' | 'transfer' | 'sub-transfer';

/** How products wrap their data: most differ in which of msg, debugMsg and timestamp they add. */
export type Envelope = 'plain' | 'debug' | 'stamped' | 'no-msg';

export interface Route {
  readonly access: Access;
  readonly envelope: Envelope;
  /** True: the parameters must come as a JSON body. */
  readonly jsonOnly?: boolean;
  /** Gives `data`, or a whole body when the endpoint has an envelope of its own. */
  readonly answer: (call: Call) => unknown;
}

/** A body that is sent as it is, without the `{code, msg, data}` envelope around it. */
export class WholeBody {
  constructor(readonly body: unknown) {}
}

export type Routes = Readonly<Record<string, Route>>;

export function enveloped(envelope: Envelope, data: unknown, now: number): unknown {
  switch (envelope) {
    case 'plain':
      return { code: 0, msg: '', data };
    case 'debug':
      return { code: 0, msg: '', debugMsg: '', data };
    case 'stamped':
      return { code: 0, msg: '', timestamp: now, data };
    case 'no-msg':
      return { code: 0, timestamp: now, data };
  }
}

type SwapAnswer = (call: PerpetualCall) => unknown;

const swapRoute =
  (access: Access) =>
  (answer: SwapAnswer): Route => ({
    access,
    envelope: 'plain',
    answer: (call) => answer({ ...call, x: call.account.swap }),
  });

/** Routes of USDT-M. */
export const publicRoute = swapRoute('public');
export const readRoute = swapRoute('read');
export const tradeRoute = swapRoute('trade');

/** An optional whole number (times, counts); undefined when absent. */
export function integer(params: Params, name: string): number | undefined {
  const text = params.get(name);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text))
    throw invalid(`Invalid parameters, err:${name}: must be an integer.`);
  return Number.parseInt(text, 10);
}

/** A number that must be there and may not exceed a maximum. */
export function limitOf(params: Params, fallback: number | null, max: number): number {
  const limit = integer(params, 'limit') ?? fallback;
  if (limit === null) throw invalid('limit: This field is required. ');
  if (limit > max) throw invalid(`limit: This field must be less than or equal to ${max}. `);
  if (limit < 1) throw invalid('limit: This field must be greater than or equal to 1. ');
  return limit;
}

/** Page 1 is the first; 0 is taken for it. */
export function page<T>(rows: readonly T[], index: number | undefined, size: number): readonly T[] {
  const at = Math.max((index ?? 1) - 1, 0) * size;
  return rows.slice(at, at + size);
}
