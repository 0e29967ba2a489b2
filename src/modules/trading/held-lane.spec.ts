import { FixedClock } from '@test/support/fakes/fixed-clock';
import type { Lease } from '@/platform/worker/lease';
import { HeldLane } from '@/modules/trading/held-lane';

const lease = (token: string): Lease => ({
  name: 'lane',
  owner: 'me',
  token,
});

const releaseLane = (): Promise<void> => Promise.resolve();

describe(HeldLane.name, () => {
  it('renews after a third of its time, whatever the database clock says', async () => {
    const clock = new FixedClock();
    let renewals = 0;
    const renewLane = (old: Lease): Promise<Lease> => {
      renewals += 1;
      return Promise.resolve(lease(`${old.token}+`));
    };
    const held = new HeldLane(lease('1'), { renewLane, releaseLane }, clock, 9_000);
    clock.advance(2_999);
    expect(await held.keep()).toBe(true);
    expect([renewals, held.lease.token]).toEqual([0, '1']);
    clock.advance(1);
    expect(await held.keep()).toBe(true);
    expect([renewals, held.lease.token]).toEqual([1, '1+']);
    expect(await held.keep()).toBe(true);
    expect(renewals).toBe(1);
  });

  it('says so when somebody else took the lane over', async () => {
    const clock = new FixedClock();
    const renewLane = (): Promise<null> => Promise.resolve(null);
    const held = new HeldLane(lease('1'), { renewLane, releaseLane }, clock, 9_000);
    clock.advance(5_000);
    expect(await held.keep()).toBe(false);
  });
});
