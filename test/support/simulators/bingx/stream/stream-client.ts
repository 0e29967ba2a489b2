import { gunzipSync } from 'node:zlib';
import { WebSocket } from 'ws';

export interface StreamClientOptions {
  /** What the client does about heartbeats; it answers them unless told otherwise. */
  readonly heartbeats?: 'answer' | 'plain-pong' | 'wrong' | 'ignore';
}

/** A frame as it arrived. */
export interface ArrivedFrame {
  readonly isBinary: boolean;
  readonly bytes: Buffer;
  /** Unpacked; null when it was not gzip. */
  readonly text: string | null;
  /** Parsed with the platform's parser, which destroys long ids; undefined when it was not JSON. */
  readonly body: any;
}

/** A plain client of the exchange's sockets, for tests. It keeps every frame. */
export class StreamClient {
  readonly frames: ArrivedFrame[] = [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  private readonly waiting = new Set<() => void>();
  private lastId = 0;

  private constructor(
    private readonly ws: WebSocket,
    private readonly heartbeats: NonNullable<StreamClientOptions['heartbeats']>,
  ) {
    this.closed = new Promise((resolve) => ws.on('close', (code) => resolve(code)));
    ws.on('message', (data: Buffer, isBinary) => this.arrive(data, isBinary));
  }

  /** Connects; rejects with `refused with <status>` when the handshake fails. */
  static open(
    simulatorUrl: string,
    path: string,
    options: StreamClientOptions = {},
  ): Promise<StreamClient> {
    const ws = new WebSocket(`${simulatorUrl.replace(/^http/, 'ws')}${path}`);
    const client = new StreamClient(ws, options.heartbeats ?? 'answer');
    return new Promise((resolve, reject) => {
      ws.on('open', () => resolve(client));
      ws.on('unexpected-response', (_request, response) => {
        ws.terminate();
        reject(new Error(`refused with ${response.statusCode ?? 0}`));
      });
      ws.on('error', reject);
    });
  }

  /** Everything that was JSON, heartbeats left out. */
  get bodies(): any[] {
    return this.frames.flatMap(({ body }) =>
      body === undefined || body.ping !== undefined ? [] : [body],
    );
  }

  send(text: string | Buffer): void {
    this.ws.send(text);
  }

  /** Subscribes and gives the answer. */
  subscribe(dataType: string): Promise<any> {
    return this.request('sub', dataType);
  }

  unsubscribe(dataType: string): Promise<any> {
    return this.request('unsub', dataType);
  }

  /** Waits for a JSON frame, taking those that arrived already into account. */
  async body(isWanted: (body: any) => boolean, withinMs = 2_000): Promise<any> {
    const frame = await this.frame(({ body }) => body !== undefined && isWanted(body), withinMs);
    return frame.body;
  }

  /** Waits for a frame of any kind, taking those that arrived already into account. */
  async frame(isWanted: (frame: ArrivedFrame) => boolean, withinMs = 2_000): Promise<ArrivedFrame> {
    const until = performance.now() + withinMs;
    for (;;) {
      const found = this.frames.find(isWanted);
      if (found !== undefined) return found;
      if (performance.now() > until)
        throw new Error(`no such frame among ${this.frames.length}: ${this.summary()}`);
      await this.change(until - performance.now());
    }
  }

  /** Data frames of a topic. */
  of(dataType: string): any[] {
    return this.bodies.filter((body) => body.dataType === dataType);
  }

  /** Private events of a kind. */
  events(name: string): any[] {
    return this.bodies.filter((body) => body.e === name);
  }

  close(): Promise<number> {
    this.ws.close();
    return this.closed;
  }

  private async request(reqType: 'sub' | 'unsub', dataType: string): Promise<any> {
    this.lastId += 1;
    const id = `request-${this.lastId}`;
    this.send(JSON.stringify({ id, reqType, dataType }));
    return this.body((body) => body.id === id);
  }

  private arrive(bytes: Buffer, isBinary: boolean): void {
    const text = isBinary ? unpacked(bytes) : null;
    const body = text === null ? undefined : parsed(text);
    this.frames.push({ isBinary, bytes, text, body });
    if (text === 'Ping') this.answer('');
    else if (typeof body?.ping === 'string') this.answer(JSON.stringify(pongOf(body)));
    for (const wake of [...this.waiting]) wake();
  }

  private answer(json: string): void {
    if (this.heartbeats === 'ignore') return;
    if (this.heartbeats === 'wrong') this.send('{"pong":"another","time":""}');
    else this.send(json === '' || this.heartbeats === 'plain-pong' ? 'Pong' : json);
  }

  private change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(ms, 1));
      this.waiting.add(done);
    });
  }

  private summary(): string {
    return this.frames
      .slice(-5)
      .map(({ text }) => text ?? 'not gzip')
      .join(' | ');
  }
}

const pongOf = ({ ping, time }: { ping: string; time: string }): object => ({ pong: ping, time });

function unpacked(bytes: Buffer): string | null {
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    return null;
  }
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
