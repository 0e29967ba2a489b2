import type { NextFunction, Request, Response } from 'express';
import type { CallerAddress } from '@/platform/http/caller-address';
import { CallerNotAllowedError } from '@/platform/http/http.errors';
import type { IpPolicy, Zone } from '@/platform/http/ip-policy';

const PROBE_PATHS: readonly string[] = ['/health/live', '/health/ready'];

/** The zone of a path before routing. Everything that is no probe is internal, unknown paths included. */
export function zoneOf(path: string): Zone {
  return PROBE_PATHS.includes(path.replace(/\/$/, '')) ? 'probe' : 'internal';
}

/**
 * In front of the router, for every path: Nest runs no guard on /docs, on unknown paths and on bodies that do not
 * parse, so a stranger would get answers there. Throws CallerNotAllowedError before any body is read.
 */
export function ipAllowMiddleware(policy: IpPolicy, caller: CallerAddress) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const isAllowed = policy.decide(caller.of(request), zoneOf(request.path));
    next(isAllowed ? undefined : new CallerNotAllowedError());
  };
}
