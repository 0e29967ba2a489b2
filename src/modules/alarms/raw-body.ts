import type { IncomingMessage } from 'node:http';
import { BodyTooLargeError } from '@/platform/http/http.errors';
import { EncodingNotAcceptedError } from './alarms.errors';

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
