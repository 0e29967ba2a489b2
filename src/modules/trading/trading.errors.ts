import { DomainError } from '@/kernel/errors';

/** A manual order breaks a rule; names the field and the rule. */
export class OrderNotPossibleError extends DomainError {
  constructor(
    code: string,
    private readonly pointer: string,
    message: string,
  ) {
    super('invalid', code, message, { fields: [{ pointer, message }] });
  }

  /** The same about an order inside a larger request. */
  within(path: string): OrderNotPossibleError {
    return new OrderNotPossibleError(this.code, `${path}${this.pointer}`, this.message);
  }
}

/** The account is not configured, or can not trade the instrument. */
export class AccountCannotTradeError extends DomainError {
  constructor(account: string, instrument: string) {
    super('invalid', 'account-unknown', `account '${account}' can not trade ${instrument}`, {
      fields: [
        { pointer: '/account', message: 'must be a configured account that trades the instrument' },
      ],
    });
  }
}

/** Only the two orders of an OCO are cancelled as one. */
export class OrderNotOfPairError extends DomainError {
  constructor(orderId: string) {
    super('conflict', 'order-not-of-pair', `order ${orderId} is none of an OCO`);
  }
}

/** The venue holds no such position now. */
export class PositionNotFoundError extends DomainError {
  constructor(instrument: string, positionId?: string) {
    const which = positionId === undefined ? '' : ` with id ${positionId.slice(0, 40)}`;
    super('not-found', 'position-not-found', `nothing to close on ${instrument}${which}`);
  }
}

/** The risk gate stopped a manual order. */
export class RiskGateClosedError extends DomainError {
  constructor(reason: string, detail: string) {
    super('conflict', reason, detail);
  }
}

/** The same Idempotency-Key was used for another order. */
export class IdempotencyKeyReusedError extends DomainError {
  constructor() {
    super(
      'conflict',
      'idempotency-key-reused',
      'this Idempotency-Key belongs to another order; choose a new one',
    );
  }
}

/** What a person says of an order contradicts what the venue lists; names the field and the rule. */
export class IdentificationMisfitError extends DomainError {
  constructor(field: 'venueOrderId' | 'notPlaced', rule: string, contradicted: string = field) {
    super('invalid', 'identification-misfit', `${field} ${rule}`, {
      fields: [{ pointer: `/${field}`, message: rule }],
      details: { contradicted },
    });
  }
}

/** Nobody has to say which order it is: that is known. */
export class OrderNotInDoubtError extends DomainError {
  constructor(orderId: string, state: string) {
    const message = `order ${orderId} is ${state}: what became of it is known or being asked`;
    super('conflict', 'order-not-in-doubt', message, { details: { state } });
  }
}
