import { DomainError } from '@/kernel/errors';

/** The same Idempotency-Key was used for another transfer, or it was refused this very moment. */
export class TransferKeyReusedError extends DomainError {
  constructor() {
    super(
      'conflict',
      'idempotency-key-reused',
      'this Idempotency-Key belongs to another transfer; choose a new one',
    );
  }
}

/** No dead man's switch is set there. */
export class NoDeadMansSwitchError extends DomainError {
  constructor(product: string, account: string) {
    super(
      'not-found',
      'no-dead-mans-switch',
      `no dead man's switch is set on ${product} of account '${account}'`,
    );
  }
}
