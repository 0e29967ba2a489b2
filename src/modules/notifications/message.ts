import type { Notification, Phase, Severity } from '@/modules/notifications/notification';

/** What goes out on a channel: one notice, or the summary of several. Plain text, no markup. */
export interface Message {
  /** The same at every attempt, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly phase: Phase | 'summary';
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly at: Date;
  /** Ids of the notifications that it tells of. */
  readonly notificationIds: readonly string[];
}

/** A notification and which of its messages is due. */
export interface DueMessage {
  readonly notification: Notification;
  readonly phase: Phase;
}

const LISTED = 15;
const RUNBOOK = 'docs/operations/runbook.md';

/** The message of one notification. `runbookUrl` empty: links are paths in the repository. */
export function messageOf({ notification, phase }: DueMessage, runbookUrl: string): Message {
  const { id, severity, openedAt, clearedAt } = notification;
  const isOver = phase === 'cleared';
  return {
    id: `${id}-${phase}`,
    phase,
    severity,
    title: titleOf({ notification, phase }),
    text: isOver ? clearedText(notification) : openedText(notification, runbookUrl),
    at: isOver ? (clearedAt ?? openedAt) : openedAt,
    notificationIds: [id],
  };
}

const titleOf = ({ notification: { severity, subject }, phase }: DueMessage): string =>
  `[${phase === 'cleared' ? 'OVER' : severity.toUpperCase()}] ${subject}`;

function openedText(notification: Notification, runbookUrl: string): string {
  const { what, money, action, runbook, openedAt } = notification;
  return [
    `What: ${what}`,
    ...(money === null ? [] : [`Money: ${money}`]),
    `Do now: ${action}`,
    `Runbook: ${runbookUrl === '' ? RUNBOOK : runbookUrl}#${runbook}`,
    `Since: ${openedAt.toISOString()}`,
  ].join('\n');
}

function clearedText({ clearedBy, money, openedAt, clearedAt }: Notification): string {
  return [
    `What: ${clearedBy ?? 'It is over.'}`,
    ...(money === null ? [] : [`Money: ${money}`]),
    'Do now: nothing.',
    `From ${openedAt.toISOString()} to ${clearedAt?.toISOString() ?? 'now'}`,
  ].join('\n');
}

/** One message for many: how many of each kind, and the gravest of them by name. */
export function summaryOf(due: readonly DueMessage[], at: Date): Message {
  const sorted = [...due].sort((a, b) => rank(b) - rank(a));
  const opened = due.filter(({ phase }) => phase === 'opened');
  const counts = (['critical', 'warning', 'info'] as const)
    .map((severity) => ({
      severity,
      count: opened.filter(({ notification }) => notification.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${String(count)} ${severity}`);
  const over = due.length - opened.length;
  if (over > 0) counts.push(`${String(over)} over`);
  const lines = sorted.slice(0, LISTED).map((one) => `- ${titleOf(one)}`);
  const left = due.length - lines.length;
  return {
    id: `${due[0]?.notification.id ?? 'none'}-${due.at(-1)?.notification.id ?? 'none'}-summary`,
    phase: 'summary',
    severity: sorted[0]?.notification.severity ?? 'info',
    title: `[SUMMARY] ${String(due.length)} messages: ${counts.join(', ')}`,
    text: [
      ...lines,
      ...(left > 0 ? [`and ${String(left)} more`] : []),
      'Do now: read GET /notifications/?isOpen=true, the critical ones first.',
    ].join('\n'),
    at,
    notificationIds: [...new Set(due.map(({ notification }) => notification.id))],
  };
}

const rank = ({ notification, phase }: DueMessage): number =>
  phase === 'cleared' ? -1 : ['info', 'warning', 'critical'].indexOf(notification.severity);
