import { randomInt } from 'node:crypto';
import type { PinoLogger } from 'nestjs-pino';
import type { Clock } from '@/kernel/clock';
import type { Channel, SendOutcome } from '@/modules/notifications/channels/channel';
import { FloodGate, retryPauseMs } from '@/modules/notifications/delivery-plan';
import { messageOf, summaryOf, type DueMessage } from '@/modules/notifications/message';
import type { Delivery } from '@/modules/notifications/notification';
import type { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import type { OutboxRepository } from '@/modules/notifications/outbox.repository';
import type { NotifySettings } from '@/platform/settings/notify.settings';
import type { Lease } from '@/platform/worker/lease';

/** Room for a slow database beside the attempt that a lease covers. */
const LEASE_MARGIN_MS = 10_000;
const AT_ONCE = 500;
const MINUTE_MS = 60_000;

/** What a sender needs besides its channel. */
export interface SenderParts {
  readonly outbox: OutboxRepository;
  readonly notifications: NotificationsRepository;
  readonly leases: {
    take(name: string, owner: string, leaseMs: number): Promise<Lease | null>;
    renew(lease: Lease, leaseMs: number): Promise<Lease | null>;
  };
  readonly owner: string;
  readonly settings: NotifySettings;
  readonly clock: Clock;
  readonly logger: Pick<PinoLogger, 'warn' | 'error'>;
}

type Due = DueMessage & { readonly delivery: Delivery };

/**
 * Delivers the outbox of one channel, on one instance at a time. At least once: a crash between the sending and the
 * note of it sends again, under the same message id.
 */
export class ChannelSender {
  private readonly gate: FloodGate;
  /** Renewed before every attempt, so that a dead instance is followed soon. */
  private readonly leaseMs: number;
  /** Failures in a row: a channel that is down is asked ever less often, whichever message is first. */
  private failures = 0;
  private pausedUntilMs = -Infinity;

  constructor(
    private readonly channel: Channel,
    private readonly parts: SenderParts,
  ) {
    this.gate = new FloodGate(parts.settings.NOTIFY_FLOOD_PER_MINUTE);
    this.leaseMs = parts.settings.NOTIFY_TIMEOUT_MS + LEASE_MARGIN_MS;
  }

  /** One look at the outbox. */
  async run(signal: AbortSignal): Promise<boolean> {
    const { leases, owner, clock } = this.parts;
    if (clock.monotonicMs() < this.pausedUntilMs) return false;
    const lease = await leases.take(`notify:${this.channel.name}`, owner, this.leaseMs);
    if (lease === null) return false;
    await this.expire();
    const due = await this.due();
    if (due.length === 0) return false;
    const plan = this.gate.plan(due.length, clock.monotonicMs());
    if (plan === 'summary') await this.sendSummary(due);
    if (plan === 'each') await this.sendEach(due, lease, signal);
    return false;
  }

  private async expire(): Promise<void> {
    const { outbox, clock, settings, logger } = this.parts;
    const now = clock.now();
    const before = new Date(now.getTime() - settings.NOTIFY_MAX_AGE_MINUTES * MINUTE_MS);
    const given = await outbox.expire(this.channel.name, before, now);
    if (given > 0)
      logger.error({ channel: this.channel.name, messages: given }, 'notifications were given up');
  }

  private async due(): Promise<readonly Due[]> {
    const { outbox, notifications, clock } = this.parts;
    const waiting = await outbox.due(this.channel.name, clock.now(), AT_ONCE);
    const ids = [...new Set(waiting.map(({ notificationId }) => notificationId))];
    const byId = new Map((await notifications.find(ids)).map((one) => [one.id, one]));
    return waiting.flatMap((delivery) => {
      const notification = byId.get(delivery.notificationId);
      return notification === undefined ? [] : [{ delivery, notification, phase: delivery.phase }];
    });
  }

  private async sendEach(due: readonly Due[], lease: Lease, signal: AbortSignal): Promise<void> {
    const { outbox, leases, clock, settings } = this.parts;
    for (const one of due) {
      if (signal.aborted) return;
      if ((await leases.renew(lease, this.leaseMs)) === null) return;
      const outcome = await this.attempt(messageOf(one, settings.NOTIFY_RUNBOOK_URL));
      if (outcome.kind === 'delivered') this.gate.sent('message', clock.monotonicMs());
      const attempts = one.delivery.attempts + 1;
      await outbox.record(one.delivery, { attempts, ...this.changeAfter(outcome, attempts) });
      if (outcome.kind === 'retry') return;
    }
  }

  private async sendSummary(due: readonly Due[]): Promise<void> {
    const { outbox, clock } = this.parts;
    const [only] = due;
    if (only === undefined) return;
    const message =
      due.length === 1
        ? messageOf(only, this.parts.settings.NOTIFY_RUNBOOK_URL)
        : summaryOf(due, clock.now());
    const outcome = await this.attempt(message);
    if (outcome.kind === 'delivered') this.gate.sent('summary', clock.monotonicMs());
    const attempts = Math.max(...due.map(({ delivery }) => delivery.attempts)) + 1;
    const change = { attempts, isInDigest: due.length > 1, ...this.changeAfter(outcome, attempts) };
    await outbox.recordAll(
      due.map(({ delivery }) => delivery),
      change,
    );
  }

  /** Never throws: whatever a channel does, its message stays in the outbox and its sender goes on. */
  private async attempt(message: Parameters<Channel['send']>[0]): Promise<SendOutcome> {
    const { clock, logger, settings } = this.parts;
    let outcome: SendOutcome;
    try {
      outcome = await this.channel.send(message);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'failed';
      outcome = { kind: 'retry', reason, afterMs: null };
    }
    this.failures = outcome.kind === 'retry' ? this.failures + 1 : 0;
    if (outcome.kind === 'retry') {
      const pause = retryPauseMs(
        this.failures,
        settings.NOTIFY_RETRY_MS,
        chance(),
        outcome.afterMs,
      );
      this.pausedUntilMs = clock.monotonicMs() + pause;
    }
    if (outcome.kind !== 'delivered')
      logger.warn(
        { channel: this.channel.name, outcome: outcome.kind, reason: outcome.reason },
        'a notification was not delivered',
      );
    return outcome;
  }

  private changeAfter(
    outcome: SendOutcome,
    attempts: number,
  ): Pick<Delivery, 'state' | 'nextAttemptAt' | 'doneAt' | 'lastError'> {
    const now = this.parts.clock.now();
    if (outcome.kind === 'delivered')
      return { state: 'delivered', nextAttemptAt: now, doneAt: now, lastError: null };
    const lastError = outcome.reason.slice(0, 300);
    if (outcome.kind === 'refused')
      return { state: 'failed', nextAttemptAt: now, doneAt: now, lastError };
    const { NOTIFY_RETRY_MS } = this.parts.settings;
    const pause = retryPauseMs(attempts, NOTIFY_RETRY_MS, chance(), outcome.afterMs);
    const nextAttemptAt = new Date(now.getTime() + pause);
    return { state: 'waiting', nextAttemptAt, doneAt: null, lastError };
  }
}

/** 0 to 1. */
const chance = (): number => randomInt(1_001) / 1_000;
