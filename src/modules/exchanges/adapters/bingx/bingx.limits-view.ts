import type { VenueId } from '@/kernel/venue-id';
import type { RateLedger } from '@/modules/exchanges/rate-windows/rate-ledger';
import type { EndpointLimits, VenueLimits } from '@/modules/exchanges/venue.types';
import type { Clock } from '@/kernel/clock';
import type { BingxGuard } from './bingx.guard';
import type { LimitAccounts } from './bingx.limit-accounts';
import { WHOLE_ADDRESS } from './bingx.limit-groups';
import type { BingxRateBudget, Windows } from './bingx.rate-budget';

const SHOWN_MS = 5 * 60_000;
const OTHER_PRODUCTS: Readonly<Partial<Record<VenueId, string>>> = {
  'bingx-coin-m': '/openApi/cswap/',
  'bingx-spot': '/openApi/spot/',
  'bingx-standard': '/openApi/contract/',
};

/** A request as it was last seen going out. */
export interface SeenEndpoint {
  readonly key: string;
  readonly account: string | null;
  readonly method: string;
  readonly path: string;
  readonly windows: Windows;
}

/** What /status-server shows of one host's limits: only endpoints used lately, or in trouble. */
export class BingxLimitsView {
  private readonly seen = new Map<string, SeenEndpoint & { atMs: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly ledger: RateLedger,
    private readonly budget: BingxRateBudget,
    private readonly guard: BingxGuard,
    private readonly accounts: LimitAccounts,
  ) {}

  note(endpoint: SeenEndpoint): void {
    const known = this.seen.get(endpoint.key);
    if (known === undefined)
      this.seen.set(endpoint.key, { ...endpoint, atMs: this.clock.monotonicMs() });
    else known.atMs = this.clock.monotonicMs();
  }

  of(venue: string): VenueLimits {
    const { mode, others, reason } = this.ledger.view();
    const stopped = this.budget.pauseOf(WHOLE_ADDRESS.key);
    return {
      counting: mode,
      otherInstances: others,
      reason,
      stopped,
      address: this.address(),
      endpoints: this.endpoints(venue),
    };
  }

  private endpoints(venue: string): readonly EndpointLimits[] {
    const now = this.clock.monotonicMs();
    const circuits = new Map(this.guard.breaker.view().map((one) => [one.endpoint, one]));
    return [...this.seen.values()]
      .filter(({ path }) => isOf(venue, path))
      .map((one): EndpointLimits & { readonly isShown: boolean } => {
        const [, headed] = one.windows;
        const circuit = circuits.get(one.key);
        const heldUntil = this.guard.flood.heldUntil(
          one.key,
          one.method === 'GET' ? 'read' : 'entry',
        );
        const pause = this.budget.pauseOf(headed.key);
        return {
          account: one.account === null ? null : this.accounts.nameOf(one.account),
          endpoint: `${one.method} ${one.path}`,
          remaining: this.budget.remaining(headed),
          limit: headed.capacity,
          ...troubleOf(circuit, heldUntil, pause),
          isShown: now - one.atMs < SHOWN_MS || circuit !== undefined || pause !== null,
        };
      })
      .filter(({ isShown }) => isShown)
      .map(({ isShown: _isShown, ...shown }) => shown);
  }

  /** What is left per address, by group; windows that nobody used do not show. */
  private address(): Readonly<Record<string, string>> {
    const rules = [...this.seen.values()].flatMap(({ windows }) => windows);
    return Object.fromEntries(
      rules
        .filter(({ key }) => /^ip\|[^|]+\|g\d(\|\d+s)?$/.test(key))
        .map((rule) => {
          const name = rule.key.split('|').slice(2).join(' ');
          return [name, `${String(this.budget.remaining(rule))}/${String(rule.capacity)}`];
        }),
    );
  }
}

type Trouble = Pick<EndpointLimits, 'state' | 'since' | 'reason' | 'retryAt'>;

function troubleOf(
  circuit: { state: string; since: Date; reason: string; retryAt: Date } | undefined,
  heldUntil: Date | null,
  pause: { until: Date; reason: string } | null,
): Trouble {
  if (pause !== null)
    return { state: 'paused', since: null, reason: pause.reason, retryAt: pause.until };
  if (circuit !== undefined) {
    const { since, reason, retryAt } = circuit;
    return { state: circuit.state === 'open' ? 'open' : 'half-open', since, reason, retryAt };
  }
  if (heldUntil !== null)
    return { state: 'held', since: null, reason: 'too many equal errors', retryAt: heldUntil };
  return { state: 'closed', since: null, reason: null, retryAt: null };
}

/** What belongs to no product of its own shows with USDT-M. */
function isOf(venue: string, path: string): boolean {
  const product = Object.entries(OTHER_PRODUCTS).find(([, start]) => path.startsWith(start));
  return (product?.[0] ?? 'bingx-usdt-m') === venue;
}
