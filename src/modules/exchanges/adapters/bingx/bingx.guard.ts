import type { Rank } from '@/modules/exchanges/rate-windows/allotment';
import { UNCERTAIN, type BingxCircuitBreaker } from './bingx.circuit-breaker';
import type { BingxErrorFlood } from './bingx.error-flood';
import type { BingxResult } from './bingx.result';

type NotSent = Extract<BingxResult, { kind: 'not-sent' }>;

/** Answers of an endpoint that works: the order asked for is not there, or not open any more. */
const ANSWERS: ReadonlySet<string> = new Set(['not-found', 'order-not-open']);

/** Keeps requests from endpoints that only answer with errors, before BingX blocks them for everybody. */
export class BingxGuard {
  constructor(
    readonly flood: BingxErrorFlood,
    readonly breaker: BingxCircuitBreaker,
  ) {}

  /** Null when the request may go; waits where it has to keep its distance. */
  async objectionTo(endpoint: string, rank: Rank): Promise<NotSent | null> {
    const isUrgent = rank === 'close' || rank === 'protect';
    const heldUntil = isUrgent ? null : this.flood.heldUntil(endpoint, rank);
    if (heldUntil !== null) {
      const reason =
        'too many equal errors; entries and reads are held back so that BingX does not block the endpoint';
      return { kind: 'not-sent', category: 'error-flood', reason, retryAt: heldUntil };
    }
    const admission = this.breaker.admit(endpoint, rank);
    if (!admission.admitted) {
      const { reason, retryAt } = admission;
      return { kind: 'not-sent', category: 'circuit-open', reason, retryAt };
    }
    if (admission.waitMs > 0) await new Promise((done) => setTimeout(done, admission.waitMs));
    return null;
  }

  /** Learns from every attempt. */
  heard(endpoint: string, result: BingxResult, isRead: boolean): void {
    if (result.kind === 'success') this.breaker.succeeded(endpoint);
    else if (result.kind === 'unknown') this.breaker.failed(endpoint, UNCERTAIN);
    // A stated limit has a pause of its own.
    else if (result.kind === 'not-sent' || result.error.category === 'rate-limited')
      this.breaker.unsent(endpoint);
    else this.heardError(endpoint, result.error, isRead);
  }

  private heardError(
    endpoint: string,
    error: { readonly code: string; readonly category: string; readonly executed: string },
    isRead: boolean,
  ): void {
    const isAnswer = ANSWERS.has(error.category);
    if (!isRead || !isAnswer) this.flood.record(endpoint, error.code);
    if (isAnswer) this.breaker.succeeded(endpoint);
    else this.breaker.failed(endpoint, `${error.category} (${error.code})`);
  }
}
