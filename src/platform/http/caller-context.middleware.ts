import type { NextFunction, Request, Response } from 'express';
import type { CallerAddress } from '@/platform/http/caller-address';
import type { CallerContext } from '@/platform/http/caller-context';

const isLoopback = (address: string | null): boolean =>
  address !== null && (address === '::1' || address.startsWith('127.'));

/**
 * From here on the request has its caller. The token guard puts a name to it. It stands behind the body parser:
 * what a stream's events call back would otherwise run outside of it.
 */
export function callerContextMiddleware(context: CallerContext, address: CallerAddress) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const from = address.of(request);
    const who = isLoopback(from) ? 'anonymous-loopback' : 'anonymous';
    context.run({ who, from }, next);
  };
}
