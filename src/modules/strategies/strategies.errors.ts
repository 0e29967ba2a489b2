import { DomainError, type FieldProblem } from '@/kernel/errors';

/** There is no such strategy, or it is deleted and the caller did not ask for deleted ones. */
export class StrategyNotFoundError extends DomainError {
  constructor(strategyId: string) {
    super('not-found', 'strategy-not-found', `there is no strategy ${strategyId}`, {
      details: { strategyId },
    });
  }
}

/** Somebody else changed the strategy in the meantime; read it again. */
export class StrategyChangedError extends DomainError {
  constructor(strategyId: string, expectedVersion: number, currentVersion: number) {
    super(
      'conflict',
      'strategy-changed',
      `strategy ${strategyId} is at version ${String(currentVersion)} now, not ${String(expectedVersion)}; read it again`,
      { details: { strategyId, expectedVersion, currentVersion } },
    );
  }
}

/** A live strategy with the same alarm name, instrument and account exists: both would trade every alarm. */
export class StrategyExistsError extends DomainError {
  constructor(existingId: string | null) {
    super(
      'conflict',
      'strategy-exists',
      `a strategy with this alarm name, instrument and account exists already${existingId === null ? '' : `: ${existingId}`}`,
      { details: { existingId } },
    );
  }
}

/** A deleted strategy stays readable and changes no more. */
export class StrategyDeletedError extends DomainError {
  constructor(strategyId: string) {
    super('conflict', 'strategy-deleted', `strategy ${strategyId} was deleted; create a new one`, {
      details: { strategyId },
    });
  }
}

/** The strategy would break a rule; every broken one is listed with its field. */
export class StrategyInvalidError extends DomainError {
  constructor(fields: readonly FieldProblem[]) {
    super('invalid', 'strategy-invalid', 'the strategy breaks rules; see errors', { fields });
  }
}

/** A change must say which version it was made from, so that it never undoes somebody else's. */
export class VersionRequiredError extends DomainError {
  constructor() {
    super(
      'invalid',
      'version-required',
      'name the version that you read: the If-Match header with its ETag, or version',
      {
        fields: [{ pointer: '/version', message: 'must be the version that was read' }],
      },
    );
  }
}

/** The If-Match header is no version of ours, or contradicts the version field. */
export class VersionUnreadableError extends DomainError {
  constructor(message: string) {
    super('invalid', 'version-unreadable', message, { fields: [{ pointer: '/version', message }] });
  }
}
