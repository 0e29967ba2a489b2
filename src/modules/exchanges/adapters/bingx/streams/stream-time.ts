import type { Clock } from '@/kernel/clock';

/** Time and chance as sockets need them; tests have their own. */
export interface StreamTime {
  now(): Date;
  monotonicMs(): number;
  /** Runs something once, later; gives the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** 0 … 1, for spreading reconnections. */
  random(): number;
}

/** The machine's time. Its timers keep no process alive. */
export const systemStreamTime = (clock: Clock): StreamTime => ({
  now: () => clock.now(),
  monotonicMs: () => clock.monotonicMs(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => {
      clearTimeout(timer);
    };
  },
  random: Math.random,
});

/** The part of a pino logger that sockets use. */
export interface StreamLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** How long sockets wait for what, in milliseconds, and how much they do at once. */
export interface StreamLimits {
  readonly connectMs: number;
  /** BingX beats every five seconds: this long without any frame is a dead connection. */
  readonly silentMs: number;
  /** BingX takes ten subscriptions a second. */
  readonly subscribeEveryMs: number;
  readonly ackMs: number;
  readonly firstBackOffMs: number;
  readonly maxBackOffMs: number;
  /** A connection that lasted this long is forgiven its predecessors. */
  readonly steadyMs: number;
  /** So many frames in a row that are not understood, and the connection is made anew. */
  readonly badFramesToReopen: number;
  readonly topicsPerSocket: number;
  /** A market socket without topics is kept for so long. */
  readonly idleMs: number;
}

export const STREAM_LIMITS: StreamLimits = {
  connectMs: 10_000,
  silentMs: 20_000,
  subscribeEveryMs: 110,
  ackMs: 10_000,
  firstBackOffMs: 500,
  maxBackOffMs: 30_000,
  steadyMs: 10_000,
  badFramesToReopen: 20,
  topicsPerSocket: 200,
  idleMs: 30_000,
};

/** What all sockets of this process share: BingX takes sixty from one address. */
export class SocketSlots {
  private used = 0;

  constructor(private readonly most = 60) {}

  /** False when all are taken. */
  take(): boolean {
    if (this.used >= this.most) return false;
    this.used += 1;
    return true;
  }

  give(): void {
    this.used -= 1;
  }
}
