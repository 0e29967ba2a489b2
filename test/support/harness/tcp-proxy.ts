import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Mode = 'pass' | 'cut' | 'hold';

interface Pair {
  readonly client: Socket;
  readonly target: Socket;
}

interface Target {
  readonly host: string;
  readonly port: number;
}

/** A place in the words of one connection at which it is cut, once. */
export interface Cut {
  readonly at: string;
  /** Only on a connection that has sent this before. */
  readonly behind?: string;
  /** `before` the database has it, or `after` it has done it and before anybody is told. */
  readonly when: 'before' | 'after';
}

/** Stands between a service and its database and breaks what goes through, as networks do. */
export class TcpProxy {
  private mode: Mode = 'pass';
  private delayMs = 0;
  private planned: Cut | null = null;
  private isCut = false;
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private target: Target,
  ) {}

  /** A proxy on a port of its own to the server that a URL names. */
  static async start(target: string): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new TcpProxy(server, targetOf(target));
    server.on('connection', (client) => proxy.accept(client));
    return proxy;
  }

  /** The same URL, through the proxy. */
  through(target: string): string {
    const url = new URL(target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** Ends every connection, and every new one at once. */
  cut(): void {
    this.mode = 'cut';
    for (const pair of this.pairs) end(pair);
  }

  /** Black hole: connections stay open and are accepted, and nothing comes through; kept for {@link heal}. */
  hold(): void {
    this.mode = 'hold';
    for (const { client, target } of this.pairs) {
      client.pause();
      target.pause();
    }
  }

  /** Every answer takes this much longer. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** Cuts the next connection that comes to this place. */
  cutAt(place: Cut): void {
    this.planned = place;
    this.isCut = false;
  }

  /** Whether what {@link cutAt} waits for has come. */
  get hasCut(): boolean {
    return this.isCut;
  }

  /** As if nothing had been: what was held goes on its way. */
  heal(): void {
    this.mode = 'pass';
    this.delayMs = 0;
    this.planned = null;
    for (const { client, target } of this.pairs) {
      client.resume();
      target.resume();
    }
  }

  /** New connections go to another server, and those that lead to the old one end: what a load balancer does with a dead node. */
  lead(target: string): void {
    this.target = targetOf(target);
    for (const pair of this.pairs) end(pair);
  }

  async stop(): Promise<void> {
    for (const pair of this.pairs) end(pair);
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.mode === 'cut') {
      client.destroy();
      return;
    }
    const pair = { client, target: connect(this.target) };
    const { target } = pair;
    this.pairs.add(pair);
    for (const socket of [client, target]) {
      socket.on('error', () => end(pair));
      socket.on('close', () => {
        this.pairs.delete(pair);
        end(pair);
      });
    }
    this.carry(pair);
    if (this.mode === 'hold') {
      client.pause();
      target.pause();
    }
  }

  private carry(pair: Pair): void {
    const { client, target } = pair;
    const said = { isBehind: false, isToEnd: false };
    let waiting = 0;
    let last: Promise<void> = Promise.resolve();
    client.on('data', (bytes) => {
      const when = this.placeIn(bytes, said);
      if (when === 'before') end(pair);
      else target.write(bytes);
      if (when === 'after') said.isToEnd = true;
    });
    target.on('data', (bytes) => {
      if (said.isToEnd) end(pair);
      else if (this.delayMs === 0 && waiting === 0) client.write(bytes);
      else {
        // What comes after a delay does not overtake what is still under it: a network is slow, not out of order.
        const ms = this.delayMs;
        const before = last;
        waiting += 1;
        last = (async () => {
          await Promise.all([before, new Promise((resolve) => setTimeout(resolve, ms))]);
          waiting -= 1;
          if (!client.destroyed) client.write(bytes);
        })();
      }
    });
  }

  private placeIn(bytes: Buffer, said: { isBehind: boolean }): Cut['when'] | null {
    if (this.planned === null) return null;
    const { at, behind = '', when } = this.planned;
    said.isBehind ||= bytes.includes(behind);
    if (!said.isBehind || !bytes.includes(at)) return null;
    this.planned = null;
    this.isCut = true;
    return when;
  }
}

function targetOf(url: string): Target {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || '3306') };
}

function end({ client, target }: Pair): void {
  client.destroy();
  target.destroy();
}
