import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { CallerAddress } from '@/platform/http/caller-address';
import { CallerNotAllowedError } from '@/platform/http/http.errors';
import { IpPolicy, type Zone } from '@/platform/http/ip-policy';
import { ZONE_KEY } from '@/platform/http/zone.decorator';

/** Lets a handler run only for addresses of its zone. The middleware in front covers what no guard sees. */
@Injectable()
export class IpAllowGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly policy: IpPolicy,
    private readonly caller: CallerAddress,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const zone = this.reflector.getAllAndOverride<Zone | undefined>(ZONE_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    const address = this.caller.of(context.switchToHttp().getRequest<Request>());
    if (!this.policy.decide(address, zone ?? 'internal')) throw new CallerNotAllowedError();
    return true;
  }
}
