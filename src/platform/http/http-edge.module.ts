import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ApiTokens } from '@/platform/http/api-tokens';
import { CallerAddress } from '@/platform/http/caller-address';
import { CallerContext } from '@/platform/http/caller-context';
import { IpAllowGuard } from '@/platform/http/ip-allow.guard';
import { IpPolicy } from '@/platform/http/ip-policy';
import { ProblemFilter } from '@/platform/http/problem.filter';
import { RequestLog } from '@/platform/http/request-log';
import { TokenGuard } from '@/platform/http/token.guard';
import { requestValidationPipe } from '@/platform/http/validation/request-validation.pipe';

/** The HTTP edge: address first, then token, then the form of the request; one filter for whatever goes wrong. */
@Global()
@Module({
  providers: [
    IpPolicy,
    CallerAddress,
    CallerContext,
    ApiTokens,
    RequestLog,
    { provide: APP_GUARD, useClass: IpAllowGuard },
    { provide: APP_GUARD, useClass: TokenGuard },
    { provide: APP_PIPE, useFactory: requestValidationPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [IpPolicy, CallerAddress, CallerContext, ApiTokens, RequestLog],
})
export class HttpEdgeModule {}
