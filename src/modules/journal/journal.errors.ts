import { DomainError } from '@/kernel/errors';

/** The command could not be written down, so it was not carried out. */
export class JournalUnavailableError extends DomainError {
  constructor(cause: unknown) {
    super(
      'unavailable',
      'journal-unavailable',
      'the journal takes no entries now, and what can not be written down is not done; try again',
      { cause },
    );
  }
}

/** The chain has no entry of this number. */
export class JournalEntryNotFoundError extends DomainError {
  constructor(sequence: string) {
    super('not-found', 'journal-entry-not-found', `the journal has no entry ${sequence}`);
  }
}
