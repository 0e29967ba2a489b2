import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { problemOf, writeProblem } from '@/platform/http/problem';
import { RequestLog } from '@/platform/http/request-log';

/** The only writer of error bodies. Guards, pipes, handlers, body parsing and unknown paths all end here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: RequestLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOf(error, this.log.begin(request, response), request.path);
    this.log.failed(request, problem, error);
    writeProblem(response, problem);
  }
}
