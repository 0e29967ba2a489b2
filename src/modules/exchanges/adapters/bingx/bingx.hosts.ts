import type { Clock } from '@/kernel/clock';
import { createOutboundHttp, type OutboundLog } from '@/platform/outbound/outbound-http';
import { BingxClient, type BingxHost } from './bingx.client';
import { BingxClock } from './bingx.clock';
import {
  BINGX_DEMO_URL,
  BINGX_LIVE_URL,
  hostKindOf,
  type BingxEnvironment,
  type BingxHostKind,
} from './bingx.environment';
import { BingxErrorFlood } from './bingx.error-flood';
import type { RefusedKey } from './bingx.keyring';
import { BingxRateBudget } from './bingx.rate-budget';

/** What the hosts need of BingxSettings. */
export interface BingxHostSettings {
  readonly BINGX_API_URL: string;
  readonly BINGX_TIMEOUT_MS: number;
}

export interface BingxHostsDeps {
  readonly settings: BingxHostSettings;
  readonly clock: Clock;
  /** A pino logger; silent when absent. */
  readonly logger?: OutboundLog;
  /** Told of every request that BingX refused for its key. Must not throw. */
  readonly onKeyRefused?: (refused: RefusedKey) => void;
}

/**
 * The hosts of BingX that this process talks to. All products and accounts behind one host share its connections, its
 * clock offset and its request budgets, because BingX counts per address as well as per account.
 */
export class BingxHosts {
  /** The host of the settings: market data comes from here. */
  readonly market: BingxHost;
  private readonly opened = new Map<string, BingxHost>();

  constructor(private readonly deps: BingxHostsDeps) {
    this.market = this.open(deps.settings.BINGX_API_URL);
  }

  /** The host where accounts of an environment live. A simulator on this machine stands for both. */
  of(environment: BingxEnvironment): BingxHost {
    if (this.market.kind === 'local' || this.market.kind === environment) return this.market;
    return this.open(environment === 'live' ? BINGX_LIVE_URL : BINGX_DEMO_URL);
  }

  /** Frees connections and timers; for shutdown and tests. */
  close(): void {
    for (const host of this.opened.values()) {
      host.budget.close();
      host.http.close();
    }
  }

  private open(url: string): BingxHost {
    const known = this.opened.get(url);
    if (known !== undefined) return known;
    const { settings, clock, logger } = this.deps;
    const kind: BingxHostKind = hostKindOf(url);
    const host: BingxHost = {
      kind,
      baseUrl: url.replace(/\/+$/, ''),
      http: createOutboundHttp({
        name: 'bingx',
        timeoutMs: settings.BINGX_TIMEOUT_MS,
        ...(logger === undefined ? {} : { log: logger }),
      }),
      log: logger,
      onKeyRefused: this.deps.onKeyRefused,
      budget: new BingxRateBudget(clock),
      flood: new BingxErrorFlood(clock),
      time: new BingxClock(clock, () => new BingxClient('bingx', host).serverTime()),
    };
    this.opened.set(url, host);
    return host;
  }
}
