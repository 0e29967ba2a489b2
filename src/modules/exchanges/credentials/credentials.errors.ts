import { DomainError } from '@/kernel/errors';
import type { KeyObjection } from '@/modules/exchanges/credentials/key-judgement';

/** An account of that name is there, or the name is kept for one that was. */
export class AccountExistsError extends DomainError {
  constructor(name: string) {
    const message =
      'must be a name that no account has or had; a revoked one comes back with a new key';
    super('conflict', 'account-exists', `there is an account ${name} already`, {
      fields: [{ pointer: '/name', message }],
    });
  }
}

/** The key belongs to an account that is registered under another name: both would trade one book. */
export class AccountUidTakenError extends DomainError {
  constructor(otherName: string | null) {
    const other = otherName === null ? '' : `: ${otherName}`;
    super(
      'conflict',
      'account-uid-taken',
      `this account of the exchange is registered already${other}`,
      {
        details: { account: otherName },
        fields: [
          { pointer: '/apiKey', message: 'belongs to an account that is registered already' },
        ],
      },
    );
  }
}

/** The exchange refuses the key, or the key breaks one of our rules. Nothing was stored. */
export class AccountKeyRefusedError extends DomainError {
  constructor({ code, pointer, message }: KeyObjection) {
    super(
      'invalid',
      'account-key-refused',
      `the key is not taken: ${pointer.slice(1)} ${message}`,
      {
        details: { reason: code },
        fields: [{ pointer, message }],
      },
    );
  }
}

/** A new key must belong to the same account of the exchange. */
export class AccountKeyForeignError extends DomainError {
  constructor(name: string) {
    super(
      'conflict',
      'account-key-foreign',
      `the new key belongs to another account than ${name}`,
      {
        fields: [
          { pointer: '/apiKey', message: 'must belong to the same account of the exchange' },
        ],
      },
    );
  }
}

/** Both halves of a key come together. */
export class AccountKeyIncompleteError extends DomainError {
  constructor() {
    const message = 'is needed: a new key comes with its secret';
    super('invalid', 'account-key-incomplete', 'a new key needs apiKey and secretKey', {
      fields: ['/apiKey', '/secretKey'].map((pointer) => ({ pointer, message })),
    });
  }
}

/** The parent must be an account with the same environment that has no parent itself. */
export class AccountParentError extends DomainError {
  constructor() {
    const message = 'must be the name of another main account in the same environment';
    super('invalid', 'account-parent-unknown', `parent ${message}`, {
      fields: [{ pointer: '/parent', message }],
    });
  }
}

/** The account stands in the settings or is a paper book: it is not changed here. */
export class AccountNotStoredError extends DomainError {
  constructor(name: string) {
    super(
      'conflict',
      'account-not-stored',
      `account ${JSON.stringify(name.slice(0, 60))} is not stored: it comes from the settings or is a paper book`,
    );
  }
}

/** A revoked account has no key; it comes back with a new one. */
export class AccountRevokedError extends DomainError {
  constructor(name: string) {
    super('conflict', 'account-revoked', `account ${name} is revoked; give it a new key first`);
  }
}

/** Somebody else changed the account in the meantime. */
export class AccountChangedError extends DomainError {
  constructor(name: string) {
    super('conflict', 'account-changed', `account ${name} was changed meanwhile; read it again`);
  }
}
