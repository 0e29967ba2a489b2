import { randomBytes } from 'node:crypto';
import { Frame } from './frame';
import type { StreamCounters } from './stream-counters';
import type { StreamSettings } from './stream-settings';
import type { StreamProduct } from './topics';

/** One socket's heartbeats: sends them, and cuts a client that leaves one unanswered for too long. */
export class Heartbeat {
  private next: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;
  /** The heartbeats that wait for their answers, oldest first; on USDT-M they have no ids and are ''. */
  private awaited: string[] = [];

  constructor(
    private readonly product: StreamProduct,
    private readonly settings: () => StreamSettings,
    private readonly counters: StreamCounters,
    private readonly now: () => number,
    /** False while the server keeps silent. */
    private readonly send: (frame: Frame) => boolean,
    private readonly cut: () => void,
  ) {
    this.schedule();
  }

  /** An answer arrived. `id` is null for a plain `Pong`, which every product accepts. */
  answered(id: string | null): void {
    this.counters.add('pongsReceived');
    const place = id === null ? 0 : this.awaited.indexOf(id);
    if (place < 0 || this.awaited.length === 0) {
      this.counters.violated('wrong-pong');
      return;
    }
    this.awaited.splice(0, place + 1);
    clearTimeout(this.deadline);
    if (this.awaited.length > 0) this.expectAnswer();
  }

  stop(): void {
    clearTimeout(this.next);
    clearTimeout(this.deadline);
  }

  private schedule(): void {
    this.next = setTimeout(() => {
      this.beat();
      this.schedule();
    }, this.settings().heartbeatMs);
  }

  private beat(): void {
    const id = this.product === 'swap' ? '' : randomBytes(16).toString('hex');
    const frame =
      this.product === 'swap'
        ? new Frame('Ping', 'heartbeat')
        : Frame.of({ ping: id, time: localTime(this.now()) }, 'heartbeat');
    if (!this.send(frame)) return;
    this.counters.add('pingsSent');
    this.awaited.push(id);
    if (this.awaited.length === 1) this.expectAnswer();
  }

  private expectAnswer(): void {
    this.deadline = setTimeout(() => {
      this.counters.violated('unanswered-ping');
      this.cut();
    }, this.settings().answerWithinMs);
  }
}

/** The exchange writes its heartbeats' time for UTC+8, without a colon in the offset. */
function localTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+0800');
}
