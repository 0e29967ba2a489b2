import type { DataSource } from 'typeorm';
import { pino } from 'pino';
import type { AlarmId } from '@/kernel/ids';
import type { Timeframe } from '@/kernel/timeframe';
import { AlarmArrivals } from '@/modules/alarms/alarm-arrivals';
import { AlarmInboxRepository } from '@/modules/alarms/alarm-inbox.repository';
import { AlarmIntake, type Receipt } from '@/modules/alarms/alarm-intake';
import { AlarmListRepository } from '@/modules/alarms/alarm-list.repository';
import {
  AlarmNotFoundError,
  AlarmNotStoredError,
  WebhookRefusedError,
} from '@/modules/alarms/alarms.errors';
import { AlarmsRepository } from '@/modules/alarms/alarms.repository';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { LaneLeases } from '@/modules/alarms/lane-leases.repository';
import { newAlarm, type NewAlarm } from '@/modules/alarms/new-alarm';
import { openBody } from '@/modules/alarms/reading/body-json';
import { readOpenBody } from '@/modules/alarms/reading/read-alarm';
import { WebhookAuthentication } from '@/modules/alarms/webhook-authentication';
import { WebhookSecretsRepository } from '@/modules/alarms/webhook-secrets.repository';
import { poolOf } from '@/platform/database/statement';
import { IdSource } from '@/platform/identity/new-id';
import { SecuritySettings } from '@/platform/settings/security.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const SECRET = 'a-secret-of-the-webhook-0123456789';

let source: DataSource;
let clock: FixedClock;

beforeAll(async () => {
  source = await openTestConnection('alarms');
});
afterAll(async () => {
  await source.destroy();
});
beforeEach(async () => {
  await truncateAll(source);
  clock = new FixedClock();
});

interface Inbox {
  readonly intake: AlarmIntake;
  readonly service: AlarmsService;
  readonly authentication: WebhookAuthentication;
}

async function inboxOver(on: DataSource, secret = '', at = clock): Promise<Inbox> {
  const security = Object.assign(new SecuritySettings(), { WEBHOOK_SECRET: secret });
  const trading = new TradingSettings();
  const secrets = new WebhookSecretsRepository(on);
  const authentication = new WebhookAuthentication(
    security,
    trading,
    secrets,
    at,
    pino({ level: 'silent' }),
  );
  await authentication.refresh();
  const arrivals = new AlarmArrivals();
  const inbox = new AlarmInboxRepository(on);
  return {
    authentication,
    intake: new AlarmIntake(inbox, authentication, arrivals, new IdSource(at), at, trading),
    service: new AlarmsService(
      new AlarmsRepository(on),
      new AlarmListRepository(on),
      new LaneLeases(on),
      arrivals,
      unitOfWorkFor({ alarms: on }),
    ),
  };
}

const bodyOf = (members: Record<string, unknown> = {}): Record<string, unknown> => ({
  Ticker: 'BTCUSDT.P',
  Interval: '5',
  Quantity: '0.01',
  Price_Alert: '67432.5',
  Time_Alert: '2026-01-15T12:00:00Z',
  Order: 'order open long',
  Strategy: 'S1',
  ...members,
});

const send = (intake: AlarmIntake, body: unknown, token: string | null = null): Promise<Receipt> =>
  intake.takeWebhook(
    {
      bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      contentType: 'application/json; charset=utf-8',
      sourceAddress: '127.0.0.1',
    },
    token,
  );

const rowCount = async (): Promise<number> => {
  const [row]: [{ n: string | number }] = await source.query('SELECT COUNT(*) AS n FROM alarm');
  return Number.parseInt(String(row.n), 10);
};

describe('storing once', () => {
  it('makes one row of 50 parallel deliveries of one body and counts the other 49', async () => {
    const { intake, service } = await inboxOver(source);
    const receipts = await Promise.all(Array.from({ length: 50 }, () => send(intake, bodyOf())));
    expect(await rowCount()).toBe(1);
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
    const one = await inboxOver(source);
    const two = await inboxOver(source);
    for (const body of [bodyOf(), bodyOf({ Time_Alert: undefined })]) {
      const receipts = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          send(index % 2 === 0 ? one.intake : two.intake, body),
        ),
      );
      expect(receipts.filter(({ status }) => status === 'received')).toHaveLength(1);
    }
    expect(await rowCount()).toBe(2);
  });

  it('stores 800 different alarms that arrive together, each with its own id', async () => {
    const { intake } = await inboxOver(source);
    const receipts = await Promise.all(
      Array.from({ length: 800 }, (_, index) =>
        send(intake, bodyOf({ Price_Alert: String(60_000 + index) })),
      ),
    );
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(800);
    expect(receipts.every(({ status }) => status === 'received')).toBe(true);
    expect(await rowCount()).toBe(800);
  });

  it('keeps two fills of one bar apart', async () => {
    const { intake } = await inboxOver(source);
    await send(intake, bodyOf({ order_id: 'TP1' }));
    await send(intake, bodyOf({ order_id: 'TP2' }));
    expect(await rowCount()).toBe(2);
  });

  it('takes an explicit identity as the fingerprint within its strategy', async () => {
    const { intake } = await inboxOver(source);
    const first = await send(intake, bodyOf({ Id: 'a1' }));
    const again = await send(intake, bodyOf({ Id: 'a1', Price_Alert: '1' }));
    const other = await send(intake, bodyOf({ Id: 'a1', Strategy: 'S2' }));
    expect(again).toEqual({ id: first.id, status: 'duplicate', duplicateOf: first.id });
    expect(other.status).toBe('received');
  });

  it('knows a body with a time for ever and one without for 30 seconds', async () => {
    const { intake } = await inboxOver(source);
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
    expect(await rowCount()).toBe(3);
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
    expect(await rowCount()).toBe(2);
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
    const { intake, service } = await inboxOver(source);
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

describe('authentication', () => {
  it('asks for the configured secret in the body or the path, and stores it nowhere', async () => {
    const { intake, service } = await inboxOver(source, SECRET);
    await expect(send(intake, bodyOf())).rejects.toBeInstanceOf(WebhookRefusedError);
    await expect(send(intake, bodyOf({ Secret: 'wrong' }), 'wrong')).rejects.toBeInstanceOf(
      WebhookRefusedError,
    );
    await expect(send(intake, bodyOf({ Secret: [SECRET] }))).rejects.toBeInstanceOf(
      WebhookRefusedError,
    );
    expect(await rowCount()).toBe(0);
    const inBody = await send(intake, bodyOf({ Secret: SECRET, note: `it is ${SECRET}` }));
    const alarm = await service.get(inBody.id as AlarmId);
    expect(JSON.stringify(alarm)).not.toContain(SECRET);
    expect(alarm.body).toContain('"Secret":"[removed]"');
    expect((await send(intake, bodyOf({ Price_Alert: '2' }), SECRET)).status).toBe('received');
    const broken = await send(intake, `{"passphrase": "${SECRET}", "Order": order open long}`);
    expect(broken.status).toBe('not-understood');
    const rows: unknown = await source.query('SELECT * FROM alarm');
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it('accepts stored secrets until they are revoked, and notes their use', async () => {
    const hash = 'SHA2(?, 256)';
    await source.query(
      `INSERT INTO webhook_secret (id, name, secret_hash, created_at) VALUES (?, 'tv', ${hash}, '2026-01-01')`,
      ['01K9Z3V5E8Y7Q2M4N6P8R0S2T4', SECRET],
    );
    const { intake, authentication } = await inboxOver(source);
    await expect(send(intake, bodyOf())).rejects.toBeInstanceOf(WebhookRefusedError);
    expect((await send(intake, bodyOf(), SECRET)).status).toBe('received');
    await authentication.refresh();
    const [row]: [{ last_used_at: Date }] = await source.query(
      'SELECT last_used_at FROM webhook_secret',
    );
    expect(row.last_used_at).toEqual(clock.now());
    await source.query(`UPDATE webhook_secret SET revoked_at = '2026-01-02'`);
    await authentication.refresh();
    expect((await send(intake, bodyOf({ Price_Alert: '2' }))).status).toBe('received');
  });
});

describe('deciding under leases', () => {
  const OWNER = 'test-owner';
  const LANE = 'BTC/USDT';

  it('hands out lanes and their alarms in order of arrival', async () => {
    const { intake, service } = await inboxOver(source);
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
    const { intake, service } = await inboxOver(source);
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
    const { intake, service } = await inboxOver(source);
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
    const { intake, service } = await inboxOver(source);
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
    const { intake, service } = await inboxOver(source);
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

it('answers that nothing was stored when the database is down', async () => {
  const own = await openTestConnection('alarms');
  const { intake } = await inboxOver(own);
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
