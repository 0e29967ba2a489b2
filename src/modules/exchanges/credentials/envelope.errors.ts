import { DomainError } from '@/kernel/errors';

/** A sealed value does not open: wrong key, another row or field, or it was changed. Nothing was destroyed. */
export class SealBrokenError extends DomainError {
  constructor(field: string) {
    super('refused', 'credentials-unreadable', `the sealed ${field} does not open with this key`);
  }
}

/** The master key that sealed an account is not configured. Nothing was destroyed. */
export class MasterKeyMissingError extends DomainError {
  constructor(keyId: string) {
    super(
      'refused',
      'master-key-missing',
      `the account was sealed with master key ${JSON.stringify(keyId.slice(0, 32))}, and CREDENTIALS_KEY has no such key`,
      { details: { keyId: keyId.slice(0, 32) } },
    );
  }
}

/** No master key is configured at all, so nothing can be sealed. */
export class CannotSealError extends DomainError {
  constructor() {
    super(
      'refused',
      'credentials-key-missing',
      'keys are stored sealed only: set CREDENTIALS_KEY or CREDENTIALS_KEY_FILE and start again',
    );
  }
}
