import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer<T> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body read as JSON; throws when it is none. */
  json(): T;
}

export interface Sent {
  readonly method?: string;
  /** Text or bytes go as they are; anything else goes as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** A plain HTTP client over its own connections: no retries, no redirects, nothing added to what a test sends. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(readonly address: string) {}

  get<T = any>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.send<T>(path, { headers });
  }

  post<T = any>(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    return this.send<T>(path, { method: 'POST', body, headers });
  }

  patch<T = any>(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    return this.send<T>(path, { method: 'PATCH', body, headers });
  }

  delete<T = any>(path: string): Promise<Answer<T>> {
    return this.send<T>(path, { method: 'DELETE' });
  }

  send<T = any>(
    path: string,
    { method = 'GET', body, headers = {}, timeoutMs = 20_000 }: Sent = {},
  ): Promise<Answer<T>> {
    const payload = bytesOf(body);
    const all = {
      ...(payload === null
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(payload.length) }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.address}${path}`,
        { method, headers: all, agent: this.agent },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const status = incoming.statusCode ?? 0;
            resolve({ status, headers: incoming.headers, text, json: () => JSON.parse(text) as T });
          });
        },
      );
      call.setTimeout(timeoutMs, () =>
        call.destroy(new Error(`no answer to ${method} ${path} within ${timeoutMs} ms`)),
      );
      call.once('error', reject);
      call.end(payload ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
