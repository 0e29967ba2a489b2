import { DomainError } from '@/kernel/errors';

/** No order with this id. */
export class OrderNotFoundError extends DomainError {
  constructor(orderId: string) {
    super('not-found', 'order-not-found', `there is no order ${orderId}`);
  }
}

/** The order's state does not allow this step. */
export class IllegalOrderTransitionError extends DomainError {
  constructor(orderId: string, state: string, event: string) {
    super(
      'conflict',
      'illegal-order-transition',
      `order ${orderId} is ${state}: '${event}' is not possible`,
      {
        details: { orderId, state, event },
      },
    );
  }
}

/** Somebody else changed the order in the meantime; read it again. */
export class OrderChangedError extends DomainError {
  constructor(orderId: string) {
    super(
      'conflict',
      'order-changed',
      `order ${orderId} was changed by somebody else; read it again`,
    );
  }
}

/** Another worker took the lane over; whatever this one wanted to write is stale. */
export class LeaseLostError extends DomainError {
  constructor(lane: string) {
    super('conflict', 'lease-lost', `the lease on '${lane}' was taken over by another worker`);
  }
}

/** The look that a caller began beside its record said no; nothing was written. Never leaves that caller. */
export class RecordNotAllowedError extends Error {
  constructor(orderId: string) {
    super(`order ${orderId} may not be recorded so after all`);
    this.name = RecordNotAllowedError.name;
  }
}

/** Entries of the account were stopped after the order was looked at and before it was written down as sent. */
export class EntriesStoppedError extends DomainError {
  constructor(account: string) {
    super('conflict', 'entries-stopped', `entries of account '${account}' were stopped just now`);
  }
}

/** No halt with this id. */
export class HaltNotFoundError extends DomainError {
  constructor(haltId: string) {
    super('not-found', 'halt-not-found', `there is no halt ${haltId.slice(0, 40)}`);
  }
}

/** No decision with this id. */
export class DecisionNotFoundError extends DomainError {
  constructor(decisionId: string) {
    super('not-found', 'decision-not-found', `there is no decision ${decisionId}`);
  }
}
