import type { Message } from '@/modules/notifications/message';
import type { ChannelName } from '@/modules/notifications/notification';
import type { OutboundOutcome } from '@/platform/outbound/outbound-http';

/** How one attempt ended. `afterMs`: how long the other side asked to wait. A reason holds no secret. */
export type SendOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs: number | null }
  | { readonly kind: 'refused'; readonly reason: string };

/** A way to a person. */
export interface Channel {
  readonly name: ChannelName;
  /** One attempt; ends by itself within its time limit. */
  send(message: Message): Promise<SendOutcome>;
  close(): void;
}

/** Statuses below 500 that may be different next time. */
const TEMPORARY: readonly number[] = [408, 425, 429];

/** Reads an HTTP answer. Redirects are not followed and count as a refusal: the URL in the settings is the one meant. */
export function outcomeOfHttp(outcome: OutboundOutcome): SendOutcome {
  if (outcome.kind !== 'answer')
    return { kind: 'retry', reason: outcome.reason.slice(0, 200), afterMs: null };
  const { status, headers } = outcome;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const reason = `answered with status ${String(status)}`;
  if (status >= 500 || TEMPORARY.includes(status))
    return { kind: 'retry', reason, afterMs: retryAfterMs(headers['retry-after']) };
  return { kind: 'refused', reason };
}

/** Seconds of a Retry-After header as milliseconds; null when it has none or a date. */
function retryAfterMs(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}(\.\d{1,6})?$/.test(text)
    ? Math.ceil(Number.parseInt(text, 10) + 1) * 1_000
    : null;
}

/** At most so many code points. */
export function shortened(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
