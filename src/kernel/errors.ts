/** What kind of failure an error is; platform/http maps each kind to one HTTP status and one log level. */
export type ErrorKind =
  'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'refused' | 'unavailable' | 'unexpected';

/** One problem of one input field. `pointer` is a JSON pointer such as `/long/quantity`. */
export interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly cause?: unknown;
  /** Facts for the reader, shown in the problem answer; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldProblem[];
}

/** Base of every error that our code throws on purpose. `code` is kebab-case and documented in docs/operations/problems.md. */
export abstract class DomainError extends Error {
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldProblem[];

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? {};
    this.fields = options.fields ?? [];
  }
}
