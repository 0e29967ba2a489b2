import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { BingxClient, type BingxEndpoint } from '@/modules/exchanges/adapters/bingx/bingx.client';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import type { Priority } from '@/modules/exchanges/adapters/bingx/bingx.rate-budget';
import { RateWindowsRepository } from '@/modules/exchanges/rate-windows/rate-windows.repository';
import { SystemClock } from '@/platform/time/system-clock';
import { openTestConnection, unitOfWorkFor } from '@test/support/database';
import { waitUntil } from '@test/support/harness/wait-until';

const CREDENTIALS = { apiKey: 'key', secretKey: 'secret' };
const CANCEL: BingxEndpoint = {
  method: 'DELETE',
  path: '/openApi/swap/v2/trade/order',
  limit: { requests: 5, perMs: 1_000 },
};
const ORDER: BingxEndpoint = { ...CANCEL, method: 'POST' };

interface Arrival {
  readonly endpoint: string;
  readonly at: number;
}

describe('request limits of several instances on one database', () => {
  let source: DataSource;
  let server: Server;
  let url: string;
  let arrivals: Arrival[];
  let answer: { status: number; body: object; headers: Record<string, string> };
  const opened: BingxHosts[] = [];

  beforeAll(async () => {
    source = await openTestConnection('accounts');
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://stub');
      const isTime = pathname.endsWith('/server/time');
      if (!isTime)
        arrivals.push({ endpoint: `${request.method ?? ''} ${pathname}`, at: performance.now() });
      const told = isTime
        ? { status: 200, body: { code: 0, data: { serverTime: Date.now() } }, headers: {} }
        : answer;
      // Answers take a while, and never the same.
      setTimeout(
        () => {
          response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers });
          response.end(JSON.stringify(told.body));
        },
        5 + Math.random() * 40,
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  beforeEach(async () => {
    arrivals = [];
    answer = { status: 200, body: { code: 0, msg: '', data: {} }, headers: {} };
    await source.query('DELETE FROM rate_window');
    await source.query('DELETE FROM rate_member');
  });

  afterEach(async () => {
    for (const hosts of opened.splice(0)) {
      await hosts.leave();
      hosts.close();
    }
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await source.destroy();
  });

  function join(): { readonly hosts: BingxHosts; readonly client: BingxClient } {
    const shared = new RateWindowsRepository(source, unitOfWorkFor({ accounts: source }));
    const hosts = new BingxHosts({
      settings: { BINGX_API_URL: url, BINGX_TIMEOUT_MS: 3_000 },
      clock: new SystemClock(),
      shared,
    });
    opened.push(hosts);
    return { hosts, client: new BingxClient('bingx-usdt-m', hosts.market) };
  }

  const send = (client: BingxClient, endpoint: BingxEndpoint, priority: Priority) =>
    client.write({ endpoint, params: {}, credentials: CREDENTIALS, priority });

  const mostIn = (lengthMs: number, endpoint: string): number => {
    const times = arrivals.filter((one) => one.endpoint === endpoint).map(({ at }) => at);
    return Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + lengthMs).length),
    );
  };

  const counting = ({ client }: { client: BingxClient }): string => client.limits.counting;

  /** Instances that know of each other. */
  async function startTogether(size: number): Promise<readonly ReturnType<typeof join>[]> {
    const instances = Array.from({ length: size }, join);
    for (const { hosts } of instances) hosts.start();
    const mode = size === 1 ? 'alone' : 'shared';
    await waitUntil(
      'the instances to agree',
      () => instances.every((one) => counting(one) === mode),
      8_000,
    );
    return instances;
  }

  it.each([1, 2, 4])(
    '%i instances never send more than the limit, and do send what it allows',
    async (size) => {
      const instances = await startTogether(size);
      const wanted = 30;
      const results = await Promise.all(
        Array.from({ length: wanted }, (_, index) =>
          send((instances[index % size] ?? join()).client, CANCEL, 'close'),
        ),
      );
      expect(mostIn(1_000, 'DELETE /openApi/swap/v2/trade/order')).toBeLessThanOrEqual(5);
      expect(results.every(({ kind }) => kind === 'success')).toBe(true);
      expect(arrivals).toHaveLength(wanted);
    },
    40_000,
  );

  it('stays within the limit while instances come and go', async () => {
    const first = join();
    const load = (client: BingxClient, count: number) =>
      Promise.all(Array.from({ length: count }, () => send(client, CANCEL, 'close')));
    const loads = [load(first.client, 25)];
    await new Promise((done) => setTimeout(done, 1_300));
    expect(counting(first)).toBe('alone');
    const second = join();
    loads.push(load(second.client, 10));
    await new Promise((done) => setTimeout(done, 2_500));
    expect([counting(first), counting(second)]).toEqual(['shared', 'shared']);
    await Promise.all(loads);
    await second.hosts.leave();
    await waitUntil('the instances to agree', () => counting(first) === 'alone', 5_000);
    await load(first.client, 7);
    expect(arrivals).toHaveLength(42);
    expect(mostIn(1_000, 'DELETE /openApi/swap/v2/trade/order')).toBeLessThanOrEqual(5);
  }, 40_000);

  it('shares pauses and blocks: what stops one stops all', async () => {
    const [one, other] = await startTogether(2);
    if (one === undefined || other === undefined) throw new Error('two instances');
    answer = {
      status: 429,
      body: { code: 100410, msg: '' },
      headers: { 'X-RateLimit-Requests-Expire': '60000' },
    };
    await send(one.client, ORDER, 'entry');
    await new Promise((done) => setTimeout(done, 200));
    expect(await send(other.client, ORDER, 'entry')).toMatchObject({
      kind: 'not-sent',
      category: 'rate-limited',
    });
    answer = { status: 418, body: {}, headers: {} };
    await send(one.client, CANCEL, 'close');
    await new Promise((done) => setTimeout(done, 200));
    const refused = await send(other.client, CANCEL, 'close');
    expect(refused).toMatchObject({ kind: 'not-sent', category: 'rate-limited' });
    expect(arrivals).toHaveLength(2);
    // A restart does not forget.
    for (const hosts of opened.splice(0)) {
      await hosts.leave();
      hosts.close();
    }
    const restarted = join();
    expect(await send(restarted.client, CANCEL, 'close')).toMatchObject({ kind: 'not-sent' });
    expect(arrivals).toHaveLength(2);
  }, 40_000);

  it('an error in the middle of a beat reaches its caller, and ends no process as unhandled', async () => {
    const windows = new RateWindowsRepository(source, unitOfWorkFor({ accounts: source }));
    const plan = { mode: 'shared', ended: [], forgotten: [], windows: [], load: 'all' } as const;
    const tooLong = { instance: 'x'.repeat(1_000), place: 'here' };
    await expect(windows.beat(tooLong, 1_000, () => plan)).rejects.toMatchObject({
      driverError: { code: 'ER_DATA_TOO_LONG' },
    });
    // Jest fails the test for a rejection that nobody has handled by the end of this turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('counts equal errors of all instances together', async () => {
    const [one, other] = await startTogether(2);
    if (one === undefined || other === undefined) throw new Error('two instances');
    // Four in a row, five times, so that no circuit opens.
    for (const { client } of [one, other]) {
      for (let sent = 0; sent < 5; sent += 1) {
        answer = { status: 200, body: { code: 101_204, msg: 'margin' }, headers: {} };
        await send(client, ORDER, 'close');
        if (sent % 3 !== 2) continue;
        answer = { status: 200, body: { code: 0, data: {} }, headers: {} };
        await send(client, ORDER, 'close');
      }
    }
    await waitUntil(
      'the instances to agree',
      () => one.client.limits.endpoints.some(({ state }) => state === 'held'),
      5_000,
    );
    expect(await send(one.client, ORDER, 'entry')).toMatchObject({ category: 'error-flood' });
    answer = { status: 200, body: { code: 0, data: {} }, headers: {} };
    expect((await send(one.client, ORDER, 'close')).kind).toBe('success');
  }, 40_000);
});
