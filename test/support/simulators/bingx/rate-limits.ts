import { Rejection, gatewayRejection } from './rejection';
import type { SimulatorSettings } from './settings';

interface Window {
  startedAt: number;
  used: number;
}

export interface Quota {
  readonly headers: Record<string, string>;
  /** Set when the request is one too many. */
  readonly refusal: Rejection | null;
}

/** Counts requests per (method, path) in windows of 1 s, the public market endpoints together in windows of 10 s. */
export class RateLimits {
  private readonly windows = new Map<string, Window>();
  private readonly errors = new Map<string, number[]>();

  constructor(private readonly settings: SimulatorSettings) {}

  take(route: string, isPublic: boolean, now: number): Quota {
    const { rateLimits } = this.settings;
    const key = isPublic ? 'market' : route;
    const lengthMs = isPublic ? 10_000 : 1_000;
    const limit = isPublic
      ? rateLimits.marketPer10s
      : (rateLimits.perSecond[route] ?? rateLimits.defaultPerSecond);
    const old = this.windows.get(key);
    const window =
      old !== undefined && now - old.startedAt < lengthMs && now >= old.startedAt
        ? old
        : { startedAt: now, used: 0 };
    this.windows.set(key, window);
    const resetAt = window.startedAt + lengthMs;
    const isOver = rateLimits.enabled && window.used >= limit;
    if (!isOver) window.used += 1;
    return {
      headers: {
        'X-RateLimit-Requests-Remain': `${Math.max(limit - window.used, 0)}`,
        'X-RateLimit-Requests-Expire': `${resetAt - now}`,
      },
      refusal: isOver ? this.refusal(resetAt) : null,
    };
  }

  /** More than so many equal errors of one endpoint block it until the oldest of them is old enough. */
  noteError(route: string, code: number, now: number): void {
    const key = `${route}|${code}`;
    this.errors.set(key, [...this.recent(key, now), now]);
  }

  flood(route: string, now: number): Rejection | null {
    const { enabled, errors, windowMs } = this.settings.errorFlood;
    if (!enabled) return null;
    for (const key of this.errors.keys()) {
      const times = key.startsWith(`${route}|`) ? this.recent(key, now) : [];
      const [oldest] = times;
      if (oldest !== undefined && times.length > errors) {
        return new Rejection(109429, `can retry after time: ${oldest + windowMs}`);
      }
    }
    return null;
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
