import type { DataSource } from 'typeorm';
import { ChannelSender } from '@/modules/notifications/channel-sender';
import type { Channel, SendOutcome } from '@/modules/notifications/channels/channel';
import type { Message } from '@/modules/notifications/message';
import type { Notice, Notification } from '@/modules/notifications/notification';
import { NotificationLeasesRepository } from '@/modules/notifications/notification-leases.repository';
import { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import { OutboxRepository } from '@/modules/notifications/outbox.repository';
import { IdSource } from '@/platform/identity/new-id';
import { NotifySettings } from '@/platform/settings/notify.settings';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const notice: Notice = {
  severity: 'critical',
  subject: 'BTC-USDT long has no stop loss',
  what: 'It is unprotected for 7 s.',
  money: 'account main, 0.01',
  action: 'Set a stop by hand.',
  runbook: 'position-unprotected',
};

/** A channel that answers as the test says. */
class ScriptedChannel implements Channel {
  readonly name = 'webhook';
  readonly sent: Message[] = [];
  outcome: SendOutcome = { kind: 'delivered' };

  send(message: Message): Promise<SendOutcome> {
    this.sent.push(message);
    return Promise.resolve(this.outcome);
  }

  close(): void {
    // Nothing is open.
  }
}

describe('the outbox of notifications', () => {
  let source: DataSource;
  let store: NotificationsRepository;
  let outbox: OutboxRepository;
  let leases: NotificationLeasesRepository;
  let clock: FixedClock;
  let ids: IdSource;
  let channel: ScriptedChannel;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    source = await openTestConnection('diary');
  });
  afterAll(() => source.destroy());
  beforeEach(async () => {
    await truncateAll(source);
    clock = new FixedClock();
    ids = new IdSource(clock);
    store = new NotificationsRepository(source, unitOfWorkFor({ diary: source }));
    outbox = new OutboxRepository(source);
    leases = new NotificationLeasesRepository(source);
    channel = new ScriptedChannel();
  });

  const made = (key: string | null, change: Partial<Notice> = {}): Notification => ({
    ...notice,
    ...change,
    id: ids.newId(),
    key,
    openedAt: clock.now(),
    occurrences: 1,
    clearedAt: null,
    clearedBy: null,
  });
  const sender = (owner = 'one', change: Partial<NotifySettings> = {}): ChannelSender =>
    new ChannelSender(channel, {
      outbox,
      notifications: store,
      leases,
      owner,
      settings: Object.assign(new NotifySettings(), { NOTIFY_FLOOD_PER_MINUTE: 3 }, change),
      clock,
      logger: { warn: () => undefined, error: () => undefined },
    });

  it('tells of an open key once, however often it is raised, also by two at once', async () => {
    const raised = await Promise.all([
      store.open(made('k'), ['webhook']),
      store.open(made('k'), ['webhook']),
    ]);
    expect([...raised].sort()).toEqual(['known', 'opened']);
    await sender().run(signal);
    await sender().run(signal);
    expect(channel.sent.map(({ title }) => title)).toEqual([
      '[CRITICAL] BTC-USDT long has no stop loss',
    ]);
    expect((await store.openOnes(10))[0]).toMatchObject({ key: 'k', occurrences: 2 });
  });

  it('tells of the end once, and of the next time again', async () => {
    const first = made('k');
    await store.open(first, ['webhook']);
    clock.advance(1_000);
    expect(await store.clear('k', 'The stop rests.', clock.now(), ['webhook'])).toBe(true);
    expect(await store.clear('k', 'again', clock.now(), ['webhook'])).toBe(false);
    await sender().run(signal);
    expect(channel.sent.map(({ id }) => id)).toEqual([`${first.id}-opened`, `${first.id}-cleared`]);
    expect(channel.sent[1]?.text).toContain('The stop rests.');
    expect(await store.open(made('k'), ['webhook'])).toBe('opened');
  });

  it('keeps a message until the channel takes it, ever later, and gives up when it is too old', async () => {
    await store.open(made(null), ['webhook']);
    channel.outcome = { kind: 'retry', reason: 'status 500', afterMs: null };
    const one = sender('one', { NOTIFY_MAX_AGE_MINUTES: 1 });
    await one.run(signal);
    await one.run(signal);
    expect(channel.sent).toHaveLength(1);
    clock.advance(5_001);
    await one.run(signal);
    expect(channel.sent).toHaveLength(2);
    const [waiting] = await store.deliveriesOf([channel.sent[0]?.notificationIds[0] ?? '']);
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 2, lastError: 'status 500' });
    clock.advance(61_000);
    await one.run(signal);
    const [given] = await store.deliveriesOf([channel.sent[0]?.notificationIds[0] ?? '']);
    expect(given).toMatchObject({ state: 'expired', attempts: 2 });
    expect(channel.sent).toHaveLength(2);
  });

  it('asks a refused message no second time', async () => {
    const refused = made(null);
    await store.open(refused, ['webhook']);
    channel.outcome = { kind: 'refused', reason: 'answered with status 404' };
    await sender().run(signal);
    clock.advance(3_600_000);
    await sender().run(signal);
    expect(channel.sent).toHaveLength(1);
    expect(await store.deliveriesOf([refused.id])).toMatchObject([
      { state: 'failed', lastError: 'answered with status 404' },
    ]);
  });

  it('turns a flood into one summary a minute', async () => {
    const one = sender();
    const raise = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) await store.open(made(null), ['webhook']);
    };
    await raise(3);
    await one.run(signal);
    expect(channel.sent).toHaveLength(3);
    await raise(200);
    await one.run(signal);
    expect(channel.sent).toHaveLength(4);
    expect(channel.sent[3]).toMatchObject({
      phase: 'summary',
      title: '[SUMMARY] 200 messages: 200 critical',
    });
    await raise(1);
    await one.run(signal);
    expect(channel.sent).toHaveLength(4);
    clock.advance(60_000);
    await one.run(signal);
    expect(channel.sent).toHaveLength(5);
    const rows = await source.query(
      'SELECT state, is_in_digest, COUNT(*) AS n FROM notification_delivery GROUP BY 1, 2 ORDER BY 2',
    );
    expect(rows).toMatchObject([
      { state: 'delivered', is_in_digest: 0, n: expect.anything() as unknown },
      { state: 'delivered', is_in_digest: 1, n: expect.anything() as unknown },
    ]);
  });

  it('delivers on one instance at a time', async () => {
    await store.open(made(null), ['webhook']);
    const [first, second] = [sender('one'), sender('two')];
    await first.run(signal);
    await store.open(made(null), ['webhook']);
    await second.run(signal);
    expect(channel.sent).toHaveLength(1);
    await first.run(signal);
    expect(channel.sent).toHaveLength(2);
  });

  it('stores any text, cut to what a column holds', async () => {
    const odd = made('é'.repeat(500), {
      subject: `😀${'x'.repeat(900)}\n\ud800`,
      runbook: 'a b/é',
    });
    expect(await store.open(odd, [])).toBe('opened');
    expect((await store.find([odd.id]))[0]?.subject).toHaveLength(301);
    expect(await store.forget(new Date('2100-01-01'), 10)).toBe(0);
  });

  it('lists newest first, filters, and forgets what is over', async () => {
    await store.open(made('a'), ['webhook']);
    await store.open(made(null, { severity: 'info' }), ['webhook']);
    expect((await store.list({}, 10, null)).map(({ severity }) => severity)).toEqual([
      'info',
      'critical',
    ]);
    expect(await store.list({ isOpen: true }, 10, null)).toHaveLength(1);
    expect(await store.count({ isOpen: false, severity: 'info' })).toBe(1);
    const [newest] = await store.list({}, 1, null);
    expect(await store.list({}, 10, newest?.id ?? '')).toHaveLength(1);
    expect(await store.forget(new Date('2100-01-01'), 10)).toBe(1);
    expect(await store.count({})).toBe(1);
  });
});
