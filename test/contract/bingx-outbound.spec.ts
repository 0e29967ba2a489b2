import { createOutboundHttp, type OutboundHttp } from '@/platform/outbound/outbound-http';
import { json, startBingxStub, type BingxStub } from './bingx-stub';

describe('outbound HTTP', () => {
  let stub: BingxStub;
  let http: OutboundHttp;

  beforeEach(async () => {
    stub = await startBingxStub();
    http = createOutboundHttp({ name: 'stub', timeoutMs: 500, maxAnswerBytes: 10_000 });
  });

  afterEach(async () => {
    http.close();
    await stub.close();
  });

  const get = (path: string) =>
    http.send({ method: 'GET', url: `${stub.url}${path}`, label: 'GET /x' });

  it('leaves the text of an answer as it came', async () => {
    const text = '{"id":2104122758140616705, "a":1.50}';
    stub.on('GET /x', json(text));
    expect(await get('/x')).toMatchObject({ kind: 'answer', status: 200, text });
  });

  it('follows no redirect', async () => {
    stub.on('GET /x', json('', 302, { location: '/y' }));
    expect(await get('/x')).toMatchObject({ kind: 'answer', status: 302 });
    expect(stub.count('GET /y')).toBe(0);
  });

  it('sends the query as it was built', async () => {
    stub.on('GET /x', json('{}'));
    await get('/x?b=%7B%22a%22%3A1%7D&a=%20&signature=0');
    expect([...(stub.seen[0]?.params.keys() ?? [])]).toEqual(['b', 'a', 'signature']);
    expect(stub.seen[0]?.params.get('b')).toBe('{"a":1}');
  });

  it('stops reading an answer that is too large', async () => {
    stub.on('GET /x', json('x'.repeat(20_000)));
    expect(await get('/x')).toMatchObject({ kind: 'unknown' });
  });

  it('keeps connections open between requests', async () => {
    const ports = new Set<number | undefined>();
    stub.on('GET /x', (request, response) => {
      ports.add(response.socket?.remotePort);
      json('{}')(request, response);
    });
    for (let sent = 0; sent < 3; sent += 1) await get('/x');
    expect(ports.size).toBe(1);
  });

  it.each([
    ['refused', 'http://127.0.0.1:1/x'],
    ['no such host', 'http://no-such-host.invalid/x'],
  ])('knows that nothing was sent: %s', async (_name, url) => {
    const outcome = await http.send({ method: 'POST', url, label: 'POST /x', timeoutMs: 5_000 });
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  });

  it('sends nothing when it was given up before', async () => {
    const signal = AbortSignal.abort();
    const request = { method: 'GET', url: `${stub.url}/x`, label: 'GET /x', signal } as const;
    expect(await http.send(request)).toMatchObject({ kind: 'not-sent' });
    expect(stub.seen).toHaveLength(0);
  });
});
