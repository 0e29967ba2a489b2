import { PinoLogger } from 'nestjs-pino';
import { pino } from 'pino';
import type { Channels } from '@/modules/notifications/channels/channels';
import type { Message } from '@/modules/notifications/message';
import type { Notice, Notification } from '@/modules/notifications/notification';
import { NotificationQueue, QUEUE_LIMIT } from '@/modules/notifications/notification-queue';
import type { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import { IdSource } from '@/platform/identity/new-id';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const notice: Notice = {
  severity: 'critical',
  subject: 's',
  what: 'w',
  money: null,
  action: 'a',
  runbook: 'r',
};

/** A store that does as it is told. */
class FakeStore {
  readonly opened: Notification[] = [];
  readonly cleared: string[] = [];
  mode: 'ok' | 'fail' | 'hang' = 'ok';

  open(notification: Notification): Promise<'opened'> {
    return this.answer(() => this.opened.push(notification)).then(() => 'opened');
  }

  clear(key: string): Promise<boolean> {
    return this.answer(() => this.cleared.push(key)).then(() => true);
  }

  private answer(write: () => void): Promise<void> {
    if (this.mode === 'hang') return new Promise(() => undefined);
    if (this.mode === 'fail') return Promise.reject(new Error('no database'));
    write();
    return Promise.resolve();
  }
}

function queueOver(store: FakeStore, sent: Message[], clock: FixedClock): NotificationQueue {
  const channel = {
    name: 'webhook',
    send: (message: Message) => {
      sent.push(message);
      return Promise.resolve({ kind: 'delivered' });
    },
  };
  return new NotificationQueue(
    store as unknown as NotificationsRepository,
    { all: [channel], names: ['webhook'] } as unknown as Channels,
    new IdSource(clock),
    clock,
    new PinoLogger({ pinoHttp: { logger: pino({ level: 'silent' }) } }),
  );
}

describe(NotificationQueue.name, () => {
  let store: FakeStore;
  let sent: Message[];
  let clock: FixedClock;
  let queue: NotificationQueue;

  beforeEach(() => {
    jest.useFakeTimers();
    store = new FakeStore();
    sent = [];
    clock = new FixedClock();
    queue = queueOver(store, sent, clock);
    queue.onApplicationBootstrap();
  });
  afterEach(async () => {
    store.mode = 'ok';
    const stopped = queue.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(10_000);
    await stopped;
    jest.useRealTimers();
  });

  it('writes in the order of the calls, after the caller went on', async () => {
    queue.raise('k', notice);
    queue.clear('k', 'over');
    queue.tell(notice);
    expect(store.opened).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(store.opened.map(({ key }) => key)).toEqual(['k', null]);
    expect(store.cleared).toEqual(['k']);
  });

  it('holds what a failing database does not take, and writes it once it does', async () => {
    store.mode = 'fail';
    queue.raise('k', notice);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(store.opened).toHaveLength(0);
    store.mode = 'ok';
    await jest.advanceTimersByTimeAsync(6_000);
    expect(store.opened).toHaveLength(1);
  });

  it('is bounded while the database hangs, never throws, and says later how many were lost', async () => {
    store.mode = 'fail';
    for (let index = 0; index < QUEUE_LIMIT + 250; index++)
      expect(() => queue.raise(`k${String(index)}`, notice)).not.toThrow();
    store.mode = 'ok';
    await jest.advanceTimersByTimeAsync(6_000);
    expect(store.opened).toHaveLength(QUEUE_LIMIT + 1);
    expect(store.opened.map(({ subject }) => subject)).toContain('250 notifications were lost');
  });

  it('tells past the outbox, once, when it cannot be written for half a minute', async () => {
    store.mode = 'fail';
    queue.raise('k', notice);
    for (let second = 0; second < 60; second++) {
      clock.advance(1_000);
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(sent.map(({ title }) => title)).toEqual(['[CRITICAL] The database cannot be written']);
  });
});
