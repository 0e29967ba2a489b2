import type {
  AccountEvent,
  AccountStream,
  StreamStatus,
  Watch,
} from '@/modules/exchanges/venue-streams.port';
import type { BingxHosts } from '../bingx.hosts';
import type { BingxKeyring } from '../bingx.keyring';
import { notUnderstood } from '../bingx.wire';
import type { FrameObject } from './frame.json';
import { hostOfAccount, type ListenKeys } from './listen-keys';
import type { ProductFrames } from './product-frames';
import { StreamConnection, type ConnectionParts } from './stream-connection';
import { streamUrl, type StreamVenue } from './stream-urls';
import { TopicSubscriptions } from './topic-subscriptions';

/** Where private sockets get what opens them. */
export interface AccountAccess {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly keys: ListenKeys;
}

/** The private sockets of one product, one per account that is watched. */
export class AccountStreams implements AccountStream {
  private readonly sockets = new Map<string, AccountSocket>();

  constructor(
    private readonly frames: ProductFrames & { readonly venue: StreamVenue },
    private readonly access: AccountAccess,
    private readonly parts: ConnectionParts,
  ) {}

  watch(account: string, listener: (event: AccountEvent) => void): Watch {
    const socket = this.sockets.get(account) ?? this.open(account);
    socket.listeners.add(listener);
    if (socket.isUp) listener({ kind: 'state', isUp: true });
    return {
      get isUp() {
        return socket.isUp && socket.listeners.has(listener);
      },
      end: () => {
        if (!socket.listeners.delete(listener) || socket.listeners.size > 0) return;
        this.sockets.delete(account);
        socket.close();
      },
    };
  }

  status(): readonly StreamStatus[] {
    return [...this.sockets].map(([name, socket]) => ({ name, ...socket.status() }));
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.close();
    this.sockets.clear();
  }

  private open(account: string): AccountSocket {
    const socket = new AccountSocket(account, this.frames, this.access, this.parts);
    this.sockets.set(account, socket);
    return socket;
  }
}

/** One account's events on one product. */
class AccountSocket {
  readonly listeners = new Set<(event: AccountEvent) => void>();
  private readonly connection: StreamConnection;
  private readonly subscriptions: TopicSubscriptions;
  private readonly stopUsingKey: () => void;
  private isTold = false;
  private missedSince: Date | null = null;

  constructor(
    private readonly account: string,
    private readonly frames: ProductFrames & { readonly venue: StreamVenue },
    private readonly access: AccountAccess,
    private readonly parts: ConnectionParts,
  ) {
    const names = { venue: frames.venue, stream: account };
    this.connection = new StreamConnection(names, parts, {
      address: () => this.address(),
      onUp: (missedSince) => {
        this.connected(missedSince);
      },
      onDown: () => {
        this.disconnected();
      },
      onFrame: (frame) => {
        this.hear(frame);
      },
    });
    this.subscriptions = this.subscriptionsOf();
    for (const topic of frames.accountTopics) this.subscriptions.add(topic);
    this.stopUsingKey = access.keys.use(account, () => {
      this.connection.reopen('the listen key is over');
    });
    this.connection.open();
  }

  get isUp(): boolean {
    return this.isTold;
  }

  status(): Omit<StreamStatus, 'name'> {
    return {
      ...this.connection.status(),
      topics: this.subscriptions.size,
      refusedTopics: this.subscriptions.refusals,
    };
  }

  close(): void {
    this.connection.close();
    this.stopUsingKey();
  }

  private async address(): Promise<string> {
    const { hosts, keyring, keys } = this.access;
    const { host } = await hostOfAccount(hosts, keyring, this.account);
    const url = streamUrl(host, this.frames.venue);
    if (url === null) throw notUnderstood('the demo host has no sockets for this product');
    return `${url}?listenKey=${await keys.get(this.account)}`;
  }

  private connected(missedSince: Date | null): void {
    this.missedSince = missedSince;
    this.subscriptions.connected();
    this.tellWhenReady();
  }

  /** Ready when every topic that has to be asked for was confirmed; most products have none. */
  private tellWhenReady(): void {
    if (this.isTold || !this.connection.isUp) return;
    if (!this.frames.accountTopics.every((topic) => this.subscriptions.isConfirmed(topic))) return;
    this.isTold = true;
    this.tell({ kind: 'state', isUp: true });
    this.tell({ kind: 'gap', from: this.missedSince, to: this.parts.time.now() });
  }

  private disconnected(): void {
    this.subscriptions.disconnected();
    if (!this.isTold) return;
    this.isTold = false;
    this.tell({ kind: 'state', isUp: false });
  }

  private hear(frame: FrameObject): void {
    if (frame['e'] === 'listenKeyExpired') {
      const { listenKey } = frame;
      this.access.keys.expired(this.account, typeof listenKey === 'string' ? listenKey : null);
      // Also when another socket of the account heard it first and the key was replaced already.
      this.connection.reopen('the listen key is over');
      return;
    }
    if (this.subscriptions.takeAnswer(frame)) return;
    if (frame['e'] === undefined && frame['dataType'] === undefined)
      throw notUnderstood('a frame without envelope');
    for (const event of this.frames.accountEvents(frame)) this.tell(event);
  }

  private tell(event: AccountEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private subscriptionsOf(): TopicSubscriptions {
    return new TopicSubscriptions(
      (text) => {
        this.connection.send(text);
      },
      this.parts.time,
      this.parts.limits,
      {
        onConfirmed: () => {
          this.tellWhenReady();
        },
        // Without the topic there are no events: as good as no stream, and REST goes on as before.
        onRefused: () => undefined,
        onFull: () => undefined,
      },
    );
  }
}
