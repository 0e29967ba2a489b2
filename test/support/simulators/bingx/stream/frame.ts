import { gzipSync } from 'node:zlib';
import { writeJson } from '../wire';

/** Heartbeats and answers to requests are not data: faults leave them alone unless they are named. */
export type FrameKind = 'market' | 'private' | 'ack' | 'heartbeat';

/** A frame of the server before it is sent; the same one may go to many sockets. */
export class Frame {
  private zipped: Buffer | undefined;

  constructor(
    readonly text: string,
    readonly kind: FrameKind,
  ) {}

  /** A frame with a JSON body. */
  static of(body: unknown, kind: FrameKind): Frame {
    return new Frame(writeJson(body), kind);
  }

  /** What goes onto the wire: every frame of the exchange is compressed. */
  bytes(): Buffer {
    return (this.zipped ??= gzipSync(this.text, { level: 1 }));
  }
}
