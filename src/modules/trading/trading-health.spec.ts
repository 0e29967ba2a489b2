import type { AlarmsService } from '@/modules/alarms/alarms.service';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { TradingHealth } from '@/modules/trading/trading-health';
import { HealthRegistry } from '@/platform/health/health.registry';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const WORKERS = ['alarms', 'dispatcher', 'protection', 'reconciler'];

function setUp() {
  const clock = new FixedClock();
  const registry = new HealthRegistry();
  const asked = { beats: 0, orders: 0 };
  const beats: Pick<WorkerBeatsService, 'list'> = {
    list: () => {
      asked.beats += 1;
      const beatAt = clock.now();
      return Promise.resolve(
        WORKERS.map((name) => ({ name, instance: 'here', beatAt, detail: null })),
      );
    },
  };
  const alarms: Pick<AlarmsService, 'backlog'> = {
    backlog: () => Promise.resolve({ waiting: 2, oldestReceivedAt: clock.now() }),
  };
  const orders: Pick<OrdersService, 'backlog'> = {
    backlog: () => {
      asked.orders += 1;
      return asked.orders === 2
        ? Promise.reject(new Error('away'))
        : Promise.resolve({ toSend: 3, inFlight: 1, needsAttention: 0, oldestInFlightAt: null });
    },
  };
  new TradingHealth(
    registry,
    beats as WorkerBeatsService,
    alarms as AlarmsService,
    orders as OrdersService,
    clock,
  ).onModuleInit();
  return { registry, asked };
}

describe(TradingHealth.name, () => {
  it('reads once for all workers, and anew for the next question, after a failure too', async () => {
    const { registry, asked } = setUp();
    const healthy = async (): Promise<readonly boolean[]> =>
      (await registry.report(['worker'])).map((report) => report.healthy);

    expect(await healthy()).toEqual([true, true, true, true]);
    expect(asked).toEqual({ beats: 1, orders: 1 });
    expect(await healthy()).toEqual([true, false, false, false]);
    expect(await healthy()).toEqual([true, true, true, true]);
    expect(asked).toEqual({ beats: 3, orders: 3 });
  });
});
