import type { DataSource } from 'typeorm';
import type { ChangeReason } from '@/modules/orders/states/trading-state';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { WorkerBeatsRepository } from '@/modules/orders/worker-beats/worker-beats.repository';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { IdSource } from '@/platform/identity/new-id';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const by = (who: string, why: string | null): ChangeReason => ({
  who,
  from: '10.0.0.1',
  why,
  haltId: null,
});

describe('trading states and worker beats', () => {
  let source: DataSource;
  let clock: FixedClock;

  beforeAll(async () => {
    source = await openTestConnection('orders');
  });
  beforeEach(() => {
    clock = new FixedClock();
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  it('entities and migrated schema agree', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('is active until somebody says otherwise, and the stricter of system and account holds', async () => {
    const states = new TradingStateService(
      unitOfWorkFor({ orders: source }),
      new TradingStatesRepository(source),
      new IdSource(clock),
      clock,
    );
    expect(await states.get('main')).toMatchObject({ state: 'active', changedAt: null });
    expect(await states.effective('main')).toBe('active');
    await states.change('system', 'reducing', by('ann', 'news'));
    expect(await states.effective('main')).toBe('reducing');
    await states.change('main', 'halted', by('bob', null));
    expect(await states.effective('main')).toBe('halted');
    expect(await states.effective('other')).toBe('reducing');
    expect(await states.both('main')).toEqual({ system: 'reducing', account: 'halted' });
    await states.change('system', 'active', by('ann', 'over'));
    expect(await states.list()).toEqual([
      { scope: 'main', state: 'halted', changedAt: clock.now(), changedBy: 'bob', why: null },
      { scope: 'system', state: 'active', changedAt: clock.now(), changedBy: 'ann', why: 'over' },
    ]);
  });

  it('remembers the last beat of each worker for an hour', async () => {
    const beats = new WorkerBeatsService(new WorkerBeatsRepository(source), clock);
    await beats.beat('alarms', 'host-1');
    await beats.beat('alarms', 'host-2', { waiting: 3 });
    clock.advance(1_000);
    await beats.beat('alarms', 'host-1', { waiting: 0 });
    expect(await beats.list()).toEqual([
      { name: 'alarms', instance: 'host-1', beatAt: clock.now(), detail: { waiting: 0 } },
      {
        name: 'alarms',
        instance: 'host-2',
        beatAt: new Date('2026-01-15T12:00:00.000Z'),
        detail: { waiting: 3 },
      },
    ]);
    await beats.leave('alarms', 'host-1');
    clock.advance(3_600_000);
    expect(await beats.list()).toEqual([]);
  });
});
