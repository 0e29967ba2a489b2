import { FixedClock } from '@test/support/fakes/fixed-clock';
import { SystemClock } from '@/platform/time/system-clock';
import { BingxClock } from './bingx.clock';
import { BingxErrorFlood } from './bingx.error-flood';
import { BingxRateBudget } from './bingx.rate-budget';

const FIVE = { requests: 5, perMs: 1_000 };

describe(BingxRateBudget.name, () => {
  it('grants a burst and refuses what would have to wait too long, unsent', async () => {
    const clock = new FixedClock();
    const budget = new BingxRateBudget(clock);
    for (let made = 0; made < 5; made += 1) {
      expect(await budget.acquire('a', FIVE, 'entry', 0)).toEqual({ granted: true });
    }
    expect(await budget.acquire('a', FIVE, 'entry', 100)).toMatchObject({ granted: false });
    expect(await budget.acquire('b', FIVE, 'entry', 100)).toEqual({ granted: true });
    clock.advance(200);
    expect(await budget.acquire('a', FIVE, 'entry', 0)).toEqual({ granted: true });
  });

  it('serves what protects before entries before reads', async () => {
    const budget = new BingxRateBudget(new SystemClock());
    const limit = { requests: 1, perMs: 30 };
    await budget.acquire('a', limit, 'read', 1_000);
    const order: string[] = [];
    await Promise.all(
      (['read', 'entry', 'protect'] as const).map((priority) =>
        budget.acquire('a', limit, priority, 2_000).then(() => order.push(priority)),
      ),
    );
    expect(order).toEqual(['protect', 'entry', 'read']);
  });

  it('refuses whoever waited beyond its time while the process was paused', async () => {
    const clock = new FixedClock();
    const budget = new BingxRateBudget(clock);
    const limit = { requests: 1, perMs: 1_000 };
    await budget.acquire('a', limit, 'entry', 0);
    const waiting = budget.acquire('a', limit, 'entry', 1_500);
    clock.advance(60_000);
    expect(await budget.acquire('a', limit, 'read', 0)).toEqual({ granted: true });
    expect(await waiting).toMatchObject({ granted: false });
  });

  it('learns from the headers', async () => {
    const clock = new FixedClock();
    const budget = new BingxRateBudget(clock);
    await budget.acquire('a', FIVE, 'read', 0);
    budget.learn('a', { 'x-ratelimit-requests-remain': '0', 'x-ratelimit-requests-expire': '700' });
    expect(await budget.acquire('a', FIVE, 'read', 500)).toMatchObject({
      granted: false,
      retryAt: new Date(clock.now().getTime() + 700),
    });
    clock.advance(701);
    expect(await budget.acquire('a', FIVE, 'read', 0)).toEqual({ granted: true });
  });

  it('ignores headers that are no numbers', async () => {
    const budget = new BingxRateBudget(new FixedClock());
    await budget.acquire('a', FIVE, 'read', 0);
    budget.learn('a', { 'x-ratelimit-requests-remain': 'many' });
    expect(await budget.acquire('a', FIVE, 'read', 0)).toEqual({ granted: true });
  });

  it('pauses after a 429: as stated, else longer each time, and all endpoints after a ban', async () => {
    const clock = new FixedClock();
    const budget = new BingxRateBudget(clock);
    await budget.acquire('a', FIVE, 'protect', 0);
    expect(budget.pause('a', null, { 'x-ratelimit-requests-expire': '3000' })).toEqual(
      new Date(clock.now().getTime() + 3_000),
    );
    expect(budget.pause('a', null)).toEqual(new Date(clock.now().getTime() + 20_000));
    expect(budget.pause('a', null)).toEqual(new Date(clock.now().getTime() + 40_000));
    expect(await budget.acquire('a', FIVE, 'protect', 10_000)).toMatchObject({ granted: false });
    expect(await budget.acquire('b', FIVE, 'protect', 0)).toEqual({ granted: true });
    budget.pauseAll(60_000);
    expect(await budget.acquire('b', FIVE, 'protect', 1_000)).toMatchObject({ granted: false });
  });

  it('refuses whoever waits when it is closed', async () => {
    const budget = new BingxRateBudget(new SystemClock());
    const slow = { requests: 1, perMs: 60_000 };
    await budget.acquire('a', slow, 'read', 0);
    const waiting = budget.acquire('a', slow, 'read', 100_000);
    budget.close();
    expect(await waiting).toMatchObject({ granted: false });
  });
});

describe(BingxErrorFlood.name, () => {
  it('holds entries back after ten equal errors and lets go with time', () => {
    const clock = new FixedClock();
    const flood = new BingxErrorFlood(clock);
    for (let made = 0; made < 9; made += 1) flood.record('POST order', '101204');
    expect(flood.heldUntil('POST order')).toBeNull();
    flood.record('POST order', '101204');
    expect(flood.heldUntil('POST order')).toEqual(new Date(clock.now().getTime() + 480_000));
    expect(flood.heldUntil('DELETE order')).toBeNull();
    clock.advance(480_001);
    expect(flood.heldUntil('POST order')).toBeNull();
  });
});

describe(BingxClock.name, () => {
  it('measures the offset, keeps it when the server is silent, and measures again when due', async () => {
    const clock = new FixedClock('2026-01-15T12:00:00.000Z');
    let answer: number | null = clock.now().getTime() + 4_000;
    let asked = 0;
    const time = new BingxClock(clock, () => {
      asked += 1;
      return Promise.resolve(answer);
    });
    expect(time.offsetMs).toBeNull();
    await Promise.all([time.keepFresh(), time.keepFresh()]);
    expect(asked).toBe(1);
    expect(time.offsetMs).toBe(4_000);
    expect(time.now()).toEqual(new Date('2026-01-15T12:00:04.000Z'));
    await time.keepFresh();
    expect(asked).toBe(1);
    answer = null;
    clock.advance(3 * 60_000);
    await time.keepFresh();
    expect(asked).toBe(2);
    expect(time.offsetMs).toBe(4_000);
    await time.keepFresh();
    expect(asked).toBe(2);
    clock.advance(5_000);
    await time.keepFresh();
    expect(asked).toBe(3);
  });

  it('measures halfway between asking and being answered', () => {
    const clock = new FixedClock();
    const time = new BingxClock(clock, () => Promise.resolve(null));
    time.learn(1_000_100, new Date(1_000_000), new Date(1_000_200));
    expect(time.offsetMs).toBe(0);
  });
});
