import type { OutboundAnswer, OutboundLog } from '@/platform/outbound/outbound-http';
import type { BingxClock } from './bingx.clock';
import { readEnvelope, type EnvelopeShape } from './bingx.envelope';
import { classifyError, classifyStatus, NOT_THERE, type BingxError } from './bingx.errors';
import type { BingxRateBudget, Windows } from './bingx.rate-budget';
import type { BingxResult } from './bingx.result';

/** What of a host an answer is read by, and teaches. */
export interface AnsweringHost {
  readonly budget: BingxRateBudget;
  readonly time: BingxClock;
  readonly log?: OutboundLog | undefined;
}

/** Understands answers of one host, and has its request limits learn from them. */
export class BingxAnswers {
  constructor(
    /** Names the product in logs. */
    private readonly venue: string,
    private readonly host: AnsweringHost,
  ) {}

  understand(
    windows: Windows,
    shape: EnvelopeShape | undefined,
    answer: OutboundAnswer,
  ): BingxResult {
    const { status, headers, text } = answer;
    const now = this.host.time.now();
    const envelope = status >= 500 ? null : readEnvelope(text, shape);
    const limit =
      classifyStatus(status, now) ??
      (envelope?.kind === 'error' ? classifyError(envelope.code, envelope.message, now) : null);
    const isLimited = limit?.category === 'rate-limited';
    this.host.budget.learn(windows, headers, !isLimited);
    if (limit !== null && isLimited) return this.limited(windows, status, limit, headers);
    if (limit !== null) return { kind: 'error', error: limit };
    if (envelope === null)
      return { kind: 'unknown', reason: `HTTP status ${String(status)}`, isOdd: false };
    if (status === 404 && shape === 'empty') return { kind: 'error', error: NOT_THERE };
    if (status >= 300 || envelope.kind !== 'success') {
      const reason =
        envelope.kind === 'odd' ? envelope.problem : 'the status contradicts the answer';
      return { kind: 'unknown', reason: `HTTP status ${String(status)}, ${reason}`, isOdd: true };
    }
    return { kind: 'success', data: envelope.data, text, ms: answer.ms };
  }

  /** Rests as long as BingX says: the endpoint after a limit, the whole address after a block or ban. */
  private limited(
    windows: Windows,
    status: number,
    error: BingxError,
    headers: Readonly<Record<string, string>>,
  ): BingxResult {
    const { budget, log } = this.host;
    const reason = `${error.code}: ${error.message}`.slice(0, 200);
    if (status === 403 || status === 418) {
      const waitMs =
        (error.retryAt ?? this.host.time.now()).getTime() - this.host.time.now().getTime();
      budget.pauseAll(waitMs, reason);
      const fields = { venue: this.venue, status, retryAt: error.retryAt };
      const message = 'BingX turned this address away; nothing is sent until it may be again';
      if (log?.error === undefined) log?.warn(fields, message);
      else log.error(fields, message);
      return { kind: 'error', error };
    }
    const stated = status === 429 ? null : this.here(error.retryAt);
    return {
      kind: 'error',
      error: { ...error, retryAt: budget.pause(windows, stated, headers, reason) },
    };
  }

  /** A time of BingX's clock on ours. */
  private here(at: Date | null): Date | null {
    return at === null ? null : new Date(at.getTime() - (this.host.time.offsetMs ?? 0));
  }
}
