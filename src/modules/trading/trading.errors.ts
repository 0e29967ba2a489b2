import { DomainError } from '@/kernel/errors';

/** A manual order breaks a rule; names the field and the rule. */
export class OrderNotPossibleError extends DomainError {
  constructor(code: string, pointer: string, message: string) {
    super('invalid', code, message, { fields: [{ pointer, message }] });
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
