import fc from 'fast-check';
import { FloodGate, retryPauseMs } from '@/modules/notifications/delivery-plan';

describe(retryPauseMs.name, () => {
  it('doubles, keeps to ten minutes, and heeds what the other side asked for', () => {
    expect([1, 2, 3].map((attempts) => retryPauseMs(attempts, 5_000, 1, null))).toEqual([
      5_000, 10_000, 20_000,
    ]);
    expect(retryPauseMs(1, 5_000, 0, null)).toBe(2_500);
    expect(retryPauseMs(50, 5_000, 1, null)).toBe(600_000);
    expect(retryPauseMs(1, 5_000, 1, 60_000)).toBe(60_000);
    expect(retryPauseMs(1, 5_000, 1, 86_400_000)).toBe(600_000);
  });
});

describe(FloodGate.name, () => {
  it('never lets more than its number and one summary out within any minute', () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.nat({ max: 30 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(looks, fc.integer({ min: 1, max: 10 }), (steps, perMinute) => {
        const gate = new FloodGate(perMinute);
        const sent: number[] = [];
        let now = 0;
        let waiting = 0;
        for (const [pause, arrived] of steps) {
          now += pause;
          waiting += arrived;
          if (waiting === 0) continue;
          const plan = gate.plan(waiting, now);
          if (plan === 'wait') continue;
          for (let count = plan === 'each' ? waiting : 1; count > 0; count--) {
            gate.sent(plan === 'each' ? 'message' : 'summary', now);
            sent.push(now);
          }
          waiting = 0;
        }
        for (const end of sent) {
          const within = sent.filter((at) => at <= end && end - at < 60_000);
          expect(within.length).toBeLessThanOrEqual(perMinute + 1);
        }
      }),
    );
  });

  it('lets what waits out after a minute at the latest', () => {
    const gate = new FloodGate(1);
    expect(gate.plan(5, 0)).toBe('summary');
    gate.sent('summary', 0);
    expect(gate.plan(5, 59_999)).toBe('wait');
    expect(gate.plan(5, 60_000)).toBe('summary');
  });
});
