import {
  HealthRegistry,
  type HealthCheck,
  type HealthKind,
  type HealthReport,
} from '@/platform/health/health.registry';

class FakeCheck implements HealthCheck {
  asked = 0;
  answer: () => Promise<HealthReport> = () =>
    Promise.resolve({ ...this.base, healthy: true, detail: {} });

  constructor(
    readonly name: string,
    readonly kind: HealthKind,
  ) {}

  get base(): { readonly name: string; readonly kind: HealthKind } {
    return { name: this.name, kind: this.kind };
  }

  check(): Promise<HealthReport> {
    this.asked++;
    return this.answer();
  }
}

const never = (): Promise<HealthReport> => new Promise(() => undefined);

describe(HealthRegistry.name, () => {
  const registered = (...checks: FakeCheck[]): HealthRegistry => {
    const registry = new HealthRegistry();
    for (const check of checks) registry.register(check);
    return registry;
  };

  it('asks only the kinds that were asked for, in order of name', async () => {
    const venue = new FakeCheck('paper', 'venue');
    const registry = registered(
      new FakeCheck('orders', 'database'),
      new FakeCheck('alarms', 'database'),
      venue,
    );
    expect((await registry.report(['database'])).map(({ name }) => name)).toEqual([
      'alarms',
      'orders',
    ]);
    expect(venue.asked).toBe(0);
  });

  it('refuses two checks under one name', () => {
    expect(() =>
      registered(new FakeCheck('orders', 'database'), new FakeCheck('orders', 'database')),
    ).toThrow('two health checks');
    expect(() =>
      registered(new FakeCheck('orders', 'database'), new FakeCheck('orders', 'worker')),
    ).not.toThrow();
  });

  it('reports a failure by its code, never by its message', async () => {
    const check = new FakeCheck('orders', 'database');
    check.answer = () =>
      Promise.reject(Object.assign(new Error('root@10.0.0.3'), { code: 'ECONNREFUSED' }));
    expect(await registered(check).report(['database'])).toEqual([
      { name: 'orders', kind: 'database', healthy: false, detail: { reason: 'ECONNREFUSED' } },
    ]);
  });

  it('gives up on a check that hangs, and does not start it again beside itself', async () => {
    jest.useFakeTimers();
    const check = new FakeCheck('orders', 'database');
    check.answer = never;
    const registry = registered(check);
    const first = registry.report(['database']);
    await jest.advanceTimersByTimeAsync(1_999);
    const second = registry.report(['database']);
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await first)[0]).toMatchObject({
      healthy: false,
      detail: { reason: 'no answer within 2000 ms' },
    });
    expect((await second)[0]?.healthy).toBe(false);
    expect(check.asked).toBe(1);
    jest.useRealTimers();
  });

  it('waits for a venue at most 1.5 seconds', async () => {
    jest.useFakeTimers();
    const check = new FakeCheck('bingx-usdt-m', 'venue');
    check.answer = never;
    const late = registered(check).report(['venue']);
    await jest.advanceTimersByTimeAsync(1_500);
    expect((await late)[0]?.healthy).toBe(false);
    jest.useRealTimers();
  });
});
