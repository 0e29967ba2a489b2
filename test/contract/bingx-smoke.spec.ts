import { hostKindOf } from '@/modules/exchanges/adapters/bingx/bingx.environment';
import type { ClientOrderId } from '@/kernel/ids';
import { orderSmoke } from '@/modules/exchanges/adapters/bingx/smoke/order-smoke';
import { readOnlySmoke } from '@/modules/exchanges/adapters/bingx/smoke/read-only-smoke';
import {
  runSteps,
  smokeExitCode,
  smokeTable,
} from '@/modules/exchanges/adapters/bingx/smoke/smoke-steps';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { waitUntil } from '@test/support/harness/wait-until';
import { startSimulator, type Simulator } from '@test/support/simulators/bingx/start-simulator';

const ID = 'smoke0123456789abcdef01234567' as ClientOrderId;
const ORDER = { method: 'POST', path: '/trade/order$' };
const noPause = (): Promise<void> => Promise.resolve();

let simulator: Simulator;
let parts: ReturnType<typeof bingxParts> & { account: string };

beforeEach(async () => {
  simulator = await startSimulator();
  parts = { ...bingxParts(simulator, { timeoutMs: 800 }), account: 'bingx' };
});

afterEach(async () => {
  parts.hosts.close();
  await simulator.stop();
});

const failed = (lines: readonly { result: string; name: string }[]): readonly string[] =>
  lines.filter(({ result }) => result === 'FAILED').map(({ name }) => name);

describe('npm run bingx:smoke', () => {
  it('reads every product and changes nothing but a listen key of its own', async () => {
    const lines = await runSteps(readOnlySmoke(parts), parts.clock);
    expect(failed(lines)).toEqual([]);
    expect(smokeExitCode(lines)).toBe(0);
    for (const product of ['usdt-m', 'coin-m', 'spot', 'standard'])
      expect(lines.some(({ name }) => name === `bingx-${product} balance`)).toBe(true);
    const { requests, orders } = await simulator.control.state();
    const writes = requests.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /openApi/user/auth/userDataStream',
      'DELETE /openApi/user/auth/userDataStream',
    ]);
    expect(orders).toEqual([]);
  });

  it('goes on past what a key may not do, says so and fails', async () => {
    await simulator.control.changeKey(simulator.key, { permissions: [2], ipAddresses: [] });
    const lines = await runSteps(readOnlySmoke(parts), parts.clock);
    const rights = lines.find(({ name }) => name === 'key permissions');
    expect(rights?.detail).toContain('WARNING: works from anywhere');
    expect(failed(lines)).toContain('bingx-usdt-m open orders');
    expect(lines.find(({ name }) => name === 'bingx-usdt-m balance')?.result).toBe('ok');
    expect(smokeExitCode(lines)).toBe(1);
    expect(smokeTable(lines)).toMatch(/\d+ of \d+ failed/);
  });

  it('shows neither the key nor the secret nor the listen key', async () => {
    const table = smokeTable(await runSteps(readOnlySmoke(parts), parts.clock));
    const { requests } = await simulator.control.state();
    const listenKey = requests.find(({ method }) => method === 'DELETE')?.params['listenKey'];
    expect(listenKey).toEqual(expect.stringMatching(/.{20}/));
    for (const secret of [simulator.key, simulator.secret, String(listenKey)])
      expect(table).not.toContain(secret);
  });
});

describe('npm run bingx:smoke:order', () => {
  it('places one order far away, cancels it and sees that it is gone', async () => {
    const lines = await orderSmoke(parts, ID, noPause);
    expect(failed(lines)).toEqual([]);
    const { orders, fills } = await simulator.control.state();
    expect(orders).toMatchObject([{ clientOrderId: ID, status: 'CANCELLED', executed: '0' }]);
    expect(fills).toEqual([]);
  });

  it.each([
    'https://open-api.bingx.com',
    'https://open-api.bingx.pro',
    'https://open-api-vst.bingx.com.example.org',
    'https://127.0.0.1.example.org',
    'https://open-api-vst.bingx.com@open-api.bingx.com',
  ])('sends nothing to %s', async (url) => {
    expect(hostKindOf(url)).toBe('live');
    const hosts = { market: { kind: hostKindOf(url), label: new URL(url).host } };
    const refusing = { ...parts, hosts: hosts as unknown as typeof parts.hosts };
    const lines = await orderSmoke(refusing, ID, noPause);
    expect(failed(lines)).toEqual(['host']);
    expect(smokeExitCode(lines)).toBe(1);
    expect((await simulator.control.state()).requests).toEqual([]);
  });

  it.each(['drop-response-after-accept', 'http-5xx-after-accept'] as const)(
    'cancels what was taken although the answer was lost: %s',
    async (kind) => {
      await simulator.control.addFaults({ kind, match: ORDER });
      const lines = await orderSmoke(parts, ID, noPause);
      expect(failed(lines)).toEqual(['place a far-off limit order']);
      expect((await simulator.control.state()).orders).toMatchObject([{ status: 'CANCELLED' }]);
    },
  );

  it('names the order that it could not cancel', async () => {
    const cancel = { method: 'DELETE' };
    await simulator.control.addFaults({ kind: 'http-5xx-before', match: cancel, count: null });
    const lines = await orderSmoke(parts, ID, noPause);
    expect(failed(lines)).toEqual(['cancel it', 'make sure that it is gone']);
    expect(smokeTable(lines)).toContain(ID);
  });

  it('says so when the order filled before it could be cancelled', async () => {
    const cancel = { method: 'DELETE' };
    await simulator.control.addFaults({ kind: 'delay', match: cancel, ms: 300 });
    const smoking = orderSmoke(parts, ID, noPause);
    await waitUntil('the order', async () => (await simulator.control.state()).orders.length === 1);
    await simulator.control.fill({ clientOrderId: ID }, '1');
    const lines = await smoking;
    expect(failed(lines)).toEqual(['make sure that it is gone']);
    expect(smokeTable(lines)).toContain('it filled 0.0001 BTC');
  });
});
