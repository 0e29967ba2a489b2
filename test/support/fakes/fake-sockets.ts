import { gzipSync } from 'node:zlib';
import type { StreamTime } from '@/modules/exchanges/adapters/bingx/streams/stream-time';
import type { OpenSocket, SocketListener } from '@/platform/outbound/outbound-socket';

/** Time that passes when a test says so; timers run in their order, with promises settled in between. */
export class ManualTime implements StreamTime {
  private ms = 1_000;
  private lastId = 0;
  private readonly timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  chance = 0.5;

  now(): Date {
    return new Date(Date.UTC(2026, 0, 15, 12) + this.ms);
  }

  monotonicMs(): number {
    return this.ms;
  }

  after(ms: number, run: () => void): () => void {
    this.lastId += 1;
    const id = this.lastId;
    this.timers.set(id, { at: this.ms + ms, run });
    return () => this.timers.delete(id);
  }

  random(): number {
    return this.chance;
  }

  get waiting(): number {
    return this.timers.size;
  }

  async advance(ms: number): Promise<void> {
    const end = this.ms + ms;
    await settle();
    for (;;) {
      const [next] = [...this.timers]
        .filter(([, { at }]) => at <= end)
        .sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB);
      if (next === undefined) break;
      const [id, { at, run }] = next;
      this.timers.delete(id);
      this.ms = Math.max(this.ms, at);
      run();
      await settle();
    }
    this.ms = end;
    await settle();
  }
}

/** Lets promises that are due run on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** One socket that a test plays the server of. */
export class FakeSocket {
  readonly sent: string[] = [];
  isEnded = false;

  constructor(
    readonly url: string,
    private readonly listener: SocketListener,
  ) {}

  accept(): void {
    this.listener.onOpen();
  }

  /** A compressed frame, as BingX sends them. */
  push(body: unknown): void {
    this.bytes(gzipSync(typeof body === 'string' ? body : JSON.stringify(body)));
  }

  bytes(bytes: Buffer, isBinary = true): void {
    this.listener.onFrame(bytes, isBinary);
  }

  end(reason = 'closed with 1006'): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.listener.onEnd(reason);
  }

  /** What was asked for, in order. */
  get requests(): readonly { id: string; reqType: string; dataType: string }[] {
    return this.sent
      .filter((text) => text.includes('reqType'))
      .map((text) => JSON.parse(text) as { id: string; reqType: string; dataType: string });
  }

  /** Answers the last request for a topic. */
  answer(dataType: string, code = 0, msg = ''): void {
    const request = this.requests.filter((one) => one.dataType === dataType).at(-1);
    if (request === undefined) throw new Error(`nobody asked for ${dataType}`);
    this.push({ id: request.id, code, msg, dataType: '', data: null });
  }
}

/** Opens sockets that a test plays the server of. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];

  readonly open: OpenSocket = (url, listener) => {
    const socket = new FakeSocket(url, listener);
    this.all.push(socket);
    return {
      send: (text) => {
        if (!socket.isEnded) socket.sent.push(text);
      },
      close: () => {
        socket.end('closed here');
      },
    };
  };

  get last(): FakeSocket {
    const socket = this.all.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }
}

/** Keeps what is logged. */
export class FakeLog {
  readonly lines: { readonly level: string; readonly fields: object; readonly message: string }[] =
    [];
  readonly debug = this.at('debug');
  readonly info = this.at('info');
  readonly warn = this.at('warn');

  count(level: string): number {
    return this.lines.filter((line) => line.level === level).length;
  }

  private at(level: string) {
    return (fields: object, message: string): void => {
      this.lines.push({ level, fields, message });
    };
  }
}
