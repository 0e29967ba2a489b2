import { gunzipSync } from 'node:zlib';
import { readFrame, type FrameObject } from './frame.json';

/** Content of a frame; more than this unpacked is no frame of BingX. */
const MOST_BYTES = 16 * 1024 * 1024;

export type ReadFrame =
  | { readonly kind: 'heartbeat'; readonly answer: string }
  | { readonly kind: 'frame'; readonly frame: FrameObject }
  | { readonly kind: 'bad'; readonly problem: 'not-gzip' | 'not-json' };

/** Unpacks and parses a frame. Heartbeats are told by their exact form, never by a word somewhere in the text. */
export function frameOf(bytes: Buffer, isBinary: boolean): ReadFrame {
  const text = isBinary ? unpacked(bytes) : bytes.toString('utf8');
  if (text === null) return { kind: 'bad', problem: 'not-gzip' };
  if (text === 'Ping') return { kind: 'heartbeat', answer: 'Pong' };
  const frame = readFrame(text);
  if (frame !== undefined && Object.hasOwn(frame, 'ping')) {
    const { ping, time } = frame;
    return { kind: 'heartbeat', answer: JSON.stringify({ pong: ping, time }) };
  }
  // Every frame of BingX is compressed: what comes as plain text was not sent by it.
  if (!isBinary) return { kind: 'bad', problem: 'not-gzip' };
  return frame === undefined ? { kind: 'bad', problem: 'not-json' } : { kind: 'frame', frame };
}

/**
 * Gzip states the unpacked size in its last four bytes. Room for just that spares the collector 16 KiB a frame; a
 * wrong figure costs another piece and nothing else.
 */
function chunkFor(bytes: Buffer): number {
  const stated = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(stated + 1, 256), 65_536);
}

function unpacked(bytes: Buffer): string | null {
  try {
    const options = { maxOutputLength: MOST_BYTES, chunkSize: chunkFor(bytes) };
    return gunzipSync(bytes, options).toString('utf8');
  } catch {
    return null;
  }
}
