import type { DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import { HaltNotFoundError } from '@/modules/orders/orders.errors';
import { TradingHaltsRepository } from '@/modules/orders/states/trading-halts.repository';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import {
  HALT_LIMIT_MS,
  TradingSwitchService,
} from '@/modules/orders/states/trading-switch.service';
import { IdSource } from '@/platform/identity/new-id';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const MARIA = { who: 'maria', from: '198.51.100.7', why: 'news' };
const NOTHING_ELSE = { isCancel: false, isFlatten: false };
const CANCEL = { isCancel: true, isFlatten: false };
const FLATTEN = { isCancel: false, isFlatten: true };

describe(TradingSwitchService.name, () => {
  let source: DataSource;
  let clock: FixedClock;
  let states: TradingStateService;
  let switches: TradingSwitchService;

  beforeAll(async () => {
    source = await openTestConnection('orders');
  });
  beforeEach(() => {
    clock = new FixedClock();
    const work = unitOfWorkFor({ orders: source });
    const [rows, ids] = [new TradingStatesRepository(source), new IdSource(clock)];
    states = new TradingStateService(work, rows, ids, clock);
    const halts = new TradingHaltsRepository(source);
    switches = new TradingSwitchService(work, states, rows, halts, ids, clock);
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  const changes = async (scope: string | null = null): Promise<string[]> =>
    (await states.changes(scope, 50, null)).rows.map(
      (change) => `${change.scope} ${change.before} ${change.after}`,
    );

  it('halts at once when there is nothing to cancel or close, and keeps who, when, where and why', async () => {
    const halt = await switches.halt('system', NOTHING_ELSE, MARIA);
    expect(halt).toMatchObject({ ...MARIA, status: 'done', finishedAt: clock.now() });
    expect(await states.get('system')).toMatchObject({ state: 'halted', changedBy: 'maria' });
    const { rows, total } = await states.changes(null, 10, null);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ ...MARIA, haltId: halt.id, at: clock.now(), after: 'halted' });
  });

  it('only reduces while it closes, then halts, and says how it ended', async () => {
    const halt = await switches.halt('main', FLATTEN, MARIA);
    expect(halt.deadlineAt.getTime() - clock.now().getTime()).toBe(HALT_LIMIT_MS);
    expect((await states.get('main')).state).toBe('reducing');
    expect(await switches.running()).toMatchObject([{ id: halt.id, isFlatten: true }]);
    await switches.finish({ ...halt, remaining: [] }, 'done');
    await switches.finish({ ...halt, remaining: [] }, 'done');
    expect(await changes()).toEqual(['main reducing halted', 'main active reducing']);
    expect((await states.get('main')).why).toBe('all is cancelled and closed: news');
    expect(await switches.running()).toEqual([]);
    expect((await states.get('system')).state).toBe('active');
  });

  it('never loosens what is halted already in order to close', async () => {
    await switches.halt('system', NOTHING_ELSE, MARIA);
    const halt = await switches.halt('system', FLATTEN, MARIA);
    expect((await states.get('system')).state).toBe('halted');
    await switches.finish(halt, 'done');
    expect(await changes()).toEqual(['system active halted']);
  });

  it('of ten that halt at once one begins, and what is asked for more is taken over', async () => {
    const ten = await Promise.all(
      Array.from({ length: 10 }, () => switches.halt('system', CANCEL, MARIA)),
    );
    expect(new Set(ten.map(({ id }) => id)).size).toBe(1);
    const more = await switches.halt('system', FLATTEN, MARIA);
    expect(more).toMatchObject({ id: ten[0]?.id, isCancel: true, isFlatten: true });
    expect(await switches.get(more.id)).toMatchObject({ isCancel: true, isFlatten: true });
    expect(await changes()).toEqual(['system active halted']);
    expect((await switches.halt('main', CANCEL, MARIA)).id).not.toBe(more.id);
  });

  it('keeps what was done and what is left, as long as it runs', async () => {
    const halt = await switches.halt('system', FLATTEN, MARIA);
    const progress = {
      canceledIds: ['01KEZ000000000000000000001' as OrderId],
      closeIds: ['01KEZ000000000000000000002' as OrderId],
      remaining: ['the positions of main could not be read'],
    };
    expect(await switches.progress(halt.id, progress)).toBe(true);
    expect(await switches.get(halt.id)).toMatchObject(progress);
    await switches.finish({ ...halt, ...progress }, 'incomplete');
    expect(await switches.get(halt.id)).toMatchObject({ status: 'incomplete', ...progress });
    expect((await states.get('system')).why).toBe('the time is up, 1 left to do by hand: news');
    expect(await switches.progress(halt.id, progress)).toBe(false);
    await expect(switches.get('nothing')).rejects.toThrow(HaltNotFoundError);
  });

  it('the later command counts: a resumption ends the halt, and its end changes nothing any more', async () => {
    const halt = await switches.halt('system', FLATTEN, MARIA);
    await switches.halt('main', CANCEL, MARIA);
    await switches.resume('system', 'active', { ...MARIA, why: 'it is over' });
    expect(await switches.get(halt.id)).toMatchObject({ status: 'ended' });
    await switches.finish(halt, 'done');
    expect(await states.get('system')).toMatchObject({ state: 'active', why: 'it is over' });
    expect((await states.get('main')).state).toBe('halted');
    expect(await changes('system')).toEqual(['system reducing active', 'system active reducing']);
  });
});
