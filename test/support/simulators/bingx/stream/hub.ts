import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Decimal } from '@/kernel/decimal';
import { WebSocketServer } from 'ws';
import { Frame } from './frame';
import { type KeyEnd, ListenKeys } from './listen-keys';
import { MarketPublisher } from './market-publisher';
import {
  configEvent,
  executionReport,
  futuresAccountEvent,
  futuresOrderEvent,
  listenKeyExpired,
  spotAccountEvent,
} from './private-frames';
import { StreamCounters } from './stream-counters';
import { StreamFaults } from './stream-faults';
import type { StreamSettings } from './stream-settings';
import { type SocketOwner, StreamSocket } from './stream-socket';
import type { StreamProduct, Topic } from './topics';
import type { AccountPush, ConfigPush, OrderPush, StreamWorld } from './world';

/** Live hosts tell the products apart; here the paths do. `/market` is what Spot's own host calls it. */
const PATHS: Readonly<Record<string, StreamProduct>> = {
  '/swap-market': 'swap',
  '/cswap-market': 'cswap',
  '/spot-market': 'spot',
  '/market': 'spot',
};
const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** Which sockets a command is about; what is left out matches all. */
export interface SocketChoice {
  readonly product?: StreamProduct;
  readonly account?: string;
}

/** The exchange's sockets: who may connect, who gets what. */
export class StreamHub implements SocketOwner {
  readonly counters = new StreamCounters();
  readonly faults = new StreamFaults();
  readonly keys: ListenKeys;
  readonly market: MarketPublisher;
  private readonly sockets = new Set<StreamSocket>();
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 65_536,
  });
  private readonly pushes = new Map<StreamSocket, NodeJS.Timeout>();
  private refusal: { readonly until: number; readonly status: number } | null = null;
  private lastId = 0;

  constructor(
    readonly world: StreamWorld,
    readonly settings: () => StreamSettings,
  ) {
    this.keys = new ListenKeys(
      () => settings().listenKeyLifeMs,
      this.counters,
      (key, end) => this.keyEnded(key, end),
    );
    this.market = new MarketPublisher(
      world,
      () => this.sockets,
      () => settings().republishMs,
    );
  }

  now(): number {
    return this.world.now();
  }

  /** Takes a connection that asks to become a socket, or refuses it. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://exchange');
    const address = request.socket.remoteAddress ?? '';
    const product = PATHS[url.pathname];
    const status = this.refusalStatus(address, product);
    if (status !== null || product === undefined) {
      this.counters.add('refused');
      refuse(connection, status ?? 404);
      return;
    }
    const listenKey = url.searchParams.get('listenKey');
    this.server.handleUpgrade(request, connection, head, (ws) => {
      this.lastId += 1;
      const account = listenKey === null ? null : (this.keys.accountOf(listenKey) ?? null);
      const origin = { id: this.lastId, product, address, account, listenKey };
      const socket = new StreamSocket(origin, ws, this);
      this.sockets.add(socket);
      this.counters.add('opened');
      this.counters.atLeast('mostSockets', this.sockets.size);
      if (listenKey !== null) this.opened(socket, listenKey);
    });
  }

  hasSymbol(product: StreamProduct, symbol: string): boolean {
    return this.market.hasSymbol(product, symbol);
  }

  subscribed(socket: StreamSocket, topic: Topic): void {
    this.market.greet(socket, topic);
  }

  /** Spot gives an overview of the balances to whoever asks for account events. */
  subscribedPrivate(socket: StreamSocket, name: string): void {
    if (name !== 'ACCOUNT_UPDATE' || socket.account === null) return;
    const balances = this.world.spotBalances(socket.account);
    const push = { reason: 'INIT', balances, positions: [] };
    socket.send(Frame.of(spotAccountEvent(push, this.now()), 'private'));
  }

  closed(socket: StreamSocket): void {
    if (!this.sockets.delete(socket)) return;
    clearInterval(this.pushes.get(socket));
    this.pushes.delete(socket);
    this.counters.add('closed');
  }

  price(product: StreamProduct, symbol: string, price: Decimal): void {
    this.market.move(product, symbol, price);
  }

  order(product: StreamProduct, account: string, push: OrderPush): void {
    const build = product === 'spot' ? executionReport : futuresOrderEvent;
    const frame = Frame.of(build(push, this.settings(), this.now()), 'private');
    for (const socket of this.privateSockets(product, account, 'spot.executionReport'))
      socket.send(frame);
  }

  balances(product: StreamProduct, account: string, push: AccountPush): void {
    const build = product === 'spot' ? spotAccountEvent : futuresAccountEvent;
    const frame = Frame.of(build(push, this.now()), 'private');
    for (const socket of this.privateSockets(product, account, 'ACCOUNT_UPDATE'))
      socket.send(frame);
  }

  config(product: 'swap' | 'cswap', account: string, push: ConfigPush): void {
    const frame = Frame.of(configEvent(product, push, this.now()), 'private');
    for (const socket of this.privateSockets(product, account, '')) socket.send(frame);
  }

  /** The open sockets that a choice is about. */
  chosen({ product, account }: SocketChoice): StreamSocket[] {
    return [...this.sockets].filter(
      (socket) =>
        (product === undefined || socket.product === product) &&
        (account === undefined || socket.account === account),
    );
  }

  /** Refuses handshakes for a while; status 0 drops the connection without an answer. */
  refuseFor(ms: number, status: number): void {
    this.refusal = { until: performance.now() + ms, status };
  }

  /** What a checker may want to know of the sockets. Listen keys are not shown. */
  state(): StreamState {
    return {
      sockets: [...this.sockets].map(({ origin, dataTypes }) => ({
        id: origin.id,
        product: origin.product,
        account: origin.account,
        isPrivate: origin.listenKey !== null,
        topics: dataTypes,
      })),
      ...this.counters.figures,
      listenKeysAlive: this.keys.size,
      violations: { ...this.counters.violations },
      faults: this.faults.list(),
      load: this.market.loadState,
    };
  }

  stop(): void {
    this.faults.stop();
    this.keys.stop();
    this.market.stop();
    for (const timer of this.pushes.values()) clearInterval(timer);
    for (const socket of this.sockets) socket.cut();
    this.server.close();
  }

  /** Null when the handshake may go on. */
  private refusalStatus(address: string, product: StreamProduct | undefined): number | null {
    if (this.refusal !== null && performance.now() < this.refusal.until) return this.refusal.status;
    if (product === undefined) {
      this.counters.violated('unknown-path');
      return 404;
    }
    const open = [...this.sockets].filter(({ origin }) => origin.address === address).length;
    if (open < this.settings().maxSockets) return null;
    this.counters.violated('too-many-sockets');
    return this.settings().tooManyStatus;
  }

  private opened(socket: StreamSocket, listenKey: string): void {
    if (socket.account === null) {
      // No source says what an unknown key meets; the one event about keys is what a client has to handle anyway.
      this.counters.violated('unknown-listen-key');
      socket.send(Frame.of(listenKeyExpired(listenKey, this.now()), 'private'));
      socket.close();
      return;
    }
    if (socket.product === 'spot') return;
    this.pushConfigs(socket);
    const every = this.settings().configPushMs;
    if (every > 0)
      this.pushes.set(
        socket,
        setInterval(() => this.pushConfigs(socket), every),
      );
  }

  private pushConfigs(socket: StreamSocket): void {
    const { product, account } = socket;
    if (account === null) return;
    for (const push of this.world.configs(product, account))
      socket.send(Frame.of(configEvent(product, push, this.now()), 'private'));
  }

  private keyEnded(key: string, end: KeyEnd): void {
    for (const socket of this.sockets) {
      if (socket.origin.listenKey !== key) continue;
      if (end === 'expired') socket.send(Frame.of(listenKeyExpired(key, this.now()), 'private'));
      socket.close();
    }
  }

  private privateSockets(
    product: StreamProduct,
    account: string,
    spotName: string,
  ): StreamSocket[] {
    return this.chosen({ product, account }).filter(
      (socket) => product !== 'spot' || socket.hasPrivate(spotName),
    );
  }
}

export interface StreamState extends Readonly<StreamCounters['figures']> {
  readonly sockets: readonly {
    readonly id: number;
    readonly product: StreamProduct;
    readonly account: string | null;
    readonly isPrivate: boolean;
    readonly topics: readonly string[];
  }[];
  readonly listenKeysAlive: number;
  readonly violations: StreamCounters['violations'];
  readonly faults: ReturnType<StreamFaults['list']>;
  readonly load: MarketPublisher['loadState'];
}

function refuse(connection: Duplex, status: number): void {
  connection.on('error', () => connection.destroy());
  if (status === 0) {
    connection.destroy();
    return;
  }
  const reason = REASONS[status] ?? 'Refused';
  connection.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
