import { ApiProperty } from '@nestjs/swagger';
import {
  CHANNEL_NAMES,
  DELIVERY_STATES,
  isOpen,
  PHASES,
  SEVERITIES,
  type ChannelName,
  type Delivery,
  type DeliveryState,
  type Notification,
  type Phase,
  type Severity,
} from '@/modules/notifications/notification';
import type { NotificationHistory } from '@/modules/notifications/notifications.service';
import { pageResponse } from '@/platform/http/validation/page-response';

const text = (example: string | null): PropertyDecorator =>
  ApiProperty({ type: String, nullable: true, example });

/** What became of one message on one channel. */
export class DeliveryResponse {
  /** The channel. */
  @ApiProperty({ enum: CHANNEL_NAMES, example: 'telegram' })
  channel!: ChannelName;

  /** Which message: that something is wrong, or that it is over. */
  @ApiProperty({ enum: PHASES, example: 'opened' })
  phase!: Phase;

  /** `failed`: refused for good; `expired`: tried until it was too old. */
  @ApiProperty({ enum: DELIVERY_STATES, example: 'delivered' })
  state!: DeliveryState;

  /** Attempts so far. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempts!: number;

  /** Whether it went out as part of a summary. */
  @ApiProperty({ example: false })
  isInDigest!: boolean;

  /** When it is tried next; null once it is done with. */
  @text(null)
  nextAttemptAt!: string | null;

  /** When it was done with. */
  @text('2026-01-15T12:00:01.000Z')
  doneAt!: string | null;

  /** Why the last attempt did not deliver. */
  @text(null)
  lastError!: string | null;

  static from(delivery: Delivery): DeliveryResponse {
    const { channel, phase, state, attempts, isInDigest, lastError, doneAt } = delivery;
    const nextAttemptAt = state === 'waiting' ? delivery.nextAttemptAt.toISOString() : null;
    return {
      ...{ channel, phase, state, attempts, isInDigest, nextAttemptAt },
      doneAt: doneAt?.toISOString() ?? null,
      lastError,
    };
  }
}

/** One thing that is or was wrong. */
export class OpenNotificationResponse {
  /** Id of the notification. */
  @ApiProperty({ example: '01KEZ6Y3J8V5P4Q2R7S9T0W1XA' })
  id!: string;

  /** Names what is wrong; null for a message without an end. */
  @text('position-unprotected:01KEZ6Y3J8V5P4Q2R7S9T0W1XA:long')
  key!: string | null;

  /** `critical`: money is at risk now. */
  @ApiProperty({ enum: SEVERITIES, example: 'critical' })
  severity!: Severity;

  /** One line. */
  @ApiProperty({ example: 'BTC-USDT long has no stop loss' })
  subject!: string;

  /** What happened. */
  @ApiProperty({ example: '0.01 of 0.01 are without a stop for 7 s.' })
  what!: string;

  /** To which money; null when none is touched. */
  @text('account main, bingx-usdt-m/BTC-USDT, long 0.01')
  money!: string | null;

  /** What to do now. */
  @ApiProperty({ example: 'Set a stop on the venue by hand.' })
  action!: string;

  /** Anchor in docs/operations/runbook.md. */
  @ApiProperty({ example: 'position-unprotected' })
  runbook!: string;

  /** When it was noticed. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  openedAt!: string;

  static from(notification: Notification): OpenNotificationResponse {
    const { id, key, severity, subject, what, money, action, runbook, openedAt } = notification;
    return {
      ...{ id, key, severity, subject, what, money, action, runbook },
      openedAt: openedAt.toISOString(),
    };
  }
}

/** A notification with what became of it. */
export class NotificationResponse extends OpenNotificationResponse {
  /** Whether it still is wrong. */
  @ApiProperty({ example: true })
  isOpen!: boolean;

  /** How often it was raised while it was open. */
  @ApiProperty({ type: 'integer', example: 1 })
  occurrences!: number;

  /** When it was over. */
  @text(null)
  clearedAt!: string | null;

  /** How it ended. */
  @text(null)
  clearedBy!: string | null;

  /** Its messages, channel by channel; the log has it in any case. */
  @ApiProperty({ type: () => [DeliveryResponse] })
  deliveries!: readonly DeliveryResponse[];

  static fromHistory({ notification, deliveries }: NotificationHistory): NotificationResponse {
    return Object.assign(new NotificationResponse(), OpenNotificationResponse.from(notification), {
      isOpen: isOpen(notification),
      occurrences: notification.occurrences,
      clearedAt: notification.clearedAt?.toISOString() ?? null,
      clearedBy: notification.clearedBy,
      deliveries: deliveries.map((delivery) => DeliveryResponse.from(delivery)),
    });
  }
}

/** A page of notifications, newest first. */
export class NotificationPageResponse extends pageResponse(
  NotificationResponse,
  'notifications',
  (history: NotificationHistory) => NotificationResponse.fromHistory(history),
) {}
