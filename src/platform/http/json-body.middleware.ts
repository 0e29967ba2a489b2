import type { IncomingMessage } from 'node:http';
import { json, type NextFunction, type Request, type Response } from 'express';
import {
  BodyNotJsonError,
  BodyTooLargeError,
  MalformedJsonError,
} from '@/platform/http/http.errors';

/** Largest body of an API call, in bytes. The webhook has its own limit. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** Deepest nesting of an API call's body. Ours need four; what walks a body later must not run out of stack. */
const MAX_NESTING = 32;

/**
 * Parses JSON bodies and names what can be wrong with them; Express' own errors would repeat parts of the body.
 * Requests that `isRaw` names pass with their bytes unread.
 */
export function jsonBodyMiddleware(isRaw: (request: IncomingMessage) => boolean = () => false) {
  const parse = json({ limit: BODY_LIMIT_BYTES, strict: true, verify: refuseDeep });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!hasBody(request) || isRaw(request)) {
      next();
      return;
    }
    if (request.is('application/json') === false) {
      next(new BodyNotJsonError());
      return;
    }
    const done = (error?: unknown): void => {
      // Nobody is left to answer; the log line says that the caller broke off.
      if (typeOf(error) === 'request.aborted') return;
      next(error === undefined ? undefined : bodyError(error));
    };
    parse(request, response, done);
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function bodyError(error: unknown): unknown {
  return typeOf(error) === 'entity.too.large'
    ? new BodyTooLargeError(BODY_LIMIT_BYTES)
    : new MalformedJsonError();
}

function refuseDeep(_request: unknown, _response: unknown, bytes: Buffer): void {
  if (nestingOf(bytes) > MAX_NESTING) throw new MalformedJsonError();
}

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = Buffer.from('"\\[{]}');

/** How deep the brackets outside texts go. */
export function nestingOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

const typeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
