import { randomUUID } from 'node:crypto';
import { wire, type FrameObject } from './frame.json';
import type { StreamLimits, StreamTime } from './stream-time';

/** Told what becomes of the topics of one socket. */
export interface TopicListener {
  onConfirmed(topic: string): void;
  /** BingX will not give it on this connection. */
  onRefused(topic: string, message: string): void;
  /** The socket has as many topics as BingX takes: this one has to go elsewhere. */
  onFull(topic: string): void;
}

interface Request {
  readonly topic: string;
  readonly reqType: 'sub' | 'unsub';
  readonly tries: number;
}

const TOO_MANY_TOPICS = '80403';
/** Too fast, and busy: the same may work later. */
const AGAIN_LATER = new Set(['100410', '100500', '109429']);
const MOST_TRIES = 4;

/** Subscribes the topics of one socket: one after another, no faster than allowed, answers told apart by id. */
export class TopicSubscriptions {
  private readonly wanted = new Set<string>();
  private readonly confirmed = new Set<string>();
  private readonly refused = new Map<string, string>();
  private readonly awaited = new Map<string, { request: Request; stop: () => void }>();
  private queue: Request[] = [];
  private stopPause: (() => void) | null = null;
  private isConnected = false;

  constructor(
    private readonly send: (text: string) => void,
    private readonly time: StreamTime,
    private readonly limits: StreamLimits,
    private readonly listener: TopicListener,
  ) {}

  get size(): number {
    return this.wanted.size;
  }

  get refusals(): readonly string[] {
    return [...this.refused].map(([topic, message]) => `${topic} (${message})`);
  }

  isConfirmed(topic: string): boolean {
    return this.confirmed.has(topic);
  }

  add(topic: string): void {
    if (this.wanted.has(topic)) return;
    this.wanted.add(topic);
    if (this.isConnected) this.enqueue({ topic, reqType: 'sub', tries: 1 });
  }

  remove(topic: string): void {
    if (!this.wanted.delete(topic)) return;
    const wasRefused = this.refused.delete(topic);
    this.confirmed.delete(topic);
    const isWaiting = this.queue.some((request) => request.topic === topic);
    this.queue = this.queue.filter((request) => request.topic !== topic);
    if (this.isConnected && !isWaiting && !wasRefused)
      this.enqueue({ topic, reqType: 'unsub', tries: 1 });
  }

  /** A new connection knows nothing of the one before. */
  connected(): void {
    this.forget();
    this.isConnected = true;
    for (const topic of this.wanted) this.enqueue({ topic, reqType: 'sub', tries: 1 });
  }

  disconnected(): void {
    this.forget();
    this.isConnected = false;
  }

  /** A frame with data proves the subscription as well as an answer does, which may have been lost. */
  sawData(topic: string): void {
    if (this.wanted.has(topic) && !this.confirmed.has(topic)) this.confirm(topic);
  }

  /** Takes an answer to a request; false when the frame is none. */
  takeAnswer(frame: FrameObject): boolean {
    const { id } = frame;
    const code = wire(frame['code']);
    if (typeof code !== 'string' || (frame['dataType'] ?? '') !== '') return false;
    const found = typeof id === 'string' ? this.awaited.get(id) : undefined;
    if (found === undefined || typeof id !== 'string') {
      // An error that names no request: the request that it belongs to runs into its time limit.
      return typeof id === 'string' || code !== '0';
    }
    this.awaited.delete(id);
    found.stop();
    if (found.request.reqType === 'sub') this.answered(found.request, code, frame);
    return true;
  }

  private answered(request: Request, code: string, frame: FrameObject): void {
    const { topic } = request;
    if (!this.wanted.has(topic)) return;
    if (code === '0') {
      if (!this.confirmed.has(topic)) this.confirm(topic);
      return;
    }
    if (code === TOO_MANY_TOPICS) {
      this.wanted.delete(topic);
      this.listener.onFull(topic);
      return;
    }
    const message = wire(frame['msg']);
    const told = typeof message === 'string' ? message.slice(0, 120) : '';
    if (AGAIN_LATER.has(code)) this.again(request, `${code} ${told}`);
    else this.refuse(topic, `${code} ${told}`.trim());
  }

  private confirm(topic: string): void {
    this.confirmed.add(topic);
    this.refused.delete(topic);
    this.listener.onConfirmed(topic);
  }

  private refuse(topic: string, message: string): void {
    this.refused.set(topic, message);
    this.listener.onRefused(topic, message);
  }

  private again(request: Request, message: string): void {
    if (request.tries >= MOST_TRIES) this.refuse(request.topic, message.trim());
    else this.enqueue({ ...request, tries: request.tries + 1 });
  }

  private enqueue(request: Request): void {
    this.queue.push(request);
    if (this.stopPause === null) this.sendNext();
  }

  private sendNext(): void {
    this.stopPause = null;
    const request = this.queue.shift();
    if (request === undefined) return;
    const { topic, reqType } = request;
    const id = randomUUID();
    const stop = this.time.after(this.limits.ackMs, () => {
      this.awaited.delete(id);
      const isOpen = this.wanted.has(topic) && !this.confirmed.has(topic);
      if (reqType === 'sub' && isOpen) this.again(request, 'no answer');
    });
    this.awaited.set(id, { request, stop });
    this.send(JSON.stringify({ id, reqType, dataType: topic }));
    // The pause follows every request, also the last: the next one may come at any time.
    this.stopPause = this.time.after(this.limits.subscribeEveryMs, () => {
      this.sendNext();
    });
  }

  private forget(): void {
    this.queue = [];
    this.confirmed.clear();
    this.refused.clear();
    for (const { stop } of this.awaited.values()) stop();
    this.awaited.clear();
    this.stopPause?.();
    this.stopPause = null;
  }
}
