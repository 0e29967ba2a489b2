import type { Clock } from '@/kernel/clock';
import type { VenueLimits } from '@/modules/exchanges/venue.types';
import type { OutboundHttp, OutboundLog } from '@/platform/outbound/outbound-http';
import { retryRead } from '@/platform/outbound/retry-read';
import { BingxAnswers } from './bingx.answers';
import type { BingxClock, TimeReading } from './bingx.clock';
import type { EnvelopeShape } from './bingx.envelope';
import type { BingxHostKind } from './bingx.environment';
import type { BingxError } from './bingx.errors';
import type { BingxGuard } from './bingx.guard';
import { isJsonObject, type JsonValue } from './bingx.json';
import type { BingxCredentials, RefusedKey } from './bingx.keyring';
import type { LimitAccounts } from './bingx.limit-accounts';
import { windowsOf } from './bingx.limit-groups';
import type { BingxLimitsView } from './bingx.limits-view';
import type { BingxRateBudget, Permit, Priority, RateLimit, Windows } from './bingx.rate-budget';
import { readErrorOf } from './bingx.read-error';
import type { BingxResult } from './bingx.result';
import {
  encodedQuery,
  signedBody,
  signedQuery,
  UnsafeParameterError,
  type BingxParams,
} from './bingx.signing';

/** One endpoint: where it is, how often it may be asked and how its answer is wrapped. */
export interface BingxEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly limit: RateLimit;
  readonly shape?: EnvelopeShape;
  /** The few endpoints that want a JSON object instead of a query. */
  readonly form?: 'json';
}

/** One call of an endpoint; without credentials it is public and unsigned. */
export interface BingxCall {
  readonly endpoint: BingxEndpoint;
  readonly params: BingxParams;
  readonly credentials: BingxCredentials | null;
  readonly priority: Priority;
  readonly signal?: AbortSignal;
}

/** How a call ended; named here too, where callers look for it. */
export type { BingxResult } from './bingx.result';

/** One host of BingX, and what everybody who talks to it shares. */
export interface BingxHost {
  readonly kind: BingxHostKind;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly http: OutboundHttp;
  readonly log?: OutboundLog | undefined;
  readonly onKeyRefused?: ((refused: RefusedKey) => void) | undefined;
  /** Host and port, as budgets are named. */
  readonly label: string;
  readonly budget: BingxRateBudget;
  readonly guard: BingxGuard;
  readonly accounts: LimitAccounts;
  readonly limits: BingxLimitsView;
  readonly time: BingxClock;
  readonly clock: Clock;
}

const SERVER_TIME: BingxEndpoint = {
  method: 'GET',
  path: '/openApi/swap/v2/server/time',
  limit: { requests: 500, perMs: 10_000 },
};
/** How often a read is tried when the connection fails. */
const READ_ATTEMPTS = 3;
/** The largest that trading endpoints take, and their default. */
const RECEIVE_WINDOW_MS = '5000';
/** How long a request may wait for its turn before it is turned away unsent. */
const LONGEST_WAIT_MS: Readonly<Record<Priority, number>> = {
  close: 20_000,
  protect: 20_000,
  entry: 3_000,
  read: 10_000,
};

/** A request that was refused for its timestamp is sent once more, unless so much time has passed. */
const AGAIN_WITHIN_MS = 5_000;

/** Signs, sends and understands calls of BingX: one HTTP exchange a call, except for a clock that had drifted. */
export class BingxClient {
  private readonly answers: BingxAnswers;

  constructor(
    /** Names the product in errors and logs. */
    private readonly venue: string,
    private readonly host: BingxHost,
  ) {
    this.answers = new BingxAnswers(venue, host);
  }

  /** The server's clock, as far as it is known. */
  get time(): BingxClock {
    return this.host.time;
  }

  /** What is left of the request limits, and what rests. */
  get limits(): VenueLimits {
    return this.host.limits.of(this.venue);
  }

  /** The data of a read. Repeats it a few times on connection failures; throws venue errors. */
  async read(call: BingxCall): Promise<JsonValue> {
    const result = await this.readResult(call);
    if (result.kind === 'success') return result.data;
    throw this.readError(call.endpoint, result);
  }

  /** Like {@link read} for callers to whom some errors are answers. */
  async readResult(call: BingxCall): Promise<BingxResult> {
    if (call.endpoint.method !== 'GET') throw new Error('only a GET is a read');
    return retryRead(
      async () => {
        const value = await this.exchange(call);
        return { done: !isWorthRepeating(value), value };
      },
      { attempts: READ_ATTEMPTS, signal: call.signal },
    );
  }

  /** Sends a write once. It is never repeated, except after a refusal for its timestamp, which executed nothing. */
  async write(call: BingxCall): Promise<BingxResult> {
    const result = await this.exchange(call);
    if (result.kind === 'error') {
      const { code, category, executed } = result.error;
      this.host.log?.warn(
        { venue: this.venue, endpoint: call.endpoint.path, code, category, executed },
        'venue answered a write with an error',
      );
    }
    return result;
  }

  /** The server's time, asked once; null when it cannot be had. Teaches the clock nothing. */
  async serverTime(signal?: AbortSignal): Promise<TimeReading | null> {
    const call: BingxCall = {
      endpoint: SERVER_TIME,
      params: {},
      credentials: null,
      priority: 'protect',
      ...(signal === undefined ? {} : { signal }),
    };
    const result = await this.attempt(call, LONGEST_WAIT_MS[call.priority]);
    if (result.kind !== 'success' || !isJsonObject(result.data)) return null;
    const text = result.data['serverTime'];
    if (typeof text !== 'string' || !/^\d{13}$/.test(text)) return null;
    return { serverMs: Number.parseInt(text, 10), roundTripMs: result.ms };
  }

  /** The error that a failed read is thrown as. */
  readError(endpoint: BingxEndpoint, result: Exclude<BingxResult, { kind: 'success' }>): Error {
    return readErrorOf(this.venue, endpoint.path, result);
  }

  private async exchange(call: BingxCall): Promise<BingxResult> {
    const objection = await this.host.guard.objectionTo(this.endpointKey(call), call.priority);
    if (objection !== null) return objection;
    if (call.credentials !== null) await this.time.keepFresh();
    const beganMs = this.host.clock.monotonicMs();
    const maxWaitMs = LONGEST_WAIT_MS[call.priority];
    const { readings } = this.time;
    const result = await this.attempt(call, maxWaitMs);
    const hasDrifted = result.kind === 'error' && result.error.retry === 'after-resync';
    if (!hasDrifted || call.credentials === null || result.error.executed !== 'no') return result;
    if (this.time.readings === readings) {
      this.time.doubt();
      await this.time.measure();
    }
    // The same timestamp would be refused again, and BingX blocks who makes many equal errors.
    if (this.time.isDoubted) return result;
    // By then others may be proving that it never arrived.
    if (this.host.clock.monotonicMs() - beganMs > AGAIN_WITHIN_MS) return result;
    return this.attempt(call, Math.min(maxWaitMs, AGAIN_WITHIN_MS));
  }

  private async attempt(call: BingxCall, maxWaitMs: number): Promise<BingxResult> {
    const key = this.endpointKey(call);
    const windows = this.windowsOf(call);
    const { priority } = call;
    const isRead = call.endpoint.method === 'GET';
    if (this.isDoubtful(call)) {
      this.host.guard.heard(key, TIME_UNKNOWN, true);
      return TIME_UNKNOWN;
    }
    this.host.limits.note({ key, account: this.accountOf(call), ...call.endpoint, windows });
    const permit = await this.host.budget.acquire(windows, priority, maxWaitMs);
    const result = permit.granted
      ? await this.sendWith(permit, call, windows)
      : notSent('rate-limited', permit.why, permit.retryAt);
    this.host.guard.heard(key, result, isRead);
    return result;
  }

  /** A signed read while the time is in doubt, urgent or not: it would be refused, and BingX blocks who makes many equal errors. */
  private isDoubtful({ credentials, endpoint }: BingxCall): boolean {
    return credentials !== null && endpoint.method === 'GET' && this.time.isDoubted;
  }

  private async sendWith(permit: Permit, call: BingxCall, windows: Windows): Promise<BingxResult> {
    const { endpoint } = call;
    let request: { readonly query: string; readonly body?: string };
    try {
      request = this.requestOf(call);
    } catch (error) {
      permit.release();
      if (!(error instanceof UnsafeParameterError)) throw error;
      return notSent('invalid-parameter', error.message, null);
    }
    if (permit.isStale()) {
      permit.release();
      return notSent('rate-limited', 'held up before it was sent', this.time.now());
    }
    // Found out by another request while this one waited for its turn.
    if (this.isDoubtful(call)) {
      permit.release();
      return TIME_UNKNOWN;
    }
    const url = `${this.host.baseUrl}${endpoint.path}`;
    const outcome = await this.host.http
      .send({
        method: endpoint.method,
        url: request.query === '' ? url : `${url}?${request.query}`,
        label: `${endpoint.method} ${endpoint.path}`,
        headers: {
          ...(call.credentials === null ? {} : { 'x-bx-apikey': call.credentials.apiKey }),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      })
      .finally(() => {
        permit.settle();
      });
    if (outcome.kind === 'not-sent') return notSent('venue-unreachable', outcome.reason, null);
    if (outcome.kind === 'unknown')
      return { kind: 'unknown', reason: outcome.reason, isOdd: false };
    const result = this.answers.understand(windows, endpoint.shape, outcome);
    if (result.kind === 'error') this.tellOfKey(call, result.error);
    return result;
  }

  /** POST and DELETE carry their parameters in the query too, unless the endpoint takes nothing but JSON. */
  private requestOf(call: BingxCall): { readonly query: string; readonly body?: string } {
    if (call.credentials === null) return { query: encodedQuery(call.params) };
    const timestamp = String(this.time.now().getTime());
    const params = { ...call.params, recvWindow: RECEIVE_WINDOW_MS, timestamp };
    const { secretKey } = call.credentials;
    return call.endpoint.form === 'json'
      ? { query: '', body: signedBody(secretKey, params) }
      : { query: signedQuery(secretKey, params) };
  }

  private tellOfKey({ credentials, endpoint }: BingxCall, { category, code }: BingxError): void {
    const owner = credentials?.owner;
    if (owner === undefined || !isKeyRefusal(category)) return;
    this.host.onKeyRefused?.({ owner, category, code, isWrite: endpoint.method !== 'GET' });
  }

  private accountOf({ credentials }: BingxCall): string | null {
    return credentials === null ? null : this.host.accounts.idOf(credentials.apiKey);
  }

  /** BingX counts errors per account, method and path. */
  private endpointKey(call: BingxCall): string {
    const { method, path } = call.endpoint;
    return `${this.host.label}|${this.accountOf(call) ?? 'public'}|${method} ${path}`;
  }

  private windowsOf(call: BingxCall): Windows {
    const { method, path, limit } = call.endpoint;
    const { label: host } = this.host;
    return windowsOf({ method, path, limit, host, account: this.accountOf(call) });
  }
}

const isKeyRefusal = (category: BingxError['category']): category is RefusedKey['category'] =>
  category === 'key-invalid' || category === 'key-permission' || category === 'ip-not-allowed';

const notSent = (
  category: Extract<BingxResult, { kind: 'not-sent' }>['category'],
  reason: string,
  retryAt: Date | null,
): BingxResult => ({ kind: 'not-sent', category, reason, retryAt });

const TIME_UNKNOWN = notSent('venue-unreachable', 'its time is not known', null);

function isWorthRepeating(result: BingxResult): boolean {
  if (result.kind === 'not-sent') return result.category === 'venue-unreachable';
  if (result.kind === 'unknown') return !result.isOdd;
  return result.kind === 'error' && result.error.category === 'busy';
}
