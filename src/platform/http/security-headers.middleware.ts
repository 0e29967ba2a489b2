import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { isDocsPath } from '@/platform/http/docs-token.middleware';

/** TLS ends at the proxy, which also says Strict-Transport-Security. */
const shared = { strictTransportSecurity: false } as const;

const apiHeaders = helmet({
  ...shared,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
});

/** Swagger UI is scripts and styles of our own; it styles inline and draws with data: images. */
const docsHeaders = helmet({
  ...shared,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'", 'data:'],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      frameAncestors: ["'none'"],
    },
  },
});

/** Answers of the API are neither cached nor framed nor run. */
export function securityHeadersMiddleware() {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Cache-Control', 'no-store');
    (isDocsPath(request.path) ? docsHeaders : apiHeaders)(request, response, next);
  };
}
