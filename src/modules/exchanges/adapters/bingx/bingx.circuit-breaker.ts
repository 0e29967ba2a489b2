import type { Clock } from '@/kernel/clock';
import type { Rank } from '@/modules/exchanges/rate-windows/allotment';

/** So many equal failures in a row open the circuit of an endpoint. */
const MOST_EQUAL = 5;
/** More of those of which nothing was heard: each one is settled by asking, and BingX does not count them as errors. */
const MOST_UNCERTAIN = 10;
/** The failure of a request without certain answer. */
export const UNCERTAIN = 'no certain answer';
/** How long it stays open at first; doubles with every failed probe. */
const FIRST_SPAN_MS = 5_000;
const LONGEST_SPAN_MS = 2 * 60_000;
/** While it is open, what protects money goes on at this distance. */
const URGENT_EVERY_MS = 500;
/** So long may one wait for its turn; whoever comes later is told when to come again. */
const LONGEST_URGENT_WAIT_MS = 15_000;
/** A probe of which nothing was heard for so long was lost. */
const PROBE_LOST_MS = 60_000;

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface CircuitView {
  readonly endpoint: string;
  readonly state: CircuitState;
  readonly since: Date;
  readonly reason: string;
  readonly retryAt: Date;
}

/** What to do with a request: send it, after a wait where one is named, or turn it away. */
export type Admission =
  | { readonly admitted: true; readonly waitMs: number }
  | { readonly admitted: false; readonly reason: string; readonly retryAt: Date };

interface Circuit {
  failure: string;
  failures: number;
  state: CircuitState;
  since: Date;
  retryAtMs: number;
  spanMs: number;
  probeSentAt: number | null;
  urgentAtMs: number;
}

/**
 * One circuit per account and endpoint. An endpoint that fails in the same way again and again, or of which nobody hears,
 * gets no more entries and reads for a while, then one probe at a time until it answers. Closes, cancellations and
 * protection are never cut off: they go on one by one, at a distance.
 */
export class BingxCircuitBreaker {
  private readonly circuits = new Map<string, Circuit>();

  constructor(
    private readonly clock: Clock,
    /** From 0 to 1. */
    private readonly random: () => number,
  ) {}

  admit(endpoint: string, rank: Rank): Admission {
    const circuit = this.circuits.get(endpoint);
    const now = this.clock.monotonicMs();
    if (circuit === undefined || circuit.state === 'closed') return { admitted: true, waitMs: 0 };
    if (rank === 'close' || rank === 'protect') {
      const at = Math.max(now, circuit.urgentAtMs);
      if (at - now > LONGEST_URGENT_WAIT_MS) {
        const reason = 'too many closes wait for an endpoint that keeps failing';
        return { admitted: false, reason, retryAt: this.dateAt(at) };
      }
      circuit.urgentAtMs = at + URGENT_EVERY_MS;
      return { admitted: true, waitMs: at - now };
    }
    const isProbeOut = circuit.probeSentAt !== null && now - circuit.probeSentAt < PROBE_LOST_MS;
    if (now >= circuit.retryAtMs && !isProbeOut) {
      circuit.state = 'half-open';
      circuit.probeSentAt = now;
      return { admitted: true, waitMs: 0 };
    }
    const { failures, failure } = circuit;
    const reason = `${String(failures)} times in a row: ${failure}; nothing but closes and protection is sent`;
    return {
      admitted: false,
      reason,
      retryAt: this.dateAt(Math.max(circuit.retryAtMs, now + 1_000)),
    };
  }

  /** An answer that is no failure of the endpoint. */
  succeeded(endpoint: string): void {
    this.circuits.delete(endpoint);
  }

  /** A failure; equal ones add up. */
  failed(endpoint: string, failure: string): void {
    const circuit = this.circuits.get(endpoint) ?? this.start(endpoint);
    if (circuit.failure !== failure) {
      circuit.failure = failure;
      circuit.failures = 0;
    }
    circuit.failures += 1;
    if (circuit.state === 'half-open') {
      circuit.spanMs = Math.min(LONGEST_SPAN_MS, circuit.spanMs * 2);
      this.open(circuit);
    } else if (circuit.state === 'closed' && circuit.failures >= mostOf(failure))
      this.open(circuit);
  }

  /** A probe that was not sent proves nothing. */
  unsent(endpoint: string): void {
    const circuit = this.circuits.get(endpoint);
    if (circuit?.state !== 'half-open') return;
    circuit.state = 'open';
    circuit.probeSentAt = null;
  }

  /** The circuits that are not closed. */
  view(): readonly CircuitView[] {
    return [...this.circuits]
      .filter(([, { state }]) => state !== 'closed')
      .map(([endpoint, { state, since, failure, failures, retryAtMs }]) => ({
        endpoint,
        state,
        since,
        reason: `${String(failures)} times in a row: ${failure}`,
        retryAt: this.dateAt(retryAtMs),
      }));
  }

  private start(endpoint: string): Circuit {
    const circuit: Circuit = {
      failure: '',
      failures: 0,
      state: 'closed',
      since: this.clock.now(),
      retryAtMs: 0,
      spanMs: FIRST_SPAN_MS,
      probeSentAt: null,
      urgentAtMs: 0,
    };
    this.circuits.set(endpoint, circuit);
    return circuit;
  }

  private open(circuit: Circuit): void {
    if (circuit.state === 'closed') circuit.since = this.clock.now();
    circuit.state = 'open';
    circuit.probeSentAt = null;
    // Jitter, so that several instances do not probe together.
    const spanMs = circuit.spanMs * (0.75 + this.random() / 2);
    circuit.retryAtMs = this.clock.monotonicMs() + spanMs;
  }

  private dateAt(ms: number): Date {
    return new Date(this.clock.now().getTime() + Math.ceil(ms - this.clock.monotonicMs()));
  }
}

const mostOf = (failure: string): number => (failure === UNCERTAIN ? MOST_UNCERTAIN : MOST_EQUAL);
