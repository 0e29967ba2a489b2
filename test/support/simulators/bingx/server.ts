import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type ControlResult, runControl } from './control';
import type { Exchange } from './exchange';
import { type FaultScript, Faults } from './faults';
import { type Answer, Gateway, refusalAnswer } from './gateway';
import type { FillPlan } from './perpetual/placing';
import { type Received, receive } from './received';
import { Rejection, gatewayRejection } from './rejection';
import { type LoggedRequest, RequestLog } from './request-log';
import { attachStream } from './stream/exchange-world';
import type { StreamHub } from './stream/hub';
import { ListenKeyEndpoint } from './stream/listen-key-endpoint';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The HTTP face of the simulator: exchange requests under /openApi, the control API under /__control. */
export class SimulatorServer {
  readonly faults = new Faults();
  readonly log = new RequestLog();
  readonly gateway: Gateway;
  private readonly server: Server;
  private readonly stream: StreamHub;
  private readonly listenKeys: ListenKeyEndpoint;

  constructor(private readonly exchange: Exchange) {
    this.gateway = new Gateway(exchange);
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => this.fail(response, error));
    });
    this.stream = attachStream(exchange);
    this.listenKeys = new ListenKeyEndpoint(this.stream.keys, exchange, this.gateway.limits);
    this.server.on('upgrade', (request, connection, head) =>
      this.stream.upgrade(request, connection, head),
    );
  }

  /** Listens on the loopback address and gives the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** Stops at once: connections that hang are cut. */
  close(): Promise<void> {
    this.stream.stop();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let received: Received;
    try {
      received = await receive(request);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      send(response, refusalAnswer(error, this.exchange.now()));
      return;
    }
    if (received.path.startsWith('/__control/')) return this.control(request, received, response);
    const arrivedAt = this.exchange.now();
    const entry = this.log.add(received.method, received.path, received.params);
    const scripts = this.faults.strike(received.method, received.path, received.params);
    entry.faults = scripts.map(({ kind }) => kind);
    for (const script of scripts)
      if (script.kind === 'delay' && script.when !== 'after') await pause(script.ms ?? 0);
    const fault = scripts.find(({ kind }) => kind !== 'delay') ?? null;
    if (fault !== null && this.isKeptOut(fault, received, entry, response)) return;
    const answer = this.process(received, planOf(fault), arrivedAt);
    entry.code = answer.code;
    await this.exchange.store.flush();
    for (const script of scripts)
      if (script.kind === 'delay' && script.when === 'after') await pause(script.ms ?? 0);
    this.deliver(fault, answer, entry, response);
  }

  private process(received: Received, plan: FillPlan | null, arrivedAt: number): Answer {
    return (
      this.listenKeys.answer(received, arrivedAt) ?? this.gateway.process(received, plan, arrivedAt)
    );
  }

  /** Faults that do not let the request in; true when the request is dealt with. */
  private isKeptOut(
    fault: FaultScript,
    received: Received,
    entry: LoggedRequest,
    response: ServerResponse,
  ): boolean {
    switch (fault.kind) {
      case 'hang':
        return true;
      case 'drop-request':
        if (fault.connection !== 'hang') response.socket?.destroy();
        return true;
      case 'late-accept':
        this.acceptLater(fault, received, entry);
        response.socket?.destroy();
        return true;
      case 'http-5xx-before':
        answerStatus(response, entry, fault.status ?? 500);
        return true;
      case '429':
        this.refuse(
          response,
          entry,
          gatewayRejection(
            100410,
            `can retry after time: ${this.exchange.now() + (fault.ms ?? 1_000)}`,
            429,
          ),
        );
        return true;
      case 'reject-code':
        this.refuse(
          response,
          entry,
          new Rejection(fault.code ?? 109400, fault.msg ?? 'scripted refusal'),
        );
        return true;
      default:
        return false;
    }
  }

  /** The order is on its way inside the exchange although its sender has long lost the connection. */
  private acceptLater(fault: FaultScript, received: Received, entry: LoggedRequest): void {
    const arrivedAt = this.exchange.now();
    this.exchange.later(fault.ms ?? 1_000, () => {
      entry.code = this.process(received, null, arrivedAt).code;
      void this.exchange.store.flush();
    });
  }

  private deliver(
    fault: FaultScript | null,
    answer: Answer,
    entry: LoggedRequest,
    response: ServerResponse,
  ): void {
    switch (fault?.kind) {
      case 'drop-response-after-accept':
        if (fault.connection !== 'hang') response.socket?.destroy();
        return;
      case 'reset-after-accept':
        response.socket?.resetAndDestroy();
        return;
      case 'http-5xx-after-accept':
        answerStatus(response, entry, fault.status ?? 500);
        return;
      case 'html-502-after-accept':
        entry.status = 502;
        response.writeHead(502, { 'content-type': 'text/html' });
        response.end(
          '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
        );
        return;
      case 'wrong-json-after-accept':
        entry.status = 200;
        send(response, { ...answer, body: fault.body ?? '{"code":0,"msg":"" "data":{}}' });
        return;
      case 'half-body-after-accept':
        sendHalf(response, answer);
        return;
      default:
        entry.status = answer.status;
        send(response, answer);
    }
  }

  private refuse(response: ServerResponse, entry: LoggedRequest, refusal: Rejection): void {
    entry.code = refusal.code;
    entry.status = refusal.httpStatus;
    send(response, refusalAnswer(refusal, this.exchange.now()));
  }

  private async control(
    request: IncomingMessage,
    received: Received,
    response: ServerResponse,
  ): Promise<void> {
    const isLocal = LOOPBACK.has(request.socket.remoteAddress ?? '');
    const result: ControlResult = isLocal
      ? runControl(
          {
            exchange: this.exchange,
            faults: this.faults,
            log: this.log,
            limits: this.gateway.limits,
            stream: this.stream,
          },
          received,
        )
      : { status: 403, body: { error: 'the control API answers on the loopback address only' } };
    await this.exchange.store.flush();
    response.writeHead(result.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(result.body));
  }

  /** A defect of the simulator itself: say so loudly, answer as the exchange's own defects do. */
  private fail(response: ServerResponse, error: unknown): void {
    process.stderr.write(
      `simulator defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    if (!response.headersSent)
      send(
        response,
        refusalAnswer(gatewayRejection(100500, 'simulator defect', 500), this.exchange.now()),
      );
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function planOf(fault: FaultScript | null): FillPlan | null {
  if (fault?.kind !== 'partial-fills') return null;
  return { fractions: fault.fractions ?? ['0.5', '0.5'], everyMs: fault.ms ?? 100 };
}

function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': 'application/json',
    'content-length': body.length,
  });
  response.end(body);
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
  });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

function answerStatus(response: ServerResponse, entry: LoggedRequest, status: number): void {
  entry.status = status;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code: 100500, msg: 'Internal server error' }));
}
