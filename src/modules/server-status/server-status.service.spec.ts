import { ServerStatusService } from '@/modules/server-status/server-status.service';
import { HealthRegistry, type HealthKind } from '@/platform/health/health.registry';
import { FixedClock } from '@test/support/fakes/fixed-clock';

function serviceWith(...checks: readonly (readonly [HealthKind, string, boolean])[]): {
  readonly service: ServerStatusService;
  readonly clock: FixedClock;
} {
  const clock = new FixedClock();
  const registry = new HealthRegistry();
  for (const [kind, name, healthy] of checks) {
    registry.register({
      kind,
      name,
      check: () => Promise.resolve({ kind, name, healthy, detail: {} }),
    });
  }
  return { service: new ServerStatusService(registry, clock), clock };
}

describe(ServerStatusService.name, () => {
  it('is healthy when databases and workers are, whatever the venues do', async () => {
    const { service, clock } = serviceWith(
      ['database', 'orders', true],
      ['worker', 'alarms', true],
      ['venue', 'paper', false],
    );
    clock.advance(61_500);
    expect(await service.status()).toMatchObject({
      isHealthy: true,
      uptimeSeconds: 61,
      time: clock.now(),
      reports: {
        database: [{ name: 'orders' }],
        venue: [{ healthy: false }],
        worker: [{ name: 'alarms' }],
      },
    });
    expect(await service.notReady()).toEqual([]);
  });

  it.each([
    ['database', 'orders'],
    ['worker', 'alarms'],
  ] as const)('is not when a %s is not, and says which', async (kind, name) => {
    const { service } = serviceWith([kind, name, false], ['database', 'klines', true]);
    expect((await service.status()).isHealthy).toBe(false);
    expect(await service.notReady()).toEqual([`${kind} ${name}`]);
  });
});
