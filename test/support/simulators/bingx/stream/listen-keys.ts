import { randomBytes } from 'node:crypto';
import type { StreamCounters } from './stream-counters';

interface Entry {
  readonly account: string;
  timer: NodeJS.Timeout;
}

export type KeyEnd = 'expired' | 'deleted';

/** The keys that open private sockets. One key serves all products of its account. */
export class ListenKeys {
  private readonly keys = new Map<string, Entry>();

  constructor(
    private readonly lifeMs: () => number,
    private readonly counters: StreamCounters,
    /** Called when a key ends, however it does. */
    private readonly onEnd: (key: string, end: KeyEnd) => void,
  ) {}

  create(account: string): string {
    const key = randomBytes(32).toString('hex');
    this.keys.set(key, { account, timer: this.timer(key) });
    this.counters.add('listenKeysCreated');
    return key;
  }

  /** A full life from now on; false when there is no such key. */
  extend(key: string): boolean {
    const entry = this.keys.get(key);
    if (entry === undefined) return false;
    clearTimeout(entry.timer);
    entry.timer = this.timer(key);
    this.counters.add('listenKeysExtended');
    return true;
  }

  delete(key: string): boolean {
    if (!this.end(key, 'deleted')) return false;
    this.counters.add('listenKeysDeleted');
    return true;
  }

  accountOf(key: string): string | undefined {
    return this.keys.get(key)?.account;
  }

  /** Ends the keys of an account (of all) as if their time were over; gives how many there were. */
  expireNow(account?: string): number {
    const keys = [...this.keys].filter(
      ([, entry]) => account === undefined || entry.account === account,
    );
    for (const [key] of keys) this.expire(key);
    return keys.length;
  }

  get size(): number {
    return this.keys.size;
  }

  stop(): void {
    for (const { timer } of this.keys.values()) clearTimeout(timer);
    this.keys.clear();
  }

  private timer(key: string): NodeJS.Timeout {
    return setTimeout(() => this.expire(key), this.lifeMs());
  }

  private expire(key: string): void {
    if (this.end(key, 'expired')) this.counters.add('listenKeysExpired');
  }

  private end(key: string, end: KeyEnd): boolean {
    const entry = this.keys.get(key);
    if (entry === undefined) return false;
    clearTimeout(entry.timer);
    this.keys.delete(key);
    this.onEnd(key, end);
    return true;
  }
}
