import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { Channels } from '@/modules/notifications/channels/channels';
import type { Message } from '@/modules/notifications/message';
import type { Notice, Notification } from '@/modules/notifications/notification';
import { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import { Notifier } from '@/modules/notifications/notifier.port';
import { IdSource } from '@/platform/identity/new-id';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';

/** More than any honest moment raises; what comes beyond is counted, not kept. */
export const QUEUE_LIMIT = 1_000;
/** Keys whose opening this process has logged; beyond it they are logged again. */
const LOGGED_LIMIT = 5_000;
/** From then on an outbox that cannot be written is told past it. */
const UNWRITABLE_MS = 30_000;
const STOP_MS = 1_000;

type Entry =
  | { readonly kind: 'open'; readonly notification: Notification }
  | { readonly kind: 'clear'; readonly key: string; readonly how: string; readonly at: Date };

/** The queue in front of the outbox. Whoever raises is back at once; a loop of its own writes the rows. */
@Injectable()
export class NotificationQueue
  extends Notifier
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly entries: Entry[] = [];
  private readonly logged = new Set<string>();
  private readonly writer: PollingWorker;
  private dropped = 0;
  private failingSinceMs: number | null = null;
  private isToldPast = false;

  constructor(
    private readonly store: NotificationsRepository,
    private readonly channels: Channels,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    super();
    this.logger.setContext(NotificationQueue.name);
    this.writer = new PollingWorker({
      intervalMs: 1_000,
      maxBackOffMs: 5_000,
      run: (signal) => this.writeAll(signal),
      onError: (err) => this.onUnwritable(err),
    });
  }

  onApplicationBootstrap(): void {
    this.writer.start();
  }

  /** What is still in the queue is written, within a moment. */
  async beforeApplicationShutdown(): Promise<void> {
    await settledWithin(this.drained(), STOP_MS);
    await settledWithin(this.writer.stop(), STOP_MS);
  }

  override raise(key: string, notice: Notice): void {
    if (!this.logged.has(key)) {
      if (this.logged.size >= LOGGED_LIMIT) this.logged.clear();
      this.logged.add(key);
      this.log(notice, key);
    }
    this.add({ kind: 'open', notification: this.made(notice, key) });
  }

  override clear(key: string, how: string): void {
    if (this.logged.delete(key)) this.logger.info({ key, how }, 'a watchdog alarm is over');
    this.add({ kind: 'clear', key, how, at: this.clock.now() });
  }

  override tell(notice: Notice): void {
    this.log(notice, null);
    this.add({ kind: 'open', notification: this.made(notice, null) });
  }

  /** A notification out of a notice, from now. */
  made(notice: Notice, key: string | null): Notification {
    const opened = { openedAt: this.clock.now(), occurrences: 1, clearedAt: null, clearedBy: null };
    return { ...notice, id: this.ids.newId(), key, ...opened };
  }

  private add(entry: Entry): void {
    if (this.entries.length >= QUEUE_LIMIT) {
      this.dropped += 1;
      return;
    }
    this.entries.push(entry);
    // Not within the caller's turn: it may be about to send an order.
    setImmediate(() => this.writer.wake());
  }

  private async writeAll(signal: AbortSignal): Promise<boolean> {
    for (let entry = this.entries[0]; entry !== undefined; entry = this.entries[0]) {
      if (signal.aborted) return false;
      await this.write(entry);
      this.entries.shift();
      this.onWritten();
    }
    return false;
  }

  private async write(entry: Entry): Promise<void> {
    const { names } = this.channels;
    if (entry.kind === 'open') await this.store.open(entry.notification, names);
    else await this.store.clear(entry.key, entry.how, entry.at, names);
  }

  private onWritten(): void {
    this.failingSinceMs = null;
    this.isToldPast = false;
    if (this.dropped === 0) return;
    const count = this.dropped;
    this.dropped = 0;
    this.tell({
      severity: 'warning',
      subject: `${String(count)} notifications were lost`,
      what: `The queue of notifications was full, so ${String(count)} were dropped; they are in the log where they were new.`,
      money: null,
      action: 'Look through GET /status-server/ and the log for what happened meanwhile.',
      runbook: 'notifications',
    });
  }

  private onUnwritable(err: unknown): void {
    this.logger.error({ err, waiting: this.entries.length }, 'notifications cannot be stored');
    const now = this.clock.monotonicMs();
    this.failingSinceMs ??= now;
    if (this.isToldPast || now - this.failingSinceMs < UNWRITABLE_MS) return;
    this.isToldPast = true;
    for (const channel of this.channels.all)
      channel
        .send(this.unwritable())
        .catch((cause: unknown) => this.logger.warn({ err: cause }, 'a channel failed'));
  }

  private unwritable(): Message {
    const at = this.clock.now();
    return {
      id: `${this.ids.newId()}-unwritable`,
      phase: 'opened',
      severity: 'critical',
      title: '[CRITICAL] The database cannot be written',
      text: [
        `What: for ${String(UNWRITABLE_MS / 1_000)} seconds no notification could be stored; ${String(this.entries.length)} wait.`,
        'Money: nothing new is traded if the other databases are on the same server; orders on the venue stay.',
        'Do now: bring the database back; nothing that was accepted is lost.',
        'Runbook: docs/operations/runbook.md#database',
      ].join('\n'),
      at,
      notificationIds: [],
    };
  }

  private log({ severity, subject, money, action }: Notice, key: string | null): void {
    const fields = { key, severity, subject, money, action };
    if (severity === 'critical') this.logger.error(fields, 'notification');
    else if (severity === 'warning') this.logger.warn(fields, 'notification');
    else this.logger.info(fields, 'notification');
  }

  private async drained(): Promise<void> {
    while (this.entries.length > 0 && this.failingSinceMs === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
