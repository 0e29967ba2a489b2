import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** What was sent beside the query. */
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

export interface BingxStub {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** What answers `METHOD /path` from now on. */
  on(route: string, answer: Answer): void;
  count(route: string): number;
  close(): Promise<void>;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const CONTRACT = {
  symbol: 'BTC-USDT',
  quantityPrecision: 4,
  pricePrecision: 1,
  tradeMinQuantity: 0.0001,
  tradeMinUSDT: 2,
  status: 1,
  apiStateOpen: 'true',
  apiStateClose: 'true',
};

/** A server on this machine that answers as told, for the ways in which an exchange can fail halfway. */
export async function startBingxStub(): Promise<BingxStub> {
  const routes = new Map<string, Answer>();
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const method = request.method ?? '';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const entry = {
        method,
        path: url.pathname,
        params: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(entry);
      const answer =
        routes.get(`${method} ${url.pathname}`) ?? json({ code: 100404, msg: 'no such path' });
      answer(entry, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stub: BingxStub = {
    url: `http://127.0.0.1:${String(port)}`,
    seen,
    on: (route, answer) => routes.set(route, answer),
    count: (route) => seen.filter((entry) => `${entry.method} ${entry.path}` === route).length,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
  stub.on('GET /openApi/swap/v2/server/time', (request, response) => {
    json({ code: 0, msg: '', data: { serverTime: Date.now() } })(request, response);
  });
  stub.on('GET /openApi/swap/v2/quote/contracts', json({ code: 0, msg: '', data: [CONTRACT] }));
  stub.on(
    'GET /openApi/swap/v1/positionSide/dual',
    json({ code: 0, msg: '', data: { dualSidePosition: 'true' } }),
  );
  return stub;
}
