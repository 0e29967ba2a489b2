import type { IncomingMessage } from 'node:http';
import { Global, Module, RequestMethod } from '@nestjs/common';
import { LoggerModule, type Params } from 'nestjs-pino';
import type { Logger } from 'pino';
import { ROOT_LOGGER, rootLogger } from '@/platform/logging/root-logger';
import { LogSettings } from '@/platform/settings/log.settings';

/** Options of nestjs-pino: the request id on every line inside a request, no line of its own per request. */
export function loggerParams(logger: Logger): Params {
  return {
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      logger,
      autoLogging: false,
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      // RequestLog ran first and put the id into the answer's header.
      genReqId: (_request: IncomingMessage, response) =>
        String(response.getHeader('X-Request-Id') ?? ''),
    },
  };
}

/** Provides the root logger. */
@Global()
@Module({
  providers: [
    {
      provide: ROOT_LOGGER,
      inject: [LogSettings],
      useFactory: (settings: LogSettings) => rootLogger(settings),
    },
  ],
  exports: [ROOT_LOGGER],
})
export class RootLoggerModule {}

/** nestjs-pino over the root logger. */
@Module({
  imports: [LoggerModule.forRootAsync({ inject: [ROOT_LOGGER], useFactory: loggerParams })],
  exports: [LoggerModule],
})
export class LoggingModule {}
