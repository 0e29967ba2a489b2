import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CallerAddress } from '@/platform/http/caller-address';
import { CallerNotAllowedError } from '@/platform/http/http.errors';
import { IpPolicy } from '@/platform/http/ip-policy';
import { problemOf, writeProblem } from '@/platform/http/problem';
import type { Problem } from '@/platform/http/problem.response';
import { RequestLog } from '@/platform/http/request-log';
import { ROOT_LOGGER } from '@/platform/logging/root-logger';
import { AlarmIntake, MAX_BODY_BYTES, type Receipt } from './alarm-intake';
import { WebhookRefusedError } from './alarms.errors';
import { readRawBody } from './raw-body';

const PATH = /^\/alarms\/webhook(?:\/([^/?]{1,2000}))?\/?(?:\?|$)/;

/**
 * The webhook, answered ahead of Express: TradingView waits 3 s at most and many alerts arrive in the same second.
 * Same address list, same problems and same request line as everywhere else; the bytes are read as they are, because
 * a parser that goes by content type would drop or refuse what TradingView sends as text.
 */
@Injectable()
export class WebhookEndpoint {
  constructor(
    private readonly policy: IpPolicy,
    private readonly caller: CallerAddress,
    private readonly requests: RequestLog,
    private readonly intake: AlarmIntake,
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether a request is a delivery: POST /alarms/webhook or /alarms/webhook/{token}. */
  handles(request: IncomingMessage): boolean {
    return request.method === 'POST' && PATH.test(request.url ?? '');
  }

  /** Answers a delivery. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const token = PATH.exec(request.url ?? '')?.[1] ?? null;
    const requestId = this.requests.begin(request, response);
    this.requests.routed(request, token === null ? '/alarms/webhook' : '/alarms/webhook/{token}');
    this.take(request, requestId, token).then(
      (receipt) => {
        if (receipt !== null) writeReceipt(response, receipt);
      },
      (error: unknown) => {
        const problem = webhookProblem(error, requestId);
        this.requests.failed(request, problem, error);
        writeProblem(response, problem);
      },
    );
  }

  private async take(
    request: IncomingMessage,
    requestId: string,
    token: string | null,
  ): Promise<Receipt | null> {
    const address = this.caller.of(request);
    if (address === null || !this.policy.decide(address, 'tradingview'))
      throw new CallerNotAllowedError();
    const bytes = await readRawBody(request, MAX_BODY_BYTES);
    if (bytes === null) return null;
    const contentType = request.headers['content-type'] ?? null;
    try {
      return await this.intake.takeWebhook(
        { bytes, contentType, sourceAddress: address },
        decoded(token),
      );
    } catch (error) {
      if (error instanceof WebhookRefusedError) this.logRefusal(requestId, address, bytes);
      throw error;
    }
  }

  private logRefusal(requestId: string, address: string, bytes: Buffer): void {
    const bodySha256 = createHash('sha256').update(bytes).digest('hex');
    this.logger.warn({ requestId, address, bodySha256 }, 'webhook delivery shows no valid secret');
  }
}

function decoded(token: string | null): string | null {
  if (token === null) return null;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function webhookProblem(error: unknown, requestId: string): Problem {
  const problem = problemOf(error, requestId, '/alarms/webhook');
  if (error instanceof WebhookRefusedError) problem.status = 401;
  return problem;
}

function writeReceipt(response: ServerResponse, receipt: Receipt): void {
  const body = JSON.stringify(receipt);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
