import { Gatekeeper } from './authentication';
import type { Exchange } from './perpetual/exchange';
import type { FillPlan } from './perpetual/placing';
import { RateLimits } from './rate-limits';
import type { Received } from './received';
import { Rejection, gatewayRejection } from './rejection';
import { type Route, type Routes, WholeBody } from './route';
import { ACCOUNT_ROUTES } from './usdt-m/routes-account';
import { HISTORY_ROUTES } from './usdt-m/routes-history';
import { MARKET_ROUTES } from './usdt-m/routes-market';
import { ORDER_ROUTES } from './usdt-m/routes-orders';
import { TRADE_ROUTES } from './usdt-m/routes-trade';
import { writeJson } from './wire';

const ROUTES: Routes = {
  ...MARKET_ROUTES,
  ...TRADE_ROUTES,
  ...ORDER_ROUTES,
  ...HISTORY_ROUTES,
  ...ACCOUNT_ROUTES,
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
  private readonly gatekeeper: Gatekeeper;
  private readonly limits: RateLimits;

  constructor(
    private readonly x: Exchange,
    key: string,
    secret: string,
  ) {
    this.gatekeeper = new Gatekeeper(key, secret, x.settings);
    this.limits = new RateLimits(x.settings);
  }

  /** Processes a request. `serverTime` is the exchange's time at its arrival. */
  process(request: Received, plan: FillPlan | null, serverTime: number): Answer {
    const name = `${request.method} ${request.path}`;
    let headers: Readonly<Record<string, string>> = {};
    try {
      if (this.x.settings.maintenance === 'http-503')
        throw gatewayRejection(100503, 'Server is busy or in maintenance', 503);
      const route = routeOf(request);
      if (route.access !== 'public') this.gatekeeper.check(request, serverTime);
      const quota = this.limits.take(name, route.access === 'public', serverTime);
      headers = quota.headers;
      const refusal = quota.refusal ?? this.limits.flood(name, serverTime);
      if (refusal !== null) throw refusal;
      this.checkPermission(route);
      const data = route.answer({ x: this.x, params: request.params, plan });
      const body = data instanceof WholeBody ? data.body : { code: 0, msg: '', data };
      return { status: 200, headers, body: writeJson(body), code: 0 };
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.limits.noteError(name, error.code, serverTime);
      return { ...refusalAnswer(error, this.x.now()), headers };
    }
  }

  private checkPermission(route: Route): void {
    const { enableReading, enableFutures } = this.x.settings.key;
    const isAllowed =
      route.access === 'public' || (route.access === 'read' ? enableReading : enableFutures);
    if (!isAllowed)
      throw gatewayRejection(
        100004,
        'Permission denied as the API key was created without the permission',
      );
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

/** The body of a refusal: the gateway's carries a timestamp, the trading service's empty data. */
export function refusalAnswer(refusal: Rejection, now: number): Answer {
  const body =
    refusal.origin === 'gateway'
      ? { code: refusal.code, msg: refusal.message, success: false, timestamp: now }
      : { code: refusal.code, msg: refusal.message, data: {} };
  return { status: refusal.httpStatus, headers: {}, body: writeJson(body), code: refusal.code };
}
