import { DomainError } from '@/kernel/errors';

/** No notification has this id. */
export class NotificationNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'notification-not-found', `no notification ${id}`);
  }
}
