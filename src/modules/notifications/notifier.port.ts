import type { Notice } from '@/modules/notifications/notification';

/**
 * Tells people. No method waits, throws or touches a database or a network: whoever trades may call them.
 * Everything goes through a bounded queue in memory into the outbox; what finds the queue full is counted and dropped.
 */
export abstract class Notifier {
  /** Something is wrong and stays so until it is cleared. Raising an open key again tells nobody twice. */
  abstract raise(key: string, notice: Notice): void;

  /** What was raised under the key is over; nothing happens when it is not open. `how` is one sentence. */
  abstract clear(key: string, how: string): void;

  /** A message without an end. */
  abstract tell(notice: Notice): void;
}
