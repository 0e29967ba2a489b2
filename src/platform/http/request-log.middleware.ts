import type { NextFunction, Request, Response } from 'express';
import type { RequestLog } from '@/platform/http/request-log';

/** First of all: from here on the request has an id and its one log line. */
export function requestLogMiddleware(log: RequestLog) {
  return (request: Request, response: Response, next: NextFunction): void => {
    log.begin(request, response);
    next();
  };
}
