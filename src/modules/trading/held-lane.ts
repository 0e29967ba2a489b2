import type { Clock } from '@/kernel/clock';
import type { Lease } from '@/platform/worker/lease';

/**
 * How long a lane stays taken after its holder died: what its alarms and orders then wait, at most. It can be
 * short because a lease is renewed while a call takes long, and harmless when lost: every write is fenced.
 */
export const LANE_LEASE_MS = 5_000;

/** Who hands out lanes; alarms and orders have their own. */
export interface Lanes {
  takeLane(lane: string, owner: string, leaseMs: number): Promise<Lease | null>;
  renewLane(lease: Lease, leaseMs: number): Promise<Lease | null>;
  releaseLane(lease: Lease): Promise<void>;
}

/**
 * A lane's lease while it is worked on, renewed in the background until it is let go of. Its age is measured on the
 * monotonic clock: the lease's own end is the database's time, and the two clocks may differ.
 */
export class HeldLane {
  private renewedAtMs: number;
  private isLost = false;
  private renewing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private held: Lease,
    private readonly lanes: Pick<Lanes, 'renewLane' | 'releaseLane'>,
    private readonly clock: Clock,
    private readonly leaseMs = LANE_LEASE_MS,
  ) {
    this.renewedAtMs = clock.monotonicMs();
    // A renewal that fails in the background is tried again by the next one, and shows in keep().
    this.timer = setInterval(() => void this.keep().catch(() => undefined), leaseMs / 3);
    this.timer.unref();
  }

  get lease(): Lease {
    return this.held;
  }

  /** Renews once a third of the time is gone. False: somebody else took the lane over, stop. */
  async keep(): Promise<boolean> {
    if (this.clock.monotonicMs() - this.renewedAtMs >= this.leaseMs / 3) {
      this.renewing ??= this.renewNow().finally(() => (this.renewing = null));
      await this.renewing;
    }
    return !this.isLost;
  }

  /** No more renewals, also none under way: a renewal after the release would lock the others out. */
  async letGo(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing?.catch(() => undefined);
    await this.lanes.releaseLane(this.held);
  }

  private async renewNow(): Promise<void> {
    if (this.isLost) return;
    const now = this.clock.monotonicMs();
    const renewed = await this.lanes.renewLane(this.held, this.leaseMs);
    if (renewed === null) this.isLost = true;
    else [this.held, this.renewedAtMs] = [renewed, now];
  }
}

/** Works on a lane as its holder, and lets go of it however that ends. Null when somebody else holds it: nothing ran. */
export async function holdingLane<T>(
  lane: string,
  { lanes, owner, clock }: { readonly lanes: Lanes; readonly owner: string; readonly clock: Clock },
  work: (held: HeldLane) => Promise<T>,
): Promise<T | null> {
  const lease = await lanes.takeLane(lane, owner, LANE_LEASE_MS);
  if (lease === null) return null;
  const held = new HeldLane(lease, lanes, clock);
  try {
    return await work(held);
  } finally {
    await held.letGo();
  }
}
