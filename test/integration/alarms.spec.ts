import type { DataSource } from 'typeorm';
import type { AlarmId } from '@/kernel/ids';
import { AlarmInboxRepository } from '@/modules/alarms/alarm-inbox.repository';
import { AlarmNotStoredError } from '@/modules/alarms/alarms.errors';
import { newAlarm, type NewAlarm } from '@/modules/alarms/new-alarm';
import { openBody } from '@/modules/alarms/reading/body-json';
import { readOpenBody } from '@/modules/alarms/reading/read-alarm';
import { poolOf } from '@/platform/database/statement';
import { IdSource } from '@/platform/identity/new-id';
import { openTestConnection } from '@test/support/database';
import { alarmCount, bodyOf, inboxOver, send } from '@test/support/fakes/alarm-inbox';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { suiteConnection } from '@test/support/suite-connection';

const connection = suiteConnection('alarms');
let source: DataSource;
let clock: FixedClock;

beforeEach(() => {
  source = connection();
  clock = new FixedClock();
});

describe('storing once', () => {
  it('makes one row of 50 parallel deliveries of one body and counts the other 49', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const receipts = await Promise.all(Array.from({ length: 50 }, () => send(intake, bodyOf())));
    expect(await alarmCount(source)).toBe(1);
    const originals = receipts.filter(({ status }) => status === 'received');
    expect(originals).toHaveLength(1);
    const id = originals[0]?.id ?? '';
    expect(new Set(receipts.map((receipt) => receipt.id))).toEqual(new Set([id]));
    expect(receipts.filter(({ duplicateOf }) => duplicateOf === id)).toHaveLength(49);
    const alarm = await service.get(id as AlarmId);
    expect(alarm.duplicates).toBe(49);
    expect(alarm.lastDuplicateAt).toEqual(clock.now());
  });

  it('makes one row of one body sent to two instances at once, timeless or not', async () => {
    const one = await inboxOver(source, clock);
    const two = await inboxOver(source, clock);
    for (const body of [bodyOf(), bodyOf({ Time_Alert: undefined })]) {
      const receipts = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          send(index % 2 === 0 ? one.intake : two.intake, body),
        ),
      );
      expect(receipts.filter(({ status }) => status === 'received')).toHaveLength(1);
    }
    expect(await alarmCount(source)).toBe(2);
  });

  it('stores 800 different alarms that arrive together, each with its own id', async () => {
    const { intake } = await inboxOver(source, clock);
    const receipts = await Promise.all(
      Array.from({ length: 800 }, (_, index) =>
        send(intake, bodyOf({ Price_Alert: String(60_000 + index) })),
      ),
    );
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(800);
    expect(receipts.every(({ status }) => status === 'received')).toBe(true);
    expect(await alarmCount(source)).toBe(800);
  });

  it('keeps two fills of one bar apart', async () => {
    const { intake } = await inboxOver(source, clock);
    await send(intake, bodyOf({ order_id: 'TP1' }));
    await send(intake, bodyOf({ order_id: 'TP2' }));
    expect(await alarmCount(source)).toBe(2);
  });

  it('takes an explicit identity as the fingerprint within its strategy', async () => {
    const { intake } = await inboxOver(source, clock);
    const first = await send(intake, bodyOf({ Id: 'a1' }));
    const again = await send(intake, bodyOf({ Id: 'a1', Price_Alert: '1' }));
    const other = await send(intake, bodyOf({ Id: 'a1', Strategy: 'S2' }));
    expect(again).toEqual({ id: first.id, status: 'duplicate', duplicateOf: first.id });
    expect(other.status).toBe('received');
  });

  it('knows a body with a time for ever and one without for 30 seconds', async () => {
    const { intake } = await inboxOver(source, clock);
    const timeless = bodyOf({ Time_Alert: undefined });
    const first = await send(intake, timeless);
    await send(intake, bodyOf());
    clock.advance(30_000);
    expect(await send(intake, timeless)).toMatchObject({
      status: 'duplicate',
      duplicateOf: first.id,
    });
    clock.advance(1);
    const second = await send(intake, timeless);
    expect(second.status).toBe('received');
    expect(second.id).not.toBe(first.id);
    clock.advance(20_000);
    expect(await send(intake, timeless)).toMatchObject({ duplicateOf: second.id });
    expect((await send(intake, bodyOf())).status).toBe('duplicate');
    expect(await alarmCount(source)).toBe(3);
  });

  it('does not let one bad row fail the others of its insert', async () => {
    const inbox = new AlarmInboxRepository(source);
    const ids = new IdSource(clock);
    const alarms = ['1', '2', '3'].map((price) =>
      aNewAlarm(ids.newId(), bodyOf({ Price_Alert: price })),
    );
    const bad = alarms.map((alarm, index) =>
      index === 1 ? { ...alarm, lane: 'x'.repeat(500) } : alarm,
    );
    const outcomes = await inbox.insertOnce(bad);
    expect(outcomes[0]).toEqual({ id: alarms[0]?.id, duplicateOf: null });
    expect(outcomes[1]).toBeInstanceOf(AlarmNotStoredError);
    expect(outcomes[2]).toEqual({ id: alarms[2]?.id, duplicateOf: null });
    expect(await alarmCount(source)).toBe(2);
  });

  it('says that an alarm is stored when only the answer of its commit was lost', async () => {
    const inbox = new AlarmInboxRepository(source);
    const alarm = aNewAlarm(new IdSource(clock).newId(), bodyOf());
    await inbox.insertOnce([alarm]);
    const lost = Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' });
    const pool = poolOf(source);
    const query = pool.query.bind(pool);
    pool.query = (_sql, _values, done) => {
      pool.query = query;
      done(lost, undefined);
    };
    const other = aNewAlarm(new IdSource(clock).newId(), bodyOf({ Price_Alert: '2' }));
    const outcomes = await inbox.insertOnce([alarm, other]).finally(() => {
      pool.query = query;
    });
    expect(outcomes[0]).toEqual({ id: alarm.id, duplicateOf: null });
    expect(outcomes[1]).toBeInstanceOf(AlarmNotStoredError);
  });

  it('stores whatever is authenticated, long names and broken text included', async () => {
    const { intake, service } = await inboxOver(source, clock);
    const long = await send(intake, bodyOf({ Strategy: `${'é'.repeat(3_000)}😀` }));
    expect((await service.get(long.id as AlarmId)).reading.strategy).toHaveLength(3_002);
    const quote = await send(intake, 'price "BTC" = 1; DROP TABLE alarm; 😀');
    expect(quote.status).toBe('not-understood');
    const stored = await service.get(quote.id as AlarmId);
    expect(stored.body).toBe('price "BTC" = 1; DROP TABLE alarm; 😀');
    expect(stored.reading.problems[0]?.code).toBe('plain-text');
    expect(stored.reasonDetail).toContain('plain text');
    const surrogate = await send(intake, bodyOf({ Strategy: `${'a'.repeat(499)}😀` }));
    expect(surrogate.status).toBe('received');
    expect((await send(intake, '')).status).toBe('not-understood');
    expect(
      (await send(intake, '{"Order":"order open long","Strategy":"a\\ud800b","Ticker":"BTCUSDT"}'))
        .status,
    ).toBe('received');
  });
});

it('answers that nothing was stored when the database is down', async () => {
  const own = await openTestConnection('alarms');
  const { intake } = await inboxOver(own, clock);
  await own.destroy();
  await expect(send(intake, bodyOf())).rejects.toBeInstanceOf(AlarmNotStoredError);
});

function aNewAlarm(id: string, members: Record<string, unknown>): NewAlarm {
  const bytes = Buffer.from(JSON.stringify(members));
  const body = openBody(bytes);
  const arrival = {
    id: id as AlarmId,
    receivedAt: clock.now(),
    bytes,
    isUtf8: true,
    contentType: null,
    sourceAddress: '127.0.0.1',
  };
  return newAlarm(arrival, readOpenBody(body, { timeZone: 'UTC' }));
}
