import type { DataSource } from 'typeorm';
import { TradingStateService } from '@/modules/orders/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/trading-states.repository';
import { WorkerBeatsRepository } from '@/modules/orders/worker-beats.repository';
import { WorkerBeatsService } from '@/modules/orders/worker-beats.service';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

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
    const states = new TradingStateService(new TradingStatesRepository(source), clock);
    expect(await states.get('main')).toMatchObject({ state: 'active', changedAt: null });
    expect(await states.effective('main')).toBe('active');
    await states.set('system', 'reducing', 'ann', 'news');
    expect(await states.effective('main')).toBe('reducing');
    await states.set('main', 'halted', 'bob', null);
    expect(await states.effective('main')).toBe('halted');
    expect(await states.effective('other')).toBe('reducing');
    expect(await states.both('main')).toEqual({ system: 'reducing', account: 'halted' });
    await states.set('system', 'active', 'ann', 'over');
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
