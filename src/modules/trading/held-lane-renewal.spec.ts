import type { Lease } from '@/platform/worker/lease';
import { HeldLane } from '@/modules/trading/held-lane';

const LEASE_MS = 60;
const lease: Lease = { name: 'l', owner: 'o', token: '1' };
const clock = { now: () => new Date(), monotonicMs: () => performance.now(), isUnsure: false };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a held lane in the background', () => {
  it('stays held while one call takes longer than the lease', async () => {
    let renewals = 0;
    const held = new HeldLane(lease, LEASE_MS, async () => ((renewals += 1), lease), clock);
    await pause(LEASE_MS * 2);
    expect(renewals).toBeGreaterThanOrEqual(2);
    expect(await held.keep()).toBe(true);
    await held.end();
  });

  it('says so once it was taken over, also when the background noticed it', async () => {
    const held = new HeldLane(lease, LEASE_MS, async () => null, clock);
    await pause(LEASE_MS);
    expect(await held.keep()).toBe(false);
    await held.end();
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
    const held = new HeldLane(lease, LEASE_MS, renew, clock);
    while (renewals === 0) await pause(2);
    await held.end();
    expect(isDone).toBe(true);
    await pause(LEASE_MS);
    expect(renewals).toBe(1);
  });
});
