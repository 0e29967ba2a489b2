import type { StreamState, StreamStatus } from '@/modules/exchanges/venue-streams.port';
import type { OpenSocket, OutboundSocket } from '@/platform/outbound/outbound-socket';
import type { FrameObject } from './frame.json';
import { frameOf } from './frame-reader';
import { BadFrames } from './bad-frames';
import type { SocketSlots, StreamLimits, StreamLog, StreamTime } from './stream-time';

/** What all connections of a process are made with. */
export interface ConnectionParts {
  readonly open: OpenSocket;
  readonly time: StreamTime;
  readonly slots: SocketSlots;
  readonly limits: StreamLimits;
  readonly log?: StreamLog | undefined;
}

export type ConnectionStatus = Omit<StreamStatus, 'name' | 'topics' | 'refusedTopics'>;

export interface ConnectionHandler {
  /** The URL of the next attempt. It may hold a secret; a rejection counts as a failed attempt. */
  address(): Promise<string>;
  /** `missedSince`: the last sign of life of the connection before; null for the first. */
  onUp(missedSince: Date | null): void;
  onDown(): void;
  /** Throws for a frame that it does not understand. */
  onFrame(frame: FrameObject): void;
}

/** One socket that is kept open: heartbeats, silence, broken frames, and coming back after it was lost. */
export class StreamConnection {
  private socket: OutboundSocket | null = null;
  private state: StreamState = 'closed';
  private since: Date;
  /** Tells attempts apart: what belongs to an earlier one is not listened to. */
  private attempt = 0;
  private failures = 0;
  private isCalm = false;
  /** Made anew on purpose, and not steady since. */
  private isReopened = false;
  private lastFrameMs: number | null = null;
  private lastSignAt: Date | null = null;
  private timers: (() => void)[] = [];
  private stopWatch: (() => void) | null = null;
  private readonly bad: BadFrames;
  private opened = 0;
  private lastEnd: string | null = null;

  constructor(
    /** Names the stream in logs: the venue, and `market` or the account. */
    private readonly names: { readonly venue: string; readonly stream: string },
    private readonly parts: ConnectionParts,
    private readonly handler: ConnectionHandler,
  ) {
    this.since = parts.time.now();
    this.bad = new BadFrames(names, parts.time, parts.log);
  }

  /** Connects, and connects again whenever the socket is lost, until it is closed. */
  open(): void {
    if (this.state === 'closed') this.connect();
  }

  close(): void {
    if (this.state === 'closed') return;
    this.drop('closed here');
    this.enter('closed');
  }

  /** Ends the socket and connects at once, such as with another listen key; not so soon when that was just done. */
  reopen(reason: string): void {
    if (this.state !== 'up') return;
    if (this.isReopened) {
      this.lost(reason);
      return;
    }
    this.isReopened = true;
    this.drop(reason);
    this.connect();
  }

  send(text: string): void {
    this.socket?.send(text);
  }

  get isUp(): boolean {
    return this.state === 'up';
  }

  status(): ConnectionStatus {
    const { time } = this.parts;
    return {
      state: this.state,
      since: this.since,
      lastFrameAgeMs:
        this.lastFrameMs === null || this.state !== 'up'
          ? null
          : Math.round(time.monotonicMs() - this.lastFrameMs),
      reconnects: Math.max(0, this.opened - 1),
      badFrames: this.bad.count,
      lastEnd: this.lastEnd,
    };
  }

  private connect(): void {
    this.enter('connecting');
    this.attempt += 1;
    const { attempt } = this;
    const isCurrent = (): boolean => this.attempt === attempt && this.state !== 'closed';
    const { limits, slots, time } = this.parts;
    this.timers.push(
      time.after(limits.connectMs, () => {
        if (isCurrent()) this.lost('no connection within the time limit');
      }),
    );
    this.handler.address().then(
      (url) => {
        if (!isCurrent()) return;
        if (!slots.take()) this.lost('all sockets of this address are taken');
        else this.socket = this.openAt(url, isCurrent);
      },
      (error: unknown) => {
        if (isCurrent()) this.lost(error instanceof Error ? error.message : 'no address');
      },
    );
  }

  private openAt(url: string, isCurrent: () => boolean): OutboundSocket {
    const { slots, open, limits } = this.parts;
    return open(
      url,
      {
        onOpen: () => {
          if (isCurrent()) this.up();
        },
        onFrame: (bytes, isBinary) => {
          if (isCurrent()) this.hear(bytes, isBinary);
        },
        onEnd: (reason) => {
          slots.give();
          if (!isCurrent()) return;
          this.socket = null;
          this.lost(reason);
        },
      },
      { connectMs: limits.connectMs },
    );
  }

  private up(): void {
    const { time, limits, log } = this.parts;
    this.stopTimers();
    const missedSince = this.lastSignAt;
    this.opened += 1;
    this.enter('up');
    this.sign();
    this.timers.push(
      time.after(limits.steadyMs, () => {
        this.failures = 0;
        this.isReopened = false;
      }),
    );
    this.watch();
    if (this.isCalm) log?.info(this.names, 'the stream is back');
    this.isCalm = false;
    this.handler.onUp(missedSince);
  }

  /** Looks again when the silence would become too long. */
  private watch(): void {
    const { time, limits } = this.parts;
    const silentMs = time.monotonicMs() - (this.lastFrameMs ?? 0);
    if (silentMs >= limits.silentMs) {
      this.lost(`silent for ${String(Math.round(silentMs / 1_000))} s`);
      return;
    }
    this.stopWatch = time.after(limits.silentMs - silentMs, () => {
      this.watch();
    });
  }

  private sign(): void {
    this.lastFrameMs = this.parts.time.monotonicMs();
    this.lastSignAt = this.parts.time.now();
  }

  private hear(bytes: Buffer, isBinary: boolean): void {
    this.sign();
    const read = frameOf(bytes, isBinary);
    switch (read.kind) {
      case 'heartbeat':
        this.send(read.answer);
        return;
      case 'bad':
        this.broken(read.problem);
        return;
      case 'frame':
        try {
          this.handler.onFrame(read.frame);
          this.bad.reset();
        } catch (error) {
          this.broken(error instanceof Error ? error.message : 'not understood');
        }
    }
  }

  private broken(problem: string): void {
    if (this.bad.add(problem) < this.parts.limits.badFramesToReopen) return;
    this.bad.reset();
    this.lost('too many frames that are not understood');
  }

  private lost(reason: string): void {
    const wasUp = this.state === 'up';
    this.drop(reason);
    const { time, limits, log } = this.parts;
    const most = Math.min(limits.maxBackOffMs, limits.firstBackOffMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16);
    const waitMs = Math.max(most / 10, time.random() * most);
    // One line when it begins; whoever works offline needs no more.
    if (this.isCalm) log?.debug({ ...this.names, reason }, 'still no stream');
    else {
      const message = wasUp ? 'the stream was lost' : 'no stream';
      log?.info(
        { ...this.names, reason },
        `${message}; asking by REST meanwhile and trying again in the background`,
      );
    }
    this.isCalm = true;
    this.enter('waiting');
    this.timers.push(
      time.after(waitMs, () => {
        this.connect();
      }),
    );
  }

  /** Leaves the present attempt, whatever became of it. */
  private drop(reason: string): void {
    const wasUp = this.state === 'up';
    this.stopTimers();
    this.attempt += 1;
    this.lastEnd = reason;
    const { socket } = this;
    this.socket = null;
    socket?.close();
    if (!wasUp) return;
    this.enter('waiting');
    this.handler.onDown();
  }

  private enter(state: StreamState): void {
    this.state = state;
    this.since = this.parts.time.now();
  }

  private stopTimers(): void {
    for (const stop of this.timers.splice(0)) stop();
    this.stopWatch?.();
    this.stopWatch = null;
  }
}
