import type { WebSocket } from 'ws';
import { Frame } from './frame';
import { Heartbeat } from './heartbeat';
import {
  type StreamRefusal,
  TOO_FAST,
  TOO_MANY_TOPICS,
  UNKNOWN_TYPE,
  answerTo,
  malformedAnswer,
  readClientFrame,
  unknownSymbol,
} from './requests';
import type { StreamCounters } from './stream-counters';
import type { Recipient, StreamFaults } from './stream-faults';
import type { StreamSettings } from './stream-settings';
import { SPOT_PRIVATE, type StreamProduct, type Topic, readTopic } from './topics';

/** What a socket belongs to. */
export interface SocketOwner {
  readonly counters: StreamCounters;
  readonly faults: StreamFaults;
  settings(): StreamSettings;
  now(): number;
  hasSymbol(product: StreamProduct, symbol: string): boolean;
  subscribed(socket: StreamSocket, topic: Topic): void;
  subscribedPrivate(socket: StreamSocket, name: string): void;
  closed(socket: StreamSocket): void;
}

/** How a socket came to be. */
export interface SocketOrigin {
  readonly id: number;
  readonly product: StreamProduct;
  readonly address: string;
  /** Of a private socket; null otherwise. */
  readonly account: string | null;
  readonly listenKey: string | null;
}

const SECOND = 1_000;

/** One connection: its subscriptions, its heartbeats and what it is sent. */
export class StreamSocket implements Recipient {
  private readonly topics = new Map<string, Topic>();
  private readonly bySymbol = new Map<string, Topic[]>();
  private readonly privateTopics = new Set<string>();
  private readonly heartbeat: Heartbeat;
  private subscribeTimes: number[] = [];
  private silence: 'none' | 'heartbeats' | 'everything' = 'none';
  private silenceEnd: NodeJS.Timeout | undefined;

  constructor(
    readonly origin: SocketOrigin,
    private readonly ws: WebSocket,
    private readonly owner: SocketOwner,
  ) {
    this.heartbeat = new Heartbeat(
      origin.product,
      () => owner.settings(),
      owner.counters,
      () => owner.now(),
      (frame) => this.beat(frame),
      () => this.cut(),
    );
    ws.on('message', (data: Buffer, isBinary) => this.hear(data.toString('utf8'), isBinary));
    ws.on('error', () => this.cut());
    ws.on('close', () => this.end());
  }

  get product(): StreamProduct {
    return this.origin.product;
  }

  get account(): string | null {
    return this.origin.account;
  }

  get dataTypes(): readonly string[] {
    return [...this.topics.keys(), ...this.privateTopics];
  }

  get symbols(): Iterable<string> {
    return this.bySymbol.keys();
  }

  topicsOf(symbol: string): readonly Topic[] {
    return this.bySymbol.get(symbol) ?? [];
  }

  hasPrivate(name: string): boolean {
    return this.privateTopics.has(name);
  }

  /** Sends a frame, past whatever faults are in force. */
  send(frame: Frame): void {
    if (this.silence !== 'everything') this.owner.faults.send(frame, this);
  }

  /** Puts bytes on the wire. */
  write(bytes: Buffer): void {
    this.put(bytes, true);
  }

  /** Puts a text frame on the wire, which the exchange itself never does. */
  writeText(text: string): void {
    this.put(Buffer.from(text), false);
  }

  /** Keeps the connection open and says nothing for a while (nothing but data, for `heartbeats`). */
  silenceFor(ms: number, what: 'heartbeats' | 'everything'): void {
    this.silence = what;
    clearTimeout(this.silenceEnd);
    this.silenceEnd = setTimeout(() => (this.silence = 'none'), ms);
  }

  /** Ends the connection without a word; the peer sees 1006. */
  cut(): void {
    this.end();
    this.ws.terminate();
  }

  /** Ends the connection in good order, after what was sent before. */
  close(): void {
    this.ws.close(1000);
  }

  private end(): void {
    this.heartbeat.stop();
    clearTimeout(this.silenceEnd);
    this.owner.closed(this);
  }

  private put(bytes: Buffer, isBinary: boolean): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    this.owner.counters.add('framesSent');
    this.owner.counters.add('bytesSent', bytes.length);
    this.ws.send(bytes, { binary: isBinary });
  }

  private beat(frame: Frame): boolean {
    if (this.silence !== 'none') return false;
    this.send(frame);
    return true;
  }

  private hear(text: string, isBinary: boolean): void {
    const { counters } = this.owner;
    if (isBinary) counters.violated('binary-frame');
    const frame = isBinary ? ({ kind: 'malformed' } as const) : readClientFrame(text);
    switch (frame.kind) {
      case 'pong':
        this.heartbeat.answered(frame.id);
        return;
      case 'malformed':
        if (!isBinary) counters.violated('malformed-frame');
        this.send(Frame.of(malformedAnswer(this.owner.now()), 'ack'));
        return;
      case 'request':
        if (frame.isSubscribe) this.subscribe(frame.id, frame.dataType);
        else this.unsubscribe(frame.id, frame.dataType);
    }
  }

  private subscribe(id: string, dataType: string): void {
    const { counters } = this.owner;
    counters.add('subscribes');
    if (this.isTooFast()) {
      counters.violated('subscribe-flood');
      this.answer(id, TOO_FAST);
      return;
    }
    if (this.isPrivateName(dataType)) {
      this.answer(id, null);
      this.privateTopics.add(dataType);
      this.owner.subscribedPrivate(this, dataType);
      return;
    }
    const topic = readTopic(this.product, dataType);
    const refusal = this.refusalOf(topic);
    this.answer(id, refusal);
    if (refusal !== null || topic === null) return;
    if (this.topics.has(dataType)) counters.violated('subscribed-twice');
    else this.bySymbol.set(topic.symbol, [...this.topicsOf(topic.symbol), topic]);
    this.topics.set(dataType, topic);
    counters.atLeast('mostTopics', this.topics.size);
    this.owner.subscribed(this, topic);
  }

  private refusalOf(topic: Topic | null): StreamRefusal | null {
    const { counters } = this.owner;
    if (topic === null || !this.owner.hasSymbol(this.product, topic.symbol)) {
      counters.violated('unknown-topic');
      return topic === null ? UNKNOWN_TYPE : unknownSymbol(topic.symbol);
    }
    if (this.topics.has(topic.dataType) || this.topics.size < this.owner.settings().maxTopics)
      return null;
    counters.violated('too-many-topics');
    return TOO_MANY_TOPICS;
  }

  private unsubscribe(id: string, dataType: string): void {
    const { counters } = this.owner;
    counters.add('unsubscribes');
    const topic = this.topics.get(dataType);
    if (topic !== undefined) {
      this.topics.delete(dataType);
      const left = this.topicsOf(topic.symbol).filter((other) => other !== topic);
      if (left.length === 0) this.bySymbol.delete(topic.symbol);
      else this.bySymbol.set(topic.symbol, left);
    } else if (!this.privateTopics.delete(dataType)) {
      counters.violated('unsubscribed-unknown');
    }
    this.answer(id, null);
  }

  private answer(id: string, refusal: StreamRefusal | null): void {
    this.send(Frame.of(answerTo(this.product, id, refusal, this.owner.now()), 'ack'));
  }

  private isPrivateName(dataType: string): boolean {
    return (
      this.product === 'spot' &&
      this.account !== null &&
      SPOT_PRIVATE.some((name) => name === dataType)
    );
  }

  private isTooFast(): boolean {
    const now = performance.now();
    this.subscribeTimes = [...this.subscribeTimes.filter((at) => now - at < SECOND), now];
    this.owner.counters.atLeast('mostSubscribesPerSecond', this.subscribeTimes.length);
    return this.subscribeTimes.length > this.owner.settings().subscribesPerSecond;
  }
}
