import type { DataSource } from 'typeorm';
import type { AlarmId } from '@/kernel/ids';
import type { Timeframe } from '@/kernel/timeframe';
import { AlarmNotFoundError } from '@/modules/alarms/alarms.errors';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { bodyOf, inboxOver, send } from '@test/support/fakes/alarm-inbox';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { suiteConnection } from '@test/support/suite-connection';

const connection = suiteConnection('alarms');
let source: DataSource;
let clock: FixedClock;

beforeEach(() => {
  source = connection();
  clock = new FixedClock();
});

describe('deciding under leases', () => {
  const OWNER = 'test-owner';
  const LANE = 'BTC/USDT';

  it('hands out lanes and their alarms in order of arrival', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const arrived: string[] = [];
    for (const [index, ticker] of ['ETHUSDT', 'BTCUSDT.P', 'BTC-USDT', 'BTCUSDT'].entries()) {
      clock.advance(1);
      arrived.push((await send(intake, bodyOf({ Ticker: ticker, n: index }))).id);
    }
    await send(intake, 'not understood');
    expect(await service.waitingLanes(clock.now(), 10)).toEqual(['ETH/USDT', LANE]);
    const waiting = await service.waitingIn(LANE, 10);
    expect(waiting.map(({ id }) => id)).toEqual(arrived.slice(1));
    expect(waiting[0]?.reading.alarmAt).toEqual(new Date('2026-01-15T12:00:00Z'));
    expect(await service.backlog()).toEqual({
      waiting: 4,
      oldestReceivedAt: new Date('2026-01-15T12:00:00.001Z'),
    });
  });

  it('gives a lane to one owner and changes nothing under a lost lease', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const { id } = await send(intake, bodyOf());
    const mine = await service.takeLane(LANE, OWNER, 60_000);
    if (mine === null) throw new Error('the lane was free');
    expect(await service.takeLane(LANE, 'somebody else', 60_000)).toBeNull();
    await source.query(`UPDATE lease SET lease_until = '2000-01-01'`);
    const theirs = await service.takeLane(LANE, 'somebody else', 60_000);
    if (theirs === null) throw new Error('the lease had run out');
    const end = { status: 'decided', reason: null, detail: null, at: clock.now() } as const;
    expect(await service.finish(id as AlarmId, mine, end)).toBe(false);
    expect(await service.defer(id as AlarmId, mine, clock.now())).toBe(false);
    expect(await service.recordFailure(id as AlarmId, mine, 'failed', clock.now())).toBe(0);
    expect((await service.get(id as AlarmId)).status).toBe('received');
    expect(await service.finish(id as AlarmId, theirs, end)).toBe(true);
    expect(await service.finish(id as AlarmId, theirs, end)).toBe(false);
    const alarm = await service.get(id as AlarmId);
    expect([alarm.status, alarm.decidedAt]).toEqual(['decided', clock.now()]);
    expect(await service.waitingIn(LANE, 10)).toEqual([]);
  });

  it('puts off and counts failures', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const { id } = await send(intake, bodyOf());
    const lease = await service.takeLane(LANE, OWNER, 60_000);
    if (lease === null) throw new Error('the lane was free');
    const later = new Date(clock.now().getTime() + 5_000);
    expect(await service.recordFailure(id as AlarmId, lease, 'broken', later)).toBe(1);
    expect(await service.recordFailure(id as AlarmId, lease, 'broken again', later)).toBe(2);
    expect(await service.waitingLanes(clock.now(), 10)).toEqual([]);
    expect(await service.waitingLanes(later, 10)).toEqual([LANE]);
    expect((await service.waitingIn(LANE, 10))[0]).toMatchObject({
      dueAt: later,
      attempts: 2,
      reasonDetail: 'broken again',
    });
    await service.releaseLane(lease);
    expect(await service.takeLane(LANE, 'next', 60_000)).not.toBeNull();
  });

  it('finds the newest indicator by its own time, then by arrival', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const query = {
      strategy: 'S1',
      base: 'BTC',
      quote: 'USDT',
      action: 'open',
      side: 'long',
      timeframe: '5m' as Timeframe,
    } as const;
    expect(await service.latestIndicator(query)).toBeNull();
    const indicator = (time: string, n: number) =>
      send(intake, bodyOf({ Order: 'indicator open long', Time_Alert: time, n }));
    await indicator('2026-01-15T11:00:00Z', 1);
    const newest = await indicator('2026-01-15T11:30:00Z', 2);
    clock.advance(1_000);
    await indicator('2026-01-15T11:10:00Z', 3);
    await indicator('2027-01-15T11:10:00Z', 4);
    expect(await service.latestIndicator(query)).toEqual({
      alarmId: newest.id,
      at: new Date('2026-01-15T11:30:00Z'),
      receivedAt: new Date('2026-01-15T12:00:00Z'),
    });
    expect(await service.latestIndicator({ ...query, action: 'close' })).toBeNull();
  });
});

describe('lists', () => {
  it('filters, pages newest first and counts all', async () => {
    const { intake, service } = await inboxOver(source, clock);
    for (let index = 0; index < 5; index += 1) {
      if (index !== 3) clock.advance(1_000);
      await send(intake, bodyOf({ n: index, Comment: index === 2 ? '100%_Sure\\' : 'x' }));
    }
    await send(
      intake,
      bodyOf({ Ticker: 'ETHUSDT', Strategy: 'MA+STO_V1', Order: 'indicator close short' }),
    );
    await send(intake, 'plain');
    const first = await service.list({}, 3, null);
    const last = first.at(-1);
    if (last === undefined) throw new Error('the list is empty');
    const rest = await service.list({}, 10, last);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(
      [...first, ...rest]
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect(first.length + rest.length).toBe(7);
    const count = (filter: Parameters<AlarmsService['count']>[0]) => service.count(filter);
    expect(await count({})).toBe(7);
    expect(await count({ ticker: 'BINGX:BTC-USDT' })).toBe(5);
    expect(await count({ ticker: 'nonsense' })).toBe(0);
    expect(await count({ strategy: 'MA+STO_V1' })).toBe(1);
    expect(await count({ strategy: 'ma+sto_v1' })).toBe(0);
    expect(await count({ signal: 'OpenLong', timeframe: '5m' as Timeframe })).toBe(5);
    expect(await count({ status: 'not-understood' })).toBe(1);
    expect(await count({ text: '100%_sure\\' })).toBe(1);
    expect(await count({ text: '100__sure' })).toBe(0);
    expect(
      await count({ from: new Date('2026-01-15T12:00:02Z'), to: new Date('2026-01-15T12:00:04Z') }),
    ).toBe(3);
    await expect(service.get('01K9Z3V5E8Y7Q2M4N6P8R0S2T4' as AlarmId)).rejects.toBeInstanceOf(
      AlarmNotFoundError,
    );
  });
});
