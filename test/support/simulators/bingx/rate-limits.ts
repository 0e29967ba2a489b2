import { Rejection, gatewayRejection } from './rejection';
import { THIRD_GROUP } from './request-budgets';
import type { SimulatorSettings } from './settings';

interface Window {
  startedAt: number;
  used: number;
}

interface Budget {
  readonly key: string;
  readonly limit: number;
  readonly lengthMs: number;
}

export interface Quota {
  readonly headers: Record<string, string>;
  /** Set when the request is one too many. */
  readonly refusal: Rejection | null;
}

/** Requests over budget since the start, whether or not they were refused. */
export interface OverBudget {
  readonly total: number;
  /** By budget: `uid|16844999|POST /path`, `ip|g1|10s`… */
  readonly byBudget: Readonly<Record<string, number>>;
}

interface Block {
  readonly account: string;
  /** '' for every endpoint. */
  readonly path: string;
  readonly until: number;
}

/**
 * Counts requests in fixed windows: per account and endpoint in 1 s; per address the market endpoints together
 * (10 s and 1 min) and the private ones per group and per endpoint (10 s).
 */
export class RateLimits {
  private readonly windows = new Map<string, Window>();
  private readonly errors = new Map<string, number[]>();
  private readonly over = new Map<string, number>();
  private blocks: Block[] = [];

  constructor(private readonly settings: SimulatorSettings) {}

  /** `uid` is null for a public request. */
  take(route: string, uid: string | null, now: number): Quota {
    const budgets = uid === null ? this.marketBudgets() : this.privateBudgets(route, uid);
    const windows = budgets.map((budget) => this.window(budget, now));
    const exceeded = budgets.findIndex(
      (budget, index) => (windows[index]?.used ?? 0) >= budget.limit,
    );
    const broken = budgets[exceeded];
    if (broken !== undefined) this.over.set(broken.key, (this.over.get(broken.key) ?? 0) + 1);
    const isRefused = broken !== undefined && this.settings.rateLimits.enabled;
    if (!isRefused) for (const window of windows) window.used += 1;
    const [first] = budgets;
    const [shown] = windows;
    const remain = Math.max((first?.limit ?? 0) - (shown?.used ?? 0), 0);
    const resetAt = (shown?.startedAt ?? now) + (first?.lengthMs ?? 0);
    const brokenUntil = (windows[exceeded]?.startedAt ?? now) + (broken?.lengthMs ?? 0);
    return {
      headers: {
        'X-RateLimit-Requests-Remain': `${remain}`,
        'X-RateLimit-Requests-Expire': `${resetAt - now}`,
      },
      refusal: isRefused ? this.refusal(brokenUntil) : null,
    };
  }

  overBudget(): OverBudget {
    const byBudget = Object.fromEntries(this.over);
    return { total: Object.values(byBudget).reduce((sum, one) => sum + one, 0), byBudget };
  }

  /** Blocks an account's endpoint, or all of them, until a time: what a flood of errors leads to. */
  block(account: string, path: string, until: number): void {
    this.blocks = [...this.blocks, { account, path, until }];
  }

  unblock(): void {
    this.blocks = [];
    this.errors.clear();
  }

  /** More than so many equal errors of one endpoint block it until the oldest of them is old enough. */
  noteError(account: string, route: string, code: number, now: number): void {
    const key = `${account}|${route}|${code}`;
    this.errors.set(key, [...this.recent(key, now), now]);
  }

  flood(account: string, route: string, now: number): Rejection | null {
    const block = this.blocks.find(
      (one) =>
        one.account === account && one.until > now && (one.path === '' || route.endsWith(one.path)),
    );
    if (block !== undefined) return this.flooded(block.until);
    const { enabled, errors, windowMs } = this.settings.errorFlood;
    if (!enabled) return null;
    for (const key of this.errors.keys()) {
      const times = key.startsWith(`${account}|${route}|`) ? this.recent(key, now) : [];
      const [oldest] = times;
      if (oldest !== undefined && times.length > errors) return this.flooded(oldest + windowMs);
    }
    return null;
  }

  private flooded(until: number): Rejection {
    return this.settings.errorFlood.answer === '109429'
      ? new Rejection(109429, `can retry after time: ${until}`)
      : gatewayRejection(
          100410,
          `rate limitation, too many error requests, will be unblocked after ${until}`,
        );
  }

  private marketBudgets(): Budget[] {
    const { marketPer10s, marketPerMinute } = this.settings.rateLimits;
    return [
      { key: 'ip|g1|10s', limit: marketPer10s, lengthMs: 10_000 },
      { key: 'ip|g1|60s', limit: marketPerMinute, lengthMs: 60_000 },
    ];
  }

  private privateBudgets(route: string, uid: string): Budget[] {
    const { perSecond, defaultPerSecond, groupPer10s, interfacePer10s } = this.settings.rateLimits;
    const group = THIRD_GROUP.has(route) ? 'g3' : 'g2';
    return [
      {
        key: `uid|${uid}|${route}`,
        limit: perSecond[route] ?? defaultPerSecond,
        lengthMs: 1_000,
      },
      { key: `ip|${group}`, limit: groupPer10s, lengthMs: 10_000 },
      { key: `ip|${group}|${route}`, limit: interfacePer10s, lengthMs: 10_000 },
    ];
  }

  private window({ key, lengthMs }: Budget, now: number): Window {
    const old = this.windows.get(key);
    const window =
      old !== undefined && now - old.startedAt < lengthMs && now >= old.startedAt
        ? old
        : { startedAt: now, used: 0 };
    this.windows.set(key, window);
    return window;
  }

  private recent(key: string, now: number): number[] {
    return (this.errors.get(key) ?? []).filter(
      (at) => now - at < this.settings.errorFlood.windowMs,
    );
  }

  private refusal(resetAt: number): Rejection {
    const text = `The endpoint trigger frequency limit rule is currently in the disabled period and can retry after time: ${resetAt}`;
    if (this.settings.rateLimits.answer === '109429')
      return new Rejection(109429, `can retry after time: ${resetAt}`);
    return gatewayRejection(
      100410,
      text,
      this.settings.rateLimits.answer === 'http-429' ? 429 : 200,
    );
  }
}
