import { DomainError } from '@/kernel/errors';

/** No account of that name is configured or has a paper book. */
export class AccountNotFoundError extends DomainError {
  constructor(name: string) {
    super(
      'not-found',
      'account-not-found',
      `there is no account ${JSON.stringify(name.slice(0, 100))}`,
    );
  }
}

/** Taking the account's key away now would leave something that nobody can close or settle. */
export class AccountInUseError extends DomainError {
  constructor(name: string, uses: readonly string[]) {
    super('conflict', 'account-in-use', `account ${name} is in use: ${uses.join('; ')}`, {
      details: { uses },
    });
  }
}
