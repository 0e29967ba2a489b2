import { DomainError } from '@/kernel/errors';

/** No venue of that id is built in. */
export class VenueNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'venue-not-found', `there is no venue ${JSON.stringify(id.slice(0, 60))}`);
  }
}

/** In paper mode nothing that changes an account leaves the service. */
export class NothingSentInPaperModeError extends DomainError {
  constructor() {
    super(
      'conflict',
      'paper-mode',
      'TRADING_MODE is paper: nothing that changes an account of BingX is sent',
    );
  }
}

/** Only for play money. */
export class OnlyOnDemoError extends DomainError {
  constructor(account: string) {
    super('invalid', 'only-on-demo', `account '${account}' is not a demo account`);
  }
}
