import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ApiTokens, bearerToken, opens } from '@/platform/http/api-tokens';
import type { ApiScope } from '@/platform/http/api-scope';
import { CallerContext } from '@/platform/http/caller-context';
import { ScopeMissingError, TokenRequiredError } from '@/platform/http/http.errors';
import type { Zone } from '@/platform/http/ip-policy';
import { SCOPE_KEY } from '@/platform/http/requires-scope.decorator';
import { ZONE_KEY } from '@/platform/http/zone.decorator';

/** A handler that says nothing needs `read` to look and `admin` to change: forgetting a decorator opens nothing. */
export const defaultScope = (method: string): ApiScope =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'read' : 'admin';

/** Asks API callers for a token with the handler's scope. Probes need none. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ApiTokens,
    private readonly caller: CallerContext,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const zone = this.reflector.getAllAndOverride<Zone | undefined>(ZONE_KEY, targets);
    if (!this.tokens.areRequired || zone === 'probe') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const scope = this.reflector.getAllAndOverride<ApiScope | undefined>(SCOPE_KEY, targets);
    const token = bearerToken(request.headers.authorization);
    const name = demandScope(this.tokens, token, scope ?? defaultScope(request.method));
    this.caller.identify(name);
    return true;
  }
}

/** The name of the token. Throws TokenRequiredError or ScopeMissingError unless it opens the scope. */
export function demandScope(tokens: ApiTokens, token: string | null, scope: ApiScope): string {
  const known = token === null ? null : tokens.find(token);
  if (known === null) throw new TokenRequiredError();
  if (!opens(known.scopes, scope)) throw new ScopeMissingError(scope);
  return known.name;
}
