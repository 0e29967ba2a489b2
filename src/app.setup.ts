import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { bringsAlarm } from '@/modules/alarms/raw-body';
import { ApiTokens } from '@/platform/http/api-tokens';
import { CallerAddress } from '@/platform/http/caller-address';
import { CallerContext } from '@/platform/http/caller-context';
import { callerContextMiddleware } from '@/platform/http/caller-context.middleware';
import { docsTokenMiddleware } from '@/platform/http/docs-token.middleware';
import { ipAllowMiddleware } from '@/platform/http/ip-allow.middleware';
import { IpPolicy } from '@/platform/http/ip-policy';
import { jsonBodyMiddleware } from '@/platform/http/json-body.middleware';
import { openApiDocument, type OpenApiPaths } from '@/platform/http/openapi-document';
import { requestLogMiddleware } from '@/platform/http/request-log.middleware';
import { RequestLog } from '@/platform/http/request-log';
import { securityHeadersMiddleware } from '@/platform/http/security-headers.middleware';

/**
 * What Nest does not do by itself, in the order in which a request meets it: id and log line, address, headers,
 * token of /docs, body, caller. Guards, validation and the problem filter are providers of HttpEdgeModule.
 * The app must be made with `bodyParser: false`: Nest's own parser would answer strangers.
 */
export function configureApp(
  app: NestExpressApplication,
  extraPaths: OpenApiPaths = {},
): NestExpressApplication {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLogMiddleware(app.get(RequestLog)));
  app.use(securityHeadersMiddleware());
  app.use(ipAllowMiddleware(app.get(IpPolicy), app.get(CallerAddress)));
  app.use(docsTokenMiddleware(app.get(ApiTokens)));
  app.use(jsonBodyMiddleware(bringsAlarm));
  app.use(callerContextMiddleware(app.get(CallerContext), app.get(CallerAddress)));
  // A function: the document is built when somebody first opens it, not while the service starts.
  SwaggerModule.setup('docs', app, () => openApiDocument(app, extraPaths), {
    customSiteTitle: 'Strateger API',
    jsonDocumentUrl: 'docs-json',
    swaggerOptions: { tryItOutEnabled: true },
  });
  return app;
}
