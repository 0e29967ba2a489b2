import { DomainError, type FieldProblem } from '@/kernel/errors';

/** The request is not well formed: 400, where a rule that it breaks would be 422. */
export abstract class MalformedRequestError extends DomainError {
  constructor(code: string, message: string, fields: readonly FieldProblem[] = []) {
    super('invalid', code, message, { fields });
  }
}

/** Fields of the body or the query are missing, unknown or of the wrong form. */
export class InvalidRequestError extends MalformedRequestError {
  constructor(fields: readonly FieldProblem[]) {
    super('invalid-request', 'the request has fields that are missing, unknown or wrong', fields);
  }
}

/** The body is not JSON. */
export class MalformedJsonError extends MalformedRequestError {
  constructor() {
    super('malformed-json', 'the body is not JSON');
  }
}

/** The cursor was not written by this service, or for another list. */
export class InvalidCursorError extends MalformedRequestError {
  constructor() {
    super('invalid-cursor', 'the cursor is not one of this list; start again without it', [
      { pointer: '/cursor', message: 'must be the nextCursor of the page before' },
    ]);
  }
}

/** The body is larger than this path accepts. */
export class BodyTooLargeError extends DomainError {
  constructor(limitBytes: number) {
    super('invalid', 'body-too-large', `the body is larger than ${String(limitBytes)} bytes`, {
      details: { limitBytes },
    });
  }
}

/** This path reads plain bodies only: a compressed one may grow without limit. */
export class EncodingNotAcceptedError extends DomainError {
  constructor() {
    super('invalid', 'encoding-not-accepted', 'send the body without a content encoding');
  }
}

/** There is a body, and it says of itself that it is not JSON: reading it as none would hide what the caller wanted. */
export class BodyNotJsonError extends DomainError {
  constructor() {
    super('invalid', 'body-not-json', 'send the body with Content-Type: application/json');
  }
}

/** The caller's address may not use this part of the service. */
export class CallerNotAllowedError extends DomainError {
  constructor() {
    super('forbidden', 'caller-not-allowed', 'this address may not use this path');
  }
}

/** No valid API token. Says the same for a missing, a wrong and a withdrawn one. */
export class TokenRequiredError extends DomainError {
  constructor() {
    super(
      'forbidden',
      'token-required',
      'this path needs a valid API token: Authorization: Bearer <token>',
    );
  }
}

/** The token is known, but was not given this scope. */
export class ScopeMissingError extends DomainError {
  constructor(scope: string) {
    super('forbidden', 'scope-missing', `this token has no scope '${scope}'`, {
      details: { scope },
    });
  }
}
