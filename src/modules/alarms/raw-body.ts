import type { IncomingMessage } from 'node:http';
import { BodyTooLargeError, EncodingNotAcceptedError } from '@/platform/http/http.errors';

/** Express routes without regard to case and to a slash at the end. */
const RAW_PATH = /^\/alarms\/?(?:\?|$)/i;

/**
 * Whether a request brings an alarm through the API. Its bytes must not be parsed on the way: a JSON parser rounds
 * numbers, drops repeated keys and refuses what the inbox stores as "not understood".
 */
export const bringsAlarm = (request: Pick<IncomingMessage, 'method' | 'url'>): boolean =>
  request.method === 'POST' && RAW_PATH.test(request.url ?? '');

/** A sender that goes on this far beyond the limit is cut off; until then the rest is read and dropped, so that it gets its answer. */
const CUT_OFF_FACTOR = 16;

/**
 * Reads a request's bytes, whatever its content type. Null when the sender went away before the end.
 * @throws BodyTooLargeError as soon as there is more than `limitBytes`; EncodingNotAcceptedError.
 */
export function readRawBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    return Promise.reject(new EncodingNotAcceptedError());
  if (Number.parseInt(request.headers['content-length'] ?? '0', 10) > limitBytes)
    return Promise.reject(new BodyTooLargeError(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(new BodyTooLargeError(limitBytes));
      if (size > limitBytes * CUT_OFF_FACTOR) request.destroy();
    });
    request.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('close', () => {
      resolve(null);
    });
    request.once('error', () => {
      resolve(null);
    });
  });
}
