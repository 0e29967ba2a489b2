import { instrumentText } from '@/kernel/instrument';
import type {
  MarketStream,
  MarketTopic,
  MarketWatcher,
  StreamStatus,
  Watch,
} from '@/modules/exchanges/venue-streams.port';
import { notUnderstood } from '../bingx.wire';
import type { FrameObject } from './frame.json';
import type { ProductFrames } from './product-frames';
import { StreamConnection, type ConnectionParts } from './stream-connection';
import { TopicSubscriptions } from './topic-subscriptions';

/** One subscribed topic and who watches it. */
interface Entry {
  readonly name: string;
  readonly instrument: string;
  readonly watchers: Set<MarketWatcher>;
  socket: MarketSocket | null;
  /** Last sign of life while it was up; null when it never was. */
  downSince: Date | null;
}

interface MarketSocket {
  readonly connection: StreamConnection;
  readonly subscriptions: TopicSubscriptions;
  isFull: boolean;
  stopIdle: (() => void) | null;
}

/** The public sockets of one product: as many as its topics need, each topic subscribed once. */
export class MarketStreams implements MarketStream {
  private readonly entries = new Map<string, Entry>();
  private readonly sockets = new Set<MarketSocket>();

  constructor(
    private readonly frames: ProductFrames,
    private readonly url: string | null,
    private readonly parts: ConnectionParts,
  ) {}

  watch(topic: MarketTopic, watcher: MarketWatcher): Watch {
    const name = this.url === null ? null : this.frames.nameOf(topic);
    if (name === null) {
      watcher.onRefused?.('the venue has no such topic');
      return { isUp: false, end: () => undefined };
    }
    const entry = this.entryOf(name, instrumentText(topic.instrument));
    entry.watchers.add(watcher);
    const isUp = (): boolean => isEntryUp(entry) && entry.watchers.has(watcher);
    if (isUp()) watcher.onUp?.(null);
    return {
      get isUp() {
        return isUp();
      },
      end: () => {
        if (entry.watchers.delete(watcher) && entry.watchers.size === 0) this.drop(entry);
      },
    };
  }

  status(): readonly StreamStatus[] {
    return [...this.sockets].map(({ connection, subscriptions }) => ({
      name: 'market',
      ...connection.status(),
      topics: subscriptions.size,
      refusedTopics: subscriptions.refusals,
    }));
  }

  close(): void {
    for (const { connection, stopIdle } of this.sockets) {
      stopIdle?.();
      connection.close();
    }
    this.sockets.clear();
    this.entries.clear();
  }

  private entryOf(name: string, instrument: string): Entry {
    const known = this.entries.get(name);
    if (known !== undefined) return known;
    const entry: Entry = { name, instrument, watchers: new Set(), socket: null, downSince: null };
    this.entries.set(name, entry);
    this.assign(entry);
    return entry;
  }

  private assign(entry: Entry): void {
    const { topicsPerSocket } = this.parts.limits;
    const free = [...this.sockets].find(
      ({ isFull, subscriptions }) => !isFull && subscriptions.size < topicsPerSocket,
    );
    const socket = free ?? this.newSocket();
    socket.stopIdle?.();
    socket.stopIdle = null;
    entry.socket = socket;
    socket.subscriptions.add(entry.name);
    socket.connection.open();
  }

  private drop(entry: Entry): void {
    this.entries.delete(entry.name);
    const { socket } = entry;
    if (socket === null) return;
    socket.subscriptions.remove(entry.name);
    socket.isFull = false;
    if (socket.subscriptions.size > 0) return;
    socket.stopIdle = this.parts.time.after(this.parts.limits.idleMs, () => {
      this.sockets.delete(socket);
      socket.connection.close();
    });
  }

  private newSocket(): MarketSocket {
    const { time, limits } = this.parts;
    const names = { venue: this.frames.venue, stream: 'market' };
    const connection: StreamConnection = new StreamConnection(names, this.parts, {
      address: () => Promise.resolve(this.url ?? ''),
      onUp: () => {
        subscriptions.connected();
      },
      onDown: () => {
        this.down(socket);
      },
      onFrame: (frame) => {
        this.hear(socket, frame);
      },
    });
    const subscriptions = new TopicSubscriptions(
      (text) => {
        connection.send(text);
      },
      time,
      limits,
      {
        onConfirmed: (name) => {
          this.confirmed(name);
        },
        onRefused: (name, message) => {
          for (const watcher of this.watchersOf(name)) watcher.onRefused?.(message);
        },
        onFull: (name) => {
          socket.isFull = true;
          const entry = this.entries.get(name);
          if (entry !== undefined) this.assign(entry);
        },
      },
    );
    const socket: MarketSocket = { connection, subscriptions, isFull: false, stopIdle: null };
    this.sockets.add(socket);
    return socket;
  }

  private confirmed(name: string): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    const missedSince = entry.downSince;
    entry.downSince = null;
    for (const watcher of entry.watchers) watcher.onUp?.(missedSince);
  }

  private down(socket: MarketSocket): void {
    const ageMs = socket.connection.status().lastFrameAgeMs ?? 0;
    const lastSign = new Date(this.parts.time.now().getTime() - ageMs);
    for (const entry of this.entries.values()) {
      if (entry.socket !== socket || !socket.subscriptions.isConfirmed(entry.name)) continue;
      entry.downSince = lastSign;
      for (const watcher of entry.watchers) watcher.onDown?.();
    }
    socket.subscriptions.disconnected();
  }

  private hear(socket: MarketSocket, frame: FrameObject): void {
    if (socket.subscriptions.takeAnswer(frame)) return;
    const { dataType } = frame;
    if (typeof dataType !== 'string') throw notUnderstood('a frame without topic');
    const entry = this.entries.get(dataType);
    // The last frames of a topic that was just left.
    if (entry === undefined) return;
    const events = this.frames.marketEvents(frame);
    // A price of another symbol is worse than none.
    if (events.some((event) => instrumentText(event.instrument) !== entry.instrument))
      throw notUnderstood('a frame about another symbol than its topic');
    socket.subscriptions.sawData(dataType);
    for (const event of events) for (const watcher of entry.watchers) watcher.onEvent(event);
  }

  private watchersOf(name: string): readonly MarketWatcher[] {
    return [...(this.entries.get(name)?.watchers ?? [])];
  }
}

const isEntryUp = ({ socket, name }: Entry): boolean =>
  socket?.connection.isUp === true && socket.subscriptions.isConfirmed(name);
