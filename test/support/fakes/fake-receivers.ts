import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';
import type { Socket } from 'node:net';

/** How a receiver of notifications behaves. */
export type ReceiverMode =
  'ok' | 'hang' | 'error' | 'too-many' | 'garbage' | 'redirect' | 'refuse' | 'dribble';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP receiver: a webhook, Telegram and Discord in one. */
export class FakeReceiver {
  mode: ReceiverMode = 'ok';
  readonly received: Received[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        this.received.push({ path: request.url ?? '', headers: request.headers, body });
        if (this.mode === 'hang') return;
        if (this.mode === 'dribble') {
          response.writeHead(200, { 'content-length': '1000000' });
          const timer = setInterval(() => response.write('x'), 50);
          response.once('close', () => clearInterval(timer));
          return;
        }
        if (this.mode === 'redirect') response.writeHead(302, { location: '/elsewhere' });
        else if (this.mode === 'error') response.writeHead(500);
        else if (this.mode === 'refuse') response.writeHead(404);
        else if (this.mode === 'too-many') response.writeHead(429, { 'retry-after': '7' });
        response.end(this.mode === 'garbage' ? '<html>\u0000{' : '{"ok":true,"result":{}}');
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A mail server that speaks just enough SMTP. */
export class FakeMailServer {
  mode: ReceiverMode = 'ok';
  readonly mails: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: TcpServer;

  constructor() {
    this.server = createTcpServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      if (this.mode === 'hang') return;
      if (this.mode === 'dribble') {
        const timer = setInterval(() => socket.write('220-still starting\r\n'), 50);
        socket.once('close', () => clearInterval(timer));
        return;
      }
      this.talk(socket);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private talk(socket: Socket): void {
    let isData = false;
    let buffered = '';
    socket.write(this.mode === 'garbage' ? '\u0000\u0001what?\r\n' : '220 fake ESMTP\r\n');
    socket.on('data', (part: Buffer) => {
      buffered += part.toString('utf8');
      if (isData) {
        const end = buffered.indexOf('\r\n.\r\n');
        if (end < 0) return;
        this.mails.push(buffered.slice(0, end));
        buffered = buffered.slice(end + 5);
        isData = false;
        socket.write('250 taken\r\n');
      }
      for (let at = buffered.indexOf('\r\n'); at >= 0; at = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, at).toUpperCase();
        buffered = buffered.slice(at + 2);
        isData = line === 'DATA' && this.mode === 'ok';
        socket.write(this.answer(line));
        if (isData) return;
      }
    });
  }

  private answer(line: string): string {
    if (line.startsWith('EHLO')) return '250 fake\r\n';
    if (line.startsWith('RCPT') && this.mode === 'refuse') return '550 nobody here\r\n';
    if (line.startsWith('MAIL') && this.mode === 'error') return '451 later\r\n';
    if (line.startsWith('MAIL') && this.mode === 'too-many') return '421 too many\r\n';
    if (line === 'DATA') return '354 go on\r\n';
    return line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n';
  }
}
