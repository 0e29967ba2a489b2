import type { FaultScript } from './faults';
import { SignedClient } from './signed-client';
import { type Simulator, startSimulator } from './start-simulator';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ORDER = { method: 'POST', path: '/trade/order$' };

describe('fault scripts', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeEach(async () => {
    simulator = await startSimulator({ settings: { rateLimits: { enabled: false } } });
    client = new SignedClient(simulator);
  });
  afterEach(() => simulator.stop());

  const place = (): Promise<unknown> =>
    client.open('LONG', '0.01', { clientOrderId: 'one' }).then(
      ({ status, code, text }) => ({ status, code, text }),
      () => 'lost',
    );
  const accepted = async (): Promise<number> => (await simulator.control.state()).accepted.one ?? 0;

  it.each<[FaultScript, unknown, number]>([
    [{ kind: 'drop-request' }, 'lost', 0],
    [{ kind: 'http-5xx-before', status: 504 }, expect.objectContaining({ status: 504 }), 0],
    [{ kind: '429' }, expect.objectContaining({ status: 429, code: 100410 }), 0],
    [
      { kind: 'reject-code', code: 101253, msg: 'Insufficient margin' },
      expect.objectContaining({ status: 200, code: 101253 }),
      0,
    ],
    [{ kind: 'drop-response-after-accept' }, 'lost', 1],
    [{ kind: 'reset-after-accept' }, 'lost', 1],
    [{ kind: 'half-body-after-accept' }, 'lost', 1],
    [{ kind: 'http-5xx-after-accept' }, expect.objectContaining({ status: 500 }), 1],
    [{ kind: 'html-502-after-accept' }, expect.objectContaining({ status: 502, code: -1 }), 1],
    [{ kind: 'wrong-json-after-accept' }, expect.objectContaining({ status: 200, code: -1 }), 1],
  ])('%o', async (fault, answer, times) => {
    await simulator.control.addFaults({ match: ORDER, ...fault });
    expect(await place()).toEqual(answer);
    expect(await accepted()).toBe(times);
    const { requests } = await simulator.control.state();
    expect(requests).toMatchObject([
      { method: 'POST', faults: [fault.kind], params: { clientOrderId: 'one' } },
    ]);
    // The script is used up: the next request passes, and tells a repeated order from a first one.
    expect(await place()).toMatchObject({ code: times === 1 ? 101481 : 0 });
  });

  it.each<[FaultScript, number]>([
    [{ kind: 'hang' }, 0],
    [{ kind: 'drop-request', connection: 'hang' }, 0],
    [{ kind: 'drop-response-after-accept', connection: 'hang' }, 1],
  ])('%o leaves the caller waiting', async (fault, times) => {
    await simulator.control.addFaults({ match: ORDER, ...fault });
    const answer = await Promise.race([place(), pause(80).then(() => 'waiting')]);
    expect(answer).toBe('waiting');
    expect(await accepted()).toBe(times);
  });

  it('delays before or after processing', async () => {
    await simulator.control.addFaults({ kind: 'delay', ms: 60, match: ORDER });
    const started = performance.now();
    expect(await place()).toMatchObject({ code: 0 });
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('lets an order in after its sender has given up', async () => {
    await simulator.control.addFaults({ kind: 'late-accept', ms: 60, match: ORDER });
    expect(await place()).toBe('lost');
    expect(await client.getOrder({ clientOrderId: 'one' })).toMatchObject({ code: 109421 });
    await pause(120);
    expect(await client.getOrder({ clientOrderId: 'one' })).toMatchObject({
      code: 0,
      data: { order: { status: 'FILLED' } },
    });
  });

  it('fills in parts, or not at all until a hand does', async () => {
    await simulator.control.addFaults({
      kind: 'partial-fills',
      fractions: ['0.3', '0.7'],
      ms: 40,
      match: ORDER,
    });
    await place();
    await pause(60);
    expect((await client.getOrder({ clientOrderId: 'one' })).data.order).toMatchObject({
      status: 'PARTIALLY_FILLED',
      executedQty: '0.0030',
    });
    await pause(60);
    expect((await client.getOrder({ clientOrderId: 'one' })).data.order).toMatchObject({
      status: 'FILLED',
    });
    await simulator.control.addFaults({ kind: 'partial-fills', fractions: [] });
    await client.open('LONG', '0.01', { clientOrderId: 'two' });
    expect((await client.getOrder({ clientOrderId: 'two' })).data.order).toMatchObject({
      executedQty: '0.0000',
    });
    await simulator.control.fill({ clientOrderId: 'two' }, '0.5');
    expect((await client.getOrder({ clientOrderId: 'two' })).data.order).toMatchObject({
      executedQty: '0.0050',
    });
  });

  it('counts, waits and draws lots the same way in each run', async () => {
    const run = async (): Promise<number[]> => {
      await simulator.control.clearFaults();
      await simulator.control.addFaults({
        kind: 'reject-code',
        code: 1,
        count: null,
        probability: 0.5,
        seed: 7,
      });
      const codes: number[] = [];
      for (let i = 0; i < 12; i += 1)
        codes.push((await client.getOrder({ clientOrderId: 'x' })).code);
      return codes;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([1, 109421]));
    expect(await run()).toEqual(first);
    await simulator.control.clearFaults();
    await simulator.control.addFaults({ kind: 'reject-code', code: 1, after: 1, count: 1 });
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push((await client.getOrder({ clientOrderId: 'x' })).code);
    expect(codes).toEqual([109421, 1, 109421]);
  });

  it('refuses a fault it does not know', async () => {
    await expect(simulator.control.addFaults({ kind: 'earthquake' as never })).rejects.toThrow(
      'earthquake',
    );
  });
});

describe('limits and maintenance', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeEach(async () => {
    simulator = await startSimulator();
    client = new SignedClient(simulator);
  });
  afterEach(() => simulator.stop());

  const balance = () => client.call('GET', '/openApi/swap/v3/user/balance');

  it('counts per endpoint and tells when to come back', async () => {
    await simulator.control.setRateLimits({ defaultPerSecond: 2 });
    const first = await balance();
    expect(first.headers.get('x-ratelimit-requests-remain')).toBe('1');
    expect(first.headers.get('x-ratelimit-requests-expire')).toBe('1000');
    await balance();
    expect(await balance()).toMatchObject({
      status: 429,
      code: 100410,
      msg: expect.stringMatching(/after time: \d{13}$/),
    });
    await simulator.control.setRateLimits({ answer: '109429' });
    expect(await balance()).toMatchObject({
      status: 200,
      code: 109429,
      msg: expect.stringMatching(/^can retry after time: \d{13}$/),
    });
    expect(await client.call('GET', '/openApi/swap/v2/user/positions')).toMatchObject({ code: 0 });
  });

  it('blocks an endpoint that keeps failing', async () => {
    await simulator.control.changeSettings({
      errorFlood: { enabled: true, errors: 3 },
      rateLimits: { enabled: false },
    });
    const codes = [];
    for (let i = 0; i < 5; i += 1) codes.push((await client.getOrder({ clientOrderId: 'x' })).code);
    expect(codes).toEqual([109421, 109421, 109421, 109421, 109429]);
  });

  it('goes into maintenance and comes back', async () => {
    await simulator.control.setMaintenance(true);
    expect(await balance()).toMatchObject({ status: 503, code: 100503 });
    await simulator.control.setMaintenance(true, 'orders-disabled');
    expect(await client.open('LONG', '0.01')).toMatchObject({
      code: 109400,
      msg: expect.stringContaining('temporarily disabled'),
    });
    await simulator.control.setMaintenance(false);
    expect(await client.open('LONG', '0.01')).toMatchObject({ code: 0 });
  });
});
