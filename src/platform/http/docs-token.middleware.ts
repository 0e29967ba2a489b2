import type { NextFunction, Request, Response } from 'express';
import { basicPassword, bearerToken, type ApiTokens } from '@/platform/http/api-tokens';
import { demandScope } from '@/platform/http/token.guard';

export const isDocsPath = (path: string): boolean => /^\/docs(?:$|[/-])/i.test(path);

/**
 * Swagger UI is mounted on Express and no guard sees it. It needs `read` as the API does; a browser may also
 * show the token as the password of HTTP Basic.
 */
export function docsTokenMiddleware(tokens: ApiTokens) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!tokens.areRequired || !isDocsPath(request.path)) {
      next();
      return;
    }
    const { authorization } = request.headers;
    try {
      demandScope(tokens, bearerToken(authorization) ?? basicPassword(authorization), 'read');
      next();
    } catch (error) {
      response.setHeader(
        'WWW-Authenticate',
        'Basic realm="Strateger: an API token as password", charset="UTF-8"',
      );
      next(error);
    }
  };
}
