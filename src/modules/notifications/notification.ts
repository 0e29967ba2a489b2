export const SEVERITIES = ['info', 'warning', 'critical'] as const;
/** `critical`: money is at risk now. `warning`: it will be if nobody looks. `info`: good to know. */
export type Severity = (typeof SEVERITIES)[number];

export const CHANNEL_NAMES = ['webhook', 'telegram', 'discord', 'email'] as const;
/** Channels with an outbox. The log is told at once and by itself. */
export type ChannelName = (typeof CHANNEL_NAMES)[number];

export const PHASES = ['opened', 'cleared'] as const;
/** Which of the two messages of a notification this is; one without an end has the first only. */
export type Phase = (typeof PHASES)[number];

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'expired'] as const;
/** `failed`: the other side refused for good. `expired`: tried until it was too old. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What a person is told. Written for somebody tired: what happened, to which money, what to do now. */
export interface Notice {
  readonly severity: Severity;
  /** One line. */
  readonly subject: string;
  readonly what: string;
  /** Account, instrument, size; null when no money is touched. */
  readonly money: string | null;
  readonly action: string;
  /** Anchor in docs/operations/runbook.md. */
  readonly runbook: string;
}

/** A stored notice. `key` names what is wrong; null for a message without an end. */
export interface Notification extends Notice {
  readonly id: string;
  readonly key: string | null;
  readonly openedAt: Date;
  /** How often it was raised while it was open. */
  readonly occurrences: number;
  readonly clearedAt: Date | null;
  /** How it ended. */
  readonly clearedBy: string | null;
}

/** One message of a notification on one channel. */
export interface Delivery {
  readonly notificationId: string;
  readonly phase: Phase;
  readonly channel: ChannelName;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date;
  readonly doneAt: Date | null;
  /** Why the last attempt did not deliver. */
  readonly lastError: string | null;
  /** Told as part of a summary. */
  readonly isInDigest: boolean;
}

/** Whether it still is wrong. */
export const isOpen = (notification: Pick<Notification, 'key' | 'clearedAt'>): boolean =>
  notification.key !== null && notification.clearedAt === null;
