import type { Lease } from '@/platform/worker/lease';

/**
 * Which tenure of each lane was ours last. Where the next one follows it, nobody decided in between, and what was read of
 * the lane before it began still holds.
 */
export class LaneMemory {
  private readonly tokens = new Map<string, bigint>();

  /** False: the next tenure says nothing of what went before. */
  has(lane: string): boolean {
    return this.tokens.has(lane);
  }

  /** Whether nobody else had the lane since our last tenure. One that still ran was extended under its token. */
  isUnbroken(lane: string, { token }: Lease): boolean {
    const last = this.tokens.get(lane);
    const now = BigInt(token);
    return last !== undefined && (now === last || now === last + 1n);
  }

  remember(lane: string, { token }: Lease): void {
    this.tokens.set(lane, BigInt(token));
  }
}
