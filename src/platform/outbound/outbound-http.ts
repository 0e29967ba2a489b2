import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HttpService } from '@nestjs/axios';
import type { AxiosResponse } from 'axios';

/** One request, ready to be sent: the URL is put on the wire as it stands and is never logged. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** What the log calls this request: method and path, without query. */
  readonly label: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time limit of the whole exchange, connection and body included; the client's own when absent. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What came back, whatever the status: the text is untouched. Header names are lower case. */
export interface OutboundAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly ms: number;
}

/** No connection was made: the other side certainly never saw the request. */
export interface OutboundNotSent {
  readonly kind: 'not-sent';
  readonly reason: string;
  readonly ms: number;
}

/** The request may have arrived and may have been acted on: time limit, reset, half an answer, too large an answer. */
export interface OutboundUnknown {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly ms: number;
}

export type OutboundOutcome = OutboundAnswer | OutboundNotSent | OutboundUnknown;

/** The part of a pino logger that is used here. */
export interface OutboundLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  /** For what a person has to look at; warns where it is absent. */
  error?(fields: object, message: string): void;
}

export interface OutboundOptions {
  /** Whom this client talks to; a log field. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Largest answer in bytes, after decompression. */
  readonly maxAnswerBytes?: number;
  readonly log?: OutboundLog;
  /** How names are resolved; the system's way when absent. */
  readonly lookup?: LookupFunction;
}

/** Sends one HTTP request and never throws: each way it can end is an outcome. It follows no redirect and never retries. */
export interface OutboundHttp {
  send(request: OutboundRequest): Promise<OutboundOutcome>;
  /** Closes the idle connections. */
  close(): void;
}

const DEFAULT_MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Idle sockets are dropped before usual servers drop them, because a write on a socket just closed is an unknown outcome. */
const IDLE_SOCKET_MS = 15_000;

/** Errors that only happen before the first byte of the request is written. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EPRIVATE',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ERR_INVALID_URL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Makes the client of one outside service. Only this folder knows axios. */
export function createOutboundHttp(options: OutboundOptions): OutboundHttp {
  const agentOptions = {
    keepAlive: true,
    maxSockets: 32,
    timeout: IDLE_SOCKET_MS,
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  } as const;
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  let service: Promise<HttpService> | null = null;
  const send = async (request: OutboundRequest): Promise<OutboundOutcome> => {
    service ??= loadService(options, { httpAgent, httpsAgent });
    const outcome = await sendOnce(await service, request, options.timeoutMs);
    logOutcome(options, request, outcome);
    return outcome;
  };
  return {
    send,
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/**
 * Loaded with the first request and not with this file: axios takes a tenth of the whole start, and the service is
 * ready before it asks anybody anything.
 */
async function loadService(
  options: OutboundOptions,
  agents: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent },
): Promise<HttpService> {
  const [{ HttpService }, { default: axios }] = await Promise.all([
    import('@nestjs/axios'),
    import('axios'),
  ]);
  return new HttpService(
    axios.create({
      ...agents,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: options.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES,
      maxBodyLength: 1024 * 1024,
      responseType: 'text',
      transformRequest: [(body: unknown) => body],
      transformResponse: [(body: unknown) => body],
      validateStatus: () => true,
    }),
  );
}

async function sendOnce(
  service: HttpService,
  request: OutboundRequest,
  defaultTimeoutMs: number,
): Promise<OutboundOutcome> {
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  if (request.signal?.aborted === true) {
    return { kind: 'not-sent', reason: 'given up before it was sent', ms: 0 };
  }
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  // axios's own limit watches for silence only; an answer that trickles in would never end.
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal]);
  try {
    const response = await service.axiosRef.request<unknown>({
      method: request.method,
      url: request.url,
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { data: request.body }),
      signal,
    });
    return answerOf(response, elapsed());
  } catch (error) {
    if (limit.aborted) {
      return { kind: 'unknown', reason: `no answer within ${String(timeoutMs)} ms`, ms: elapsed() };
    }
    return { ...readFailure(error), ms: elapsed() };
  }
}

function answerOf(response: AxiosResponse<unknown>, ms: number): OutboundAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  const text = typeof response.data === 'string' ? response.data : '';
  return { kind: 'answer', status: response.status, headers, text, ms };
}

/**
 * Tells "never sent" from "nobody knows". The error object itself goes no further: axios hangs the whole request
 * on it, signature and key included.
 */
function readFailure(error: unknown): { kind: 'not-sent' | 'unknown'; reason: string } {
  const chain = causesOf(error);
  const code = chain.map(codeOf).find((found) => found !== null) ?? null;
  const beforeConnection = chain.some(
    (cause) => BEFORE_CONNECTION.has(codeOf(cause) ?? '') || syscallOf(cause) === 'connect',
  );
  if (beforeConnection) return { kind: 'not-sent', reason: `no connection (${code ?? 'failed'})` };
  const message = error instanceof Error ? error.message.slice(0, 120) : 'failed';
  return { kind: 'unknown', reason: code === null ? message : `${code}: ${message}` };
}

function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  const pending: unknown[] = [error];
  while (pending.length > 0 && chain.length < 10) {
    const next = pending.shift();
    if (typeof next !== 'object' || next === null) continue;
    chain.push(next);
    if ('cause' in next) pending.push(next.cause);
    if ('errors' in next && Array.isArray(next.errors)) pending.push(...(next.errors as unknown[]));
  }
  return chain;
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code !== '' ? error.code : null;
}

function syscallOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error)) return null;
  return typeof error.syscall === 'string' ? error.syscall : null;
}

function logOutcome(
  options: OutboundOptions,
  request: OutboundRequest,
  outcome: OutboundOutcome,
): void {
  const log = options.log;
  if (log === undefined) return;
  const fields = { service: options.name, request: request.label, ms: outcome.ms };
  if (outcome.kind === 'answer') {
    log.debug({ ...fields, status: outcome.status }, 'outbound request answered');
  } else {
    log.warn(
      { ...fields, outcome: outcome.kind, reason: outcome.reason },
      'outbound request failed',
    );
  }
}
