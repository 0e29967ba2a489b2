import type { Clock } from '@/kernel/clock';
import type { Lease } from '@/platform/worker/lease';

/**
 * A lane's lease while it is worked on. Its age is measured on the monotonic clock: the lease's own end is the
 * database's time, and the two clocks may differ.
 */
export class HeldLane {
  private renewedAtMs: number;

  constructor(
    private held: Lease,
    private readonly leaseMs: number,
    private readonly renew: (lease: Lease, leaseMs: number) => Promise<Lease | null>,
    private readonly clock: Clock,
  ) {
    this.renewedAtMs = clock.monotonicMs();
  }

  get lease(): Lease {
    return this.held;
  }

  /** Renews once a third of the time is gone. False: somebody else took the lane over, stop. */
  async keep(): Promise<boolean> {
    const now = this.clock.monotonicMs();
    if (now - this.renewedAtMs < this.leaseMs / 3) return true;
    const renewed = await this.renew(this.held, this.leaseMs);
    if (renewed === null) return false;
    this.held = renewed;
    this.renewedAtMs = now;
    return true;
  }
}
