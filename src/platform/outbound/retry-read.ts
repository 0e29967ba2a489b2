/** How one attempt of a read ended: done, or worth another try. */
export type ReadAttempt<T> =
  { readonly done: true; readonly value: T } | { readonly done: false; readonly value: T };

export interface RetryReadOptions {
  /** How often at most, the first time included. */
  readonly attempts?: number;
  /** Wait before the second attempt; doubles, and half of it is random. */
  readonly baseDelayMs?: number;
  readonly maxDelayMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

/**
 * Repeats a read a few times with growing, jittered pauses and gives back the last value either way.
 * Only for requests that change nothing: a write must never be passed here.
 */
export async function retryRead<T>(
  attempt: () => Promise<ReadAttempt<T>>,
  options: RetryReadOptions = {},
): Promise<T> {
  const attempts = Math.max(1, options.attempts ?? 3);
  const base = options.baseDelayMs ?? 150;
  const most = options.maxDelayMs ?? 2_000;
  const random = options.random ?? Math.random;
  const sleep = options.sleep ?? ((ms: number) => new Promise((done) => setTimeout(done, ms)));
  let last = await attempt();
  for (let made = 1; made < attempts && !last.done; made += 1) {
    if (options.signal?.aborted === true) break;
    const delay = Math.min(most, base * 2 ** (made - 1));
    await sleep(delay / 2 + (random() * delay) / 2);
    last = await attempt();
  }
  return last.value;
}
