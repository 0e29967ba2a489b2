import type { WindowRule } from '@/modules/exchanges/rate-windows/rate-window';

/** A request limit: so many per window. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** How BingX counts requests per address: market data, and two groups of everything else. */
export type LimitGroup = 'g1' | 'g2' | 'g3';

/** What a request's budgets depend on. */
export interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly limit: RateLimit;
  /** Host and port. */
  readonly host: string;
  /** Null: a public request, which only counts per address. */
  readonly account: string | null;
}

/** The one table of groups; source: reference/bingx.md section 6. What is in neither list is in g2. */
const MARKET_PATHS =
  /^\/openApi\/(?:swap\/v\d\/(?:quote|market|ticker)\/|swap\/v1\/tradingRules$|[a-z]+\/v\d\/server\/time$|cswap\/v\d\/market\/|spot\/v\d\/(?:market|ticker|common)\/|market\/)/;
const THIRD_GROUP: ReadonlySet<string> = new Set([
  'POST /openApi/swap/v2/trade/order',
  'DELETE /openApi/swap/v2/trade/order',
  'POST /openApi/swap/v2/trade/batchOrders',
  'DELETE /openApi/swap/v2/trade/batchOrders',
  'GET /openApi/swap/v2/trade/openOrders',
  'GET /openApi/swap/v2/trade/allOrders',
  'GET /openApi/swap/v2/user/positions',
  'GET /openApi/swap/v3/user/balance',
  'POST /openApi/swap/v1/trade/amend',
  'POST /openApi/spot/v1/trade/order',
  'POST /openApi/spot/v1/trade/cancel',
  'POST /openApi/spot/v1/trade/batchOrders',
  'POST /openApi/spot/v1/trade/cancelOrders',
  'POST /openApi/spot/v1/trade/cancelOpenOrders',
  'POST /openApi/spot/v1/trade/order/cancelReplace',
  'GET /openApi/spot/v1/account/balance',
]);

/** Every request counts here: the place of pauses that concern the whole address. */
export const WHOLE_ADDRESS: WindowRule = {
  key: 'ip|*',
  capacity: Number.POSITIVE_INFINITY,
  lengthMs: 10_000,
  reserve: 0,
};
const TEN_SECONDS = 10_000;

export function groupOf({ method, path, account }: Omit<LimitedRequest, 'limit'>): LimitGroup {
  if (MARKET_PATHS.test(path)) return 'g1';
  if (THIRD_GROUP.has(`${method} ${path}`)) return 'g3';
  return account === null ? 'g1' : 'g2';
}

/**
 * The windows that a request needs a place in: first the whole address, then the one that the answer's headers speak of.
 */
export function windowsOf(
  request: LimitedRequest,
): readonly [WindowRule, WindowRule, ...WindowRule[]] {
  const { method, path, limit, host, account } = request;
  const group = groupOf(request);
  const address = `ip|${host}|${group}`;
  const endpoint = `${method} ${path}`;
  // Only what changes something is worth a reserve: closes never wait for a read.
  const reserve = method !== 'GET' && limit.requests >= 3 ? 1 : 0;
  const own =
    account === null
      ? null
      : rule(`uid|${host}|${account}|${endpoint}`, limit.requests, limit.perMs, reserve);
  const shared: readonly [WindowRule, WindowRule] =
    group === 'g1'
      ? [rule(`${address}|10s`, 500, TEN_SECONDS, 10), rule(`${address}|60s`, 1_000, 60_000, 20)]
      : [
          rule(address, 2_000, TEN_SECONDS, 40),
          rule(`${address}|${endpoint}`, 300, TEN_SECONDS, reserve * 6),
        ];
  const [tenSeconds, other] = shared;
  return own === null
    ? [WHOLE_ADDRESS, tenSeconds, other]
    : [WHOLE_ADDRESS, own, tenSeconds, other];
}

const rule = (key: string, capacity: number, lengthMs: number, reserve: number): WindowRule => ({
  key,
  capacity,
  lengthMs,
  reserve,
});
