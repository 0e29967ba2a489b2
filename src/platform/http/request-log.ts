import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '@/kernel/clock';
import { CallerAddress } from '@/platform/http/caller-address';
import type { Problem } from '@/platform/http/problem.response';
import { ROOT_LOGGER } from '@/platform/logging/root-logger';

interface Entry {
  readonly requestId: string;
  readonly startedMs: number;
  /** Route template set by whoever answers ahead of the router. */
  route?: string;
  failure?: { readonly problem: Problem; readonly error: unknown };
}

const SANE_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The request id that a caller proposes, when it is harmless in a log; null otherwise. */
export function saneRequestId(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' && SANE_ID.test(header) ? header : null;
}

/**
 * Gives every request its id and writes exactly one line when its answer has ended, however it ended: handled,
 * denied, unknown path, static file, broken off. Lines hold the route's template, never its values: paths may
 * carry tokens. Queries and bodies are never logged.
 */
@Injectable()
export class RequestLog {
  private readonly entries = new WeakMap<IncomingMessage, Entry>();
  /**
   * For lines without an error: they hold nothing that a caller could have put a secret into, and the search for secrets
   * is a sixth of what a delivery costs.
   */
  private readonly unsearched: Logger;

  constructor(
    private readonly clock: Clock,
    private readonly caller: CallerAddress,
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
  ) {
    this.unsearched = logger.child({}, { redact: { paths: [] } });
  }

  /** Starts the request's line and returns its id; a second call only returns the id. */
  begin(request: IncomingMessage, response: ServerResponse): string {
    const known = this.entries.get(request);
    if (known !== undefined) return known.requestId;
    const requestId = saneRequestId(request.headers['x-request-id']) ?? randomUUID();
    const entry: Entry = { requestId, startedMs: this.clock.monotonicMs() };
    this.entries.set(request, entry);
    response.setHeader('X-Request-Id', requestId);
    response.once('close', () => {
      this.write(request, response, entry);
    });
    return requestId;
  }

  /** The id given to a request; null before `begin`. */
  idOf(request: IncomingMessage): string | null {
    return this.entries.get(request)?.requestId ?? null;
  }

  /** Names the route template of a request that is answered ahead of the router. */
  routed(request: IncomingMessage, route: string): void {
    const entry = this.entries.get(request);
    if (entry !== undefined) entry.route = route;
  }

  /** Adds the reason of a failure to the request's line. */
  failed(request: IncomingMessage, problem: Problem, error: unknown): void {
    const entry = this.entries.get(request);
    if (entry !== undefined) entry.failure = { problem, error };
  }

  private write(request: IncomingMessage, response: ServerResponse, entry: Entry): void {
    const { failure } = entry;
    const status = response.statusCode;
    const err = status >= 500 ? failure?.error : undefined;
    const line = {
      requestId: entry.requestId,
      method: request.method,
      route: entry.route ?? routeOf(request),
      status,
      ms: Math.round((this.clock.monotonicMs() - entry.startedMs) * 10) / 10,
      address: this.caller.of(request),
      ...(failure === undefined ? {} : { code: failure.problem.code }),
      ...(response.writableFinished ? {} : { isBrokenOff: true }),
      ...(err === undefined ? {} : { err }),
    };
    const logger = err === undefined ? this.unsearched : this.logger;
    logger[levelOf(status)](line, 'request');
  }
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status === 403 || status === 401 || status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}

/** The matched template; for anything else the first segment only, because what follows may be a secret. */
function routeOf(request: IncomingMessage): string {
  const { route, originalUrl } = request as { route?: { path?: unknown }; originalUrl?: string };
  if (typeof route?.path === 'string' && !route.path.includes('*')) return route.path;
  const [path = ''] = (originalUrl ?? request.url ?? '').split('?');
  const [, first = '', ...more] = path.split('/');
  return `/${first.slice(0, 40)}${more.length > 0 && more.join('') !== '' ? '/…' : ''}`;
}
