import { DomainError } from '@/kernel/errors';

/** More candles were asked for than one back-fill may fetch. */
export class BackfillTooLargeError extends DomainError {
  constructor(asked: number, most: number) {
    super(
      'invalid',
      'backfill-too-large',
      `${String(asked)} candles are more than the ${String(most)} of one back-fill`,
      {
        details: { asked, most },
      },
    );
  }
}

/** The times of a request are the wrong way round. */
export class EmptySpanError extends DomainError {
  constructor() {
    super('invalid', 'span-empty', '`from` must be before `to`', {
      fields: [{ pointer: '/from', message: 'must be before `to`' }],
    });
  }
}
