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
