import { Gatekeeper } from './authentication';
import { COIN_ROUTES } from './coin-m/routes';
import type { Exchange } from './exchange';
import type { KeyRow } from './model';
import type { FillPlan } from './perpetual/placing';
import { RateLimits } from './rate-limits';
import type { Received } from './received';
import { Rejection, gatewayRejection } from './rejection';
import { type Envelope, type Route, type Routes, WholeBody, enveloped } from './route';
import { SPOT_ROUTES } from './spot/routes';
import { ACCOUNT_ROUTES } from './usdt-m/routes-account';
import { HISTORY_ROUTES } from './usdt-m/routes-history';
import { MARKET_ROUTES } from './usdt-m/routes-market';
import { ORDER_ROUTES } from './usdt-m/routes-orders';
import { MARGIN_ROUTES } from './usdt-m/routes-margin';
import { MORE_MARKET_ROUTES } from './usdt-m/routes-more-market';
import { REPLACE_ROUTES } from './usdt-m/routes-replace';
import { TWAP_ROUTES } from './usdt-m/twap';
import { TRADE_ROUTES } from './usdt-m/routes-trade';
import { STANDARD_ROUTES } from './standard/routes';
import { WALLET_ROUTES } from './wallets/routes';
import { writeJson } from './wire';

const ROUTES: Routes = {
  ...MARKET_ROUTES,
  ...TRADE_ROUTES,
  ...ORDER_ROUTES,
  ...HISTORY_ROUTES,
  ...ACCOUNT_ROUTES,
  ...MORE_MARKET_ROUTES,
  ...REPLACE_ROUTES,
  ...MARGIN_ROUTES,
  ...TWAP_ROUTES,
  ...COIN_ROUTES,
  ...SPOT_ROUTES,
  ...STANDARD_ROUTES,
  ...WALLET_ROUTES,
};

/** An answer before it goes onto the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The code inside the body: 0 is success. */
  readonly code: number;
}

/** Everything between the socket and the exchange: paths, keys, signatures, permissions, limits, envelopes. */
export class Gateway {
  readonly limits: RateLimits;
  private readonly gatekeeper: Gatekeeper;

  constructor(private readonly exchange: Exchange) {
    this.gatekeeper = new Gatekeeper(exchange);
    this.limits = new RateLimits(exchange.settings);
  }

  /** Processes a request. `serverTime` is the exchange's time at its arrival. */
  process(request: Received, plan: FillPlan | null, serverTime: number): Answer {
    const name = `${request.method} ${request.path}`;
    let headers: Readonly<Record<string, string>> = {};
    let key: KeyRow | null = null;
    let envelope: Envelope = 'plain';
    try {
      if (this.exchange.settings.maintenance === 'http-503')
        throw gatewayRejection(100503, 'Server is busy or in maintenance', 503);
      if (this.exchange.settings.maintenance === 'busy-100500')
        throw gatewayRejection(100500, 'Server is busy, please try again later');
      const route = routeOf(request);
      ({ envelope } = route);
      if (route.access !== 'public') key = this.gatekeeper.check(request, serverTime);
      const account = this.exchange.account(key?.account ?? 'main');
      const quota = this.limits.take(name, key === null ? null : account.row.uid, serverTime);
      headers = quota.headers;
      const refusal =
        quota.refusal ?? (key === null ? null : this.limits.flood(account.name, name, serverTime));
      if (refusal !== null) throw refusal;
      this.gatekeeper.checkPermission(route.access, key);
      if (account.row.frozen) throw gatewayRejection(100414, 'the account is frozen');
      if (route.jsonOnly === true && !request.isJson)
        throw gatewayRejection(100400, 'the parameters must be sent as a JSON body');
      const { exchange } = this;
      const data = route.answer({ exchange, account, key, params: request.params, plan });
      const body =
        data instanceof WholeBody ? data.body : enveloped(envelope, data, exchange.now());
      return { status: 200, headers, body: writeJson(body), code: 0 };
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.limits.noteError(key?.account ?? '', name, error.code, serverTime);
      return { ...refusalAnswer(error, this.exchange.now(), envelope), headers };
    }
  }
}

function routeOf({ method, path }: Received): Route {
  const route = ROUTES[`${method} ${path}`];
  if (route !== undefined) return route;
  const isKnown = Object.keys(ROUTES).some((name) => name.endsWith(` ${path}`));
  throw isKnown
    ? gatewayRejection(100400, 'request method is not supported')
    : gatewayRejection(
        100404,
        'this api is not exist, please refer to the API docs https://bingx-api.github.io/docs',
      );
}

/** The body of a refusal: the gateway's carries a timestamp; a product's is wrapped as its other answers are. */
export function refusalAnswer(
  refusal: Rejection,
  now: number,
  envelope: Envelope = 'plain',
): Answer {
  const { code, message: msg } = refusal;
  return {
    status: refusal.httpStatus,
    headers: {},
    body: writeJson(refusal.body ?? bodyOf(refusal, code, msg, now, envelope)),
    code,
  };
}

function bodyOf(
  { origin, debugMsg }: Rejection,
  code: number,
  msg: string,
  now: number,
  envelope: Envelope,
): unknown {
  if (origin === 'gateway') return { code, msg, success: false, timestamp: now };
  if (envelope === 'plain') return { code, msg, data: {} };
  if (envelope === 'no-msg') return { code, msg, timestamp: now };
  return { code, msg, debugMsg };
}
