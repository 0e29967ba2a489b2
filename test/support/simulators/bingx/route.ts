import type { Exchange } from './perpetual/exchange';
import type { Params } from './perpetual/order-request';
import type { FillPlan } from './perpetual/placing';
import { invalid } from './rejection';

/** What a route works with. */
export interface Call {
  readonly x: Exchange;
  readonly params: Params;
  /** Set when a fault script decides how the order of this request fills. */
  readonly plan: FillPlan | null;
}

export interface Route {
  readonly access: 'public' | 'read' | 'trade';
  /** Gives `data`, or a whole body when the endpoint has an envelope of its own. */
  readonly answer: (call: Call) => unknown;
}

/** A body that is sent as it is, without the `{code, msg, data}` envelope around it. */
export class WholeBody {
  constructor(readonly body: Record<string, unknown>) {}
}

export type Routes = Readonly<Record<string, Route>>;

export const publicRoute = (answer: Route['answer']): Route => ({ access: 'public', answer });
export const readRoute = (answer: Route['answer']): Route => ({ access: 'read', answer });
export const tradeRoute = (answer: Route['answer']): Route => ({ access: 'trade', answer });

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
