import { json, type NextFunction, type Request, type Response } from 'express';
import { BodyTooLargeError, MalformedJsonError } from '@/platform/http/http.errors';

/** Largest body of an API call, in bytes. The webhook has its own limit. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** Parses JSON bodies and names what can be wrong with them; Express' own errors would repeat parts of the body. */
export function jsonBodyMiddleware() {
  const parse = json({ limit: BODY_LIMIT_BYTES, strict: true });
  return (request: Request, response: Response, next: NextFunction): void => {
    parse(request, response, (error?: unknown) => {
      // Nobody is left to answer; the log line says that the caller broke off.
      if (typeOf(error) === 'request.aborted') return;
      next(error === undefined ? undefined : bodyError(error));
    });
  };
}

function bodyError(error: unknown): unknown {
  return typeOf(error) === 'entity.too.large'
    ? new BodyTooLargeError(BODY_LIMIT_BYTES)
    : new MalformedJsonError();
}

const typeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
