import { randomBytes, randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from '@/kernel/clock';
import { RateLedger } from '@/modules/exchanges/rate-windows/rate-ledger';
import type { SharedRateWindows } from '@/modules/exchanges/rate-windows/shared-rate-windows.port';
import { hasProcessEnded, processPlace } from '@/platform/identity/process-place';
import { createOutboundHttp, type OutboundLog } from '@/platform/outbound/outbound-http';
import { BingxCircuitBreaker } from './bingx.circuit-breaker';
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
import { BingxGuard } from './bingx.guard';
import { LimitAccounts } from './bingx.limit-accounts';
import { BingxLimitsView } from './bingx.limits-view';
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
  /** Counts of requests that all instances share; without them this process counts by itself. */
  readonly shared?: SharedRateWindows;
}

/**
 * The hosts of BingX that this process talks to. All products and accounts behind one host share its connections, its
 * clock offset and its request budgets, because BingX counts per address as well as per account.
 */
export class BingxHosts {
  /** The host of the settings: market data comes from here. */
  readonly market: BingxHost;
  private readonly opened = new Map<string, BingxHost>();
  private readonly ledger: RateLedger;
  private readonly budget: BingxRateBudget;
  private readonly accounts = new LimitAccounts();

  constructor(private readonly deps: BingxHostsDeps) {
    const place = processPlace();
    this.ledger = new RateLedger({
      clock: deps.clock,
      shared: deps.shared ?? null,
      requestMs: deps.settings.BINGX_TIMEOUT_MS,
      newName: () =>
        `${hostname()
          .replaceAll(/[^\x21-\x7e]/g, '')
          .slice(0, 40)}-${String(process.pid)}-${randomText(6)}`,
      place,
      hasEnded: (member) => hasProcessEnded(member.place, place),
    });
    this.budget = new BingxRateBudget(deps.clock, this.ledger, `${randomText(5)}-`);
    this.market = this.open(deps.settings.BINGX_API_URL);
  }

  /** The host where accounts of an environment live. A simulator on this machine stands for both. */
  of(environment: BingxEnvironment): BingxHost {
    if (this.market.kind === 'local' || this.market.kind === environment) return this.market;
    return this.open(environment === 'live' ? BINGX_LIVE_URL : BINGX_DEMO_URL);
  }

  /** Makes this instance known to the others ahead of the first request. */
  start(): void {
    this.ledger.start();
  }

  /** Leaves to the other instances what was counted here; nothing is sent afterwards. */
  async leave(): Promise<void> {
    this.budget.close();
    await this.ledger.stop();
  }

  /** Frees connections and timers; for shutdown and tests. */
  close(): void {
    void this.leave();
    for (const host of this.opened.values()) host.http.close();
  }

  private open(url: string): BingxHost {
    const known = this.opened.get(url);
    if (known !== undefined) return known;
    const { settings, clock, logger } = this.deps;
    const { budget, ledger, accounts } = this;
    const kind: BingxHostKind = hostKindOf(url);
    const random = (): number => randomInt(1_000) / 1_000;
    const flood = new BingxErrorFlood(clock, ledger);
    const guard = new BingxGuard(flood, new BingxCircuitBreaker(clock, random));
    const host: BingxHost = {
      kind,
      baseUrl: url.replace(/\/+$/, ''),
      label: new URL(url).host.slice(0, 60),
      http: createOutboundHttp({
        name: 'bingx',
        timeoutMs: settings.BINGX_TIMEOUT_MS,
        ...(logger === undefined ? {} : { log: logger }),
      }),
      log: logger,
      onKeyRefused: this.deps.onKeyRefused,
      budget,
      guard,
      accounts,
      limits: new BingxLimitsView(clock, ledger, budget, guard, accounts),
      clock,
      time: new BingxClock(clock, () => new BingxClient('bingx', host).serverTime()),
    };
    this.opened.set(url, host);
    return host;
  }
}

const randomText = (bytes: number): string => randomBytes(bytes).toString('hex');
