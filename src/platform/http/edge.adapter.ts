import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ExpressAdapter } from '@nestjs/platform-express';
import { answerBrokenRequest } from '@/platform/http/broken-request';

/** Answers some requests ahead of Express. It must do its own address check and keep to the same error bodies. */
export interface FrontDoor {
  handles(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** Time for headers and for the whole request, in milliseconds: a client that trickles bytes holds no connection. */
const REQUEST_LIMIT_MS = 10_000;
/** Node looks for connections over their limit only this often; its default of 30 s would make 10 s mean 40. */
const CHECK_EVERY_MS = 1_000;
/** Longer than the idle time of usual load balancers (60 s), so that it is never us who closes under a request. */
const KEEP_ALIVE_MS = 65_000;

/** Nest's Express adapter on a server with time limits and, where one is set, a front door. */
export class EdgeAdapter extends ExpressAdapter {
  frontDoor: FrontDoor | null = null;
  /** The latest answer on each connection. */
  private readonly answers = new WeakMap<Duplex, ServerResponse>();

  override initHttpServer(): void {
    const express =
      this.getInstance<(request: IncomingMessage, response: ServerResponse) => void>();
    this.httpServer = createServer(
      {
        headersTimeout: REQUEST_LIMIT_MS,
        requestTimeout: REQUEST_LIMIT_MS,
        connectionsCheckingInterval: CHECK_EVERY_MS,
        keepAliveTimeout: KEEP_ALIVE_MS,
      },
      (request, response) => {
        this.answers.set(request.socket, response);
        if (this.frontDoor?.handles(request) === true) this.frontDoor.handle(request, response);
        else express(request, response);
      },
    ).on('clientError', (error, socket) => {
      const last = this.answers.get(socket);
      answerBrokenRequest(error, socket, last?.headersSent === true && !last.writableFinished);
    });
  }
}
