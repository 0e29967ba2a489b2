import type { Lease } from '@/platform/worker/lease';
import { HeldLane } from '@/modules/trading/held-lane';

const LEASE_MS = 60;
const lease: Lease = { name: 'l', owner: 'o', token: '1' };
const clock = { now: () => new Date(), monotonicMs: () => performance.now(), isUnsure: false };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let releases: number;
const holding = (renewLane: () => Promise<Lease | null>): HeldLane => {
  releases = 0;
  const releaseLane = async (): Promise<void> => void (releases += 1);
  return new HeldLane(lease, { renewLane, releaseLane }, clock, LEASE_MS);
};

describe('a held lane in the background', () => {
  it('stays held while one call takes longer than the lease', async () => {
    let renewals = 0;
    const held = holding(async () => ((renewals += 1), lease));
    await pause(LEASE_MS * 2);
    expect(renewals).toBeGreaterThanOrEqual(2);
    expect(await held.keep()).toBe(true);
    await held.letGo();
  });

  it('says so once it was taken over, also when the background noticed it', async () => {
    const held = holding(async () => null);
    await pause(LEASE_MS);
    expect(await held.keep()).toBe(false);
    await held.letGo();
  });

  it('renews no more after its end, and waits for the renewal under way', async () => {
    let renewals = 0;
    let isDone = false;
    const renew = async (): Promise<Lease> => {
      renewals += 1;
      await pause(30);
      isDone = true;
      return lease;
    };
    const held = holding(renew);
    while (renewals === 0) await pause(2);
    await held.letGo();
    expect([isDone, releases]).toEqual([true, 1]);
    await pause(LEASE_MS);
    expect(renewals).toBe(1);
  });
});
