import type { ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@/kernel/errors';
import { isDatabaseUnavailable } from '@/platform/http/database-failure';
import {
  BodyNotJsonError,
  BodyTooLargeError,
  EncodingNotAcceptedError,
  MalformedRequestError,
  TokenRequiredError,
} from '@/platform/http/http.errors';
import { Problem } from '@/platform/http/problem.response';

/** The one table from kind of error to HTTP status. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  refused: 422,
  unavailable: 503,
  unexpected: 500,
};

const RETRY_AFTER_SECONDS = 5;

/**
 * What the caller is told about an error. Pure. Only errors that we threw on purpose show their message; the
 * message of anything else may hold addresses, SQL or secrets and goes to the log alone.
 */
export function problemOf(error: unknown, requestId: string, instance?: string): Problem {
  const place = { requestId, ...(instance === undefined ? {} : { instance }) };
  if (error instanceof DomainError && error.kind !== 'unexpected')
    return { ...domainProblem(error), ...place };
  if (isDatabaseUnavailable(error)) {
    return {
      ...named('database-unavailable', 503),
      detail: 'a database does not answer or takes no writes; nothing was changed, try again',
      ...place,
    };
  }
  if (error instanceof HttpException && error.getStatus() < 500)
    return { ...httpProblem(error.getStatus()), ...place };
  return {
    ...named('internal-error', 500),
    detail: `something went wrong here; the log says what, under request ${requestId}`,
    ...place,
  };
}

function domainProblem(error: DomainError): Omit<Problem, 'requestId'> {
  const venueCode = error.details['venueCode'];
  return {
    ...named(error.code, statusOf(error)),
    detail: error.message,
    ...(typeof venueCode === 'string' ? { venueCode } : {}),
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
    ...(error.fields.length > 0 ? { errors: error.fields.map((field) => ({ ...field })) } : {}),
  };
}

function statusOf(error: DomainError): number {
  if (error instanceof MalformedRequestError) return 400;
  if (error instanceof TokenRequiredError) return 401;
  if (error instanceof BodyTooLargeError) return 413;
  if (error instanceof EncodingNotAcceptedError || error instanceof BodyNotJsonError) return 415;
  return STATUS[error.kind];
}

/** Errors of Express and Nest themselves. Their messages repeat the URL with its query, so they are not shown. */
function httpProblem(status: number): Omit<Problem, 'requestId'> {
  if (status === 404)
    return { ...named('path-not-found', 404), detail: 'there is nothing at this path and method' };
  return {
    type: 'about:blank',
    title: 'The request was not accepted',
    status,
    detail: 'the request was not accepted',
    code: `http-${String(status)}`,
  };
}

/** The parts of a problem that follow from its code. */
export function named(
  code: string,
  status: number,
): Pick<Problem, 'type' | 'title' | 'status' | 'code'> {
  const words = code.replaceAll('-', ' ');
  return {
    type: `/problems/${code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status,
    code,
  };
}

/** Sends a problem on a bare Node response; the filter and the webhook share it. An answer under way is cut off. */
export function writeProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problem);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.setHeader('Cache-Control', 'no-store');
  if (problem.status === 503) response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
  if (problem.status === 401 && !response.hasHeader('WWW-Authenticate')) {
    response.setHeader('WWW-Authenticate', 'Bearer realm="Strateger"');
  }
  response.end(body);
}
