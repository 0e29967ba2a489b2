import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { named } from '@/platform/http/problem';
import type { Problem } from '@/platform/http/problem.response';

/** What Node's parser gave up on, by its error codes; everything else is no HTTP at all. */
const KNOWN: Readonly<Record<string, Omit<Problem, 'requestId'>>> = {
  HPE_HEADER_OVERFLOW: {
    ...named('headers-too-large', 431),
    detail: 'the path, the query and the headers together are larger than 16 KiB',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    ...named('request-too-slow', 408),
    detail: 'the request did not arrive within 10 s; it was not read to its end and did nothing',
  },
};
const NOT_HTTP: Omit<Problem, 'requestId'> = {
  ...named('not-http', 400),
  detail: 'what was sent is not a well-formed HTTP request; nothing was done',
};

/**
 * Answers what never became a whole request, with the same body as every other problem, and closes the connection.
 * `isAnswering`: an answer is under way on it, and more bytes would be taken for a part of that.
 */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  isAnswering: boolean,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const problem: Problem = { ...(KNOWN[error.code ?? ''] ?? NOT_HTTP), requestId: randomUUID() };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
