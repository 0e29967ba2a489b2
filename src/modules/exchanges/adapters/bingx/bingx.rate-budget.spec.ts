import { RateLedger } from '@/modules/exchanges/rate-windows/rate-ledger';
import { SystemClock } from '@/platform/time/system-clock';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import type { Clock } from '@/kernel/clock';
import { BingxCircuitBreaker } from './bingx.circuit-breaker';
import { BingxClock, type TimeReading } from './bingx.clock';
import { BingxErrorFlood } from './bingx.error-flood';
import { LimitAccounts } from './bingx.limit-accounts';
import { groupOf, windowsOf } from './bingx.limit-groups';
import { rankOfOrder } from './bingx.order-rank';
import { BingxRateBudget, type Permit, type Priority } from './bingx.rate-budget';

const ledgerWith = (clock: Clock): RateLedger =>
  new RateLedger({ clock, shared: null, requestMs: 1_000, newName: () => 'me' });
const budgetWith = (clock: Clock): BingxRateBudget =>
  new BingxRateBudget(clock, ledgerWith(clock), 'x-');

/** The windows of an endpoint of one account. */
const endpoint = (path: string, requests = 5, perMs = 1_000, method = 'POST') =>
  windowsOf({ method, path, limit: { requests, perMs }, host: 'h', account: 'a' });
const A = endpoint('/a');
const B = endpoint('/b');
const remain = (left: number, expire: number) => ({
  'x-ratelimit-requests-remain': String(left),
  'x-ratelimit-requests-expire': String(expire),
});

async function granted(asked: ReturnType<BingxRateBudget['acquire']>): Promise<Permit> {
  const permit = await asked;
  if (!permit.granted) throw new Error(`refused: ${permit.why}`);
  return permit;
}

describe(BingxRateBudget.name, () => {
  it('grants what the window holds, then refuses what would have to wait too long, unsent', async () => {
    const clock = new FixedClock();
    const budget = budgetWith(clock);
    for (let made = 0; made < 5; made += 1) (await granted(budget.acquire(A, 'close', 0))).settle();
    expect(await budget.acquire(A, 'close', 100)).toEqual({
      granted: false,
      retryAt: new Date(clock.now().getTime() + 1_010),
      why: 'the request limit of the endpoint is used up',
    });
    expect(await budget.acquire(B, 'close', 100)).toMatchObject({ granted: true });
    clock.advance(1_010);
    expect(await budget.acquire(A, 'close', 0)).toMatchObject({ granted: true });
  });

  it('keeps one place of a writing endpoint from entries and reads', async () => {
    const budget = budgetWith(new FixedClock());
    for (let made = 0; made < 4; made += 1) (await granted(budget.acquire(A, 'entry', 0))).settle();
    expect(await budget.acquire(A, 'entry', 0)).toMatchObject({ granted: false });
    expect(await budget.acquire(A, 'protect', 0)).toMatchObject({ granted: true });
  });

  it('counts a request until a whole window after its answer', async () => {
    const clock = new FixedClock();
    const budget = budgetWith(clock);
    const one = endpoint('/one', 1);
    const permit = await granted(budget.acquire(one, 'close', 0));
    clock.advance(2_000);
    expect(await budget.acquire(one, 'close', 0)).toMatchObject({ granted: false });
    permit.settle();
    clock.advance(1_009);
    expect(await budget.acquire(one, 'close', 0)).toMatchObject({ granted: false });
    clock.advance(1);
    expect(await budget.acquire(one, 'close', 0)).toMatchObject({ granted: true });
  });

  it('serves cancellations and closes before protection before entries before reads', async () => {
    const budget = budgetWith(new SystemClock());
    const slow = endpoint('/slow', 1, 30, 'GET');
    (await granted(budget.acquire(slow, 'read', 0))).settle();
    const order: Priority[] = [];
    await Promise.all(
      (['read', 'entry', 'protect', 'close'] as const).map(async (rank) => {
        const permit = await granted(budget.acquire(slow, rank, 2_000));
        order.push(rank);
        permit.settle();
      }),
    );
    expect(order).toEqual(['close', 'protect', 'entry', 'read']);
  });

  it('refuses whoever waited beyond its time while the process was paused', async () => {
    const clock = new FixedClock();
    const budget = budgetWith(clock);
    const one = endpoint('/one', 1);
    (await granted(budget.acquire(one, 'close', 0))).settle();
    const waiting = budget.acquire(one, 'entry', 1_500);
    clock.advance(60_000);
    expect(await budget.acquire(one, 'read', 0)).toMatchObject({ granted: true });
    expect(await waiting).toMatchObject({ granted: false });
  });

  it('does not let a request go that was held up after it was granted', async () => {
    const clock = new FixedClock();
    const permit = await granted(budgetWith(clock).acquire(A, 'entry', 0));
    expect(permit.isStale()).toBe(false);
    clock.advance(1_001);
    expect(permit.isStale()).toBe(true);
  });

  it('learns from the headers, which only ever lower what is allowed', async () => {
    const clock = new FixedClock();
    const budget = budgetWith(clock);
    (await granted(budget.acquire(A, 'close', 0))).settle();
    budget.learn(A, remain(0, 700), true);
    budget.learn(A, remain(4, 600), true);
    expect(await budget.acquire(A, 'close', 500)).toMatchObject({
      granted: false,
      retryAt: new Date(clock.now().getTime() + 700),
    });
    clock.advance(701);
    expect(await budget.acquire(A, 'close', 0)).toMatchObject({ granted: true });
  });

  it('reckons with requests under way that a header does not know of yet', async () => {
    const budget = budgetWith(new FixedClock());
    const first = await granted(budget.acquire(A, 'close', 0));
    await granted(budget.acquire(A, 'close', 0));
    first.settle();
    budget.learn(A, remain(2, 900), true);
    expect(await budget.acquire(A, 'close', 0)).toMatchObject({ granted: true });
    expect(await budget.acquire(A, 'close', 0)).toMatchObject({ granted: false });
  });

  it('ignores headers that are no numbers', async () => {
    const budget = budgetWith(new FixedClock());
    (await granted(budget.acquire(A, 'close', 0))).settle();
    budget.learn(A, { 'x-ratelimit-requests-remain': 'many' }, true);
    expect(await budget.acquire(A, 'close', 0)).toMatchObject({ granted: true });
  });

  it('pauses after a 429: as stated, else longer each time, and all endpoints after a ban', async () => {
    const clock = new FixedClock();
    const budget = budgetWith(clock);
    const in_ = (ms: number): Date => new Date(clock.now().getTime() + ms);
    expect(budget.pause(A, null, remain(0, 3_000), '429')).toEqual(in_(3_000));
    expect(budget.pause(A, null, {}, '429')).toEqual(in_(20_000));
    expect(budget.pause(A, null, {}, '429')).toEqual(in_(40_000));
    expect(budget.pause(B, in_(7_000), {}, '100410')).toEqual(in_(7_000));
    expect(await budget.acquire(A, 'close', 10_000)).toEqual({
      granted: false,
      retryAt: in_(40_000),
      why: '429',
    });
    budget.learn(A, {}, true);
    expect(budget.pause(A, null, {}, '429')).toEqual(in_(10_000));
    const other = endpoint('/c');
    expect(await budget.acquire(other, 'close', 0)).toMatchObject({ granted: true });
    budget.pauseAll(60_000, 'http-418');
    expect(await budget.acquire(other, 'close', 1_000)).toMatchObject({ why: 'http-418' });
  });

  it('refuses whoever waits when it is closed', async () => {
    const budget = budgetWith(new SystemClock());
    const slow = endpoint('/slow', 1, 60_000);
    (await granted(budget.acquire(slow, 'close', 0))).settle();
    const waiting = budget.acquire(slow, 'close', 100_000);
    budget.close();
    expect(await waiting).toMatchObject({ granted: false });
  });
});

describe(windowsOf.name, () => {
  it.each([
    ['GET', '/openApi/swap/v3/quote/klines', null, 'g1'],
    ['GET', '/openApi/swap/v1/ticker/price', null, 'g1'],
    ['GET', '/openApi/cswap/v1/market/contracts', null, 'g1'],
    ['GET', '/openApi/spot/v1/common/symbols', 'a', 'g1'],
    ['GET', '/openApi/swap/v2/server/time', null, 'g1'],
    ['POST', '/openApi/swap/v2/trade/order', 'a', 'g3'],
    ['GET', '/openApi/swap/v2/trade/order', 'a', 'g2'],
    ['GET', '/openApi/swap/v2/user/positions', 'a', 'g3'],
    ['POST', '/openApi/cswap/v1/trade/order', 'a', 'g2'],
    ['POST', '/openApi/spot/v1/trade/order', 'a', 'g3'],
    ['GET', '/openApi/contract/v1/allPosition', 'a', 'g2'],
  ])('%s %s of account %s is in %s', (method, path, account, group) => {
    expect(groupOf({ method, path, host: 'h', account })).toBe(group);
  });

  it('asks for a place per account and endpoint, and for those of the address', () => {
    const keys = (method: string, path: string, account: string | null) =>
      windowsOf({ method, path, limit: { requests: 5, perMs: 1_000 }, host: 'h', account }).map(
        ({ key, capacity, lengthMs, reserve }) => [key, capacity, lengthMs, reserve],
      );
    const order = '/openApi/swap/v2/trade/order';
    expect(keys('POST', order, 'a')).toEqual([
      ['ip|*', Number.POSITIVE_INFINITY, 10_000, 0],
      [`uid|h|a|POST ${order}`, 5, 1_000, 1],
      ['ip|h|g3', 2_000, 10_000, 40],
      [`ip|h|g3|POST ${order}`, 300, 10_000, 6],
    ]);
    expect(keys('GET', '/openApi/swap/v3/quote/klines', null)).toEqual([
      ['ip|*', Number.POSITIVE_INFINITY, 10_000, 0],
      ['ip|h|g1|10s', 500, 10_000, 10],
      ['ip|h|g1|60s', 1_000, 60_000, 20],
    ]);
  });
});

describe(LimitAccounts.name, () => {
  it('counts two keys of one user together, and shows no key', () => {
    const accounts = new LimitAccounts();
    accounts.know('key-1', 'first', '123');
    accounts.know('key-2', 'second', '123');
    accounts.know('key-3', 'third', null);
    expect(accounts.idOf('key-1')).toBe(accounts.idOf('key-2'));
    expect(accounts.idOf('key-3')).toMatch(/^[0-9a-f]{16}$/);
    expect(accounts.nameOf(accounts.idOf('key-3'))).toBe('third');
  });
});

describe(rankOfOrder.name, () => {
  it.each([
    [false, 'market', 'entry'],
    [false, 'stop-market', 'entry'],
    [true, 'market', 'close'],
    [true, 'limit', 'close'],
    [true, 'stop-market', 'protect'],
    [true, 'take-profit-market', 'protect'],
  ] as const)('reduceOnly %s, %s: %s', (reduceOnly, type, rank) => {
    expect(rankOfOrder({ reduceOnly, type })).toBe(rank);
  });
});

describe(BingxErrorFlood.name, () => {
  it('holds entries back after ten equal errors and lets go with time', () => {
    const clock = new FixedClock();
    const flood = new BingxErrorFlood(clock, ledgerWith(clock));
    for (let made = 0; made < 9; made += 1) flood.record('POST order', '101204');
    flood.record('POST order', '101400');
    expect(flood.heldUntil('POST order', 'entry')).toBeNull();
    flood.record('POST order', '101204');
    const heldMs = (flood.heldUntil('POST order', 'entry')?.getTime() ?? 0) - clock.now().getTime();
    expect(heldMs).toBeGreaterThanOrEqual(480_000);
    expect(heldMs).toBeLessThan(490_000);
    expect(flood.heldUntil('DELETE order', 'entry')).toBeNull();
    clock.advance(heldMs);
    expect(flood.heldUntil('POST order', 'entry')).toBeNull();
  });

  it('lets reads go on for longer, and stops them before BingX does', () => {
    const clock = new FixedClock();
    const flood = new BingxErrorFlood(clock, ledgerWith(clock));
    for (let made = 0; made < 17; made += 1) flood.record('GET order', '100421');
    expect(flood.heldUntil('GET order', 'read')).toBeNull();
    flood.record('GET order', '100421');
    expect(flood.heldUntil('GET order', 'read')).not.toBeNull();
  });
});

describe(BingxCircuitBreaker.name, () => {
  function circuitWith() {
    const clock = new FixedClock();
    const breaker = new BingxCircuitBreaker(clock, () => 0.5);
    const fail = (times: number, failure = 'x'): void => {
      for (let made = 0; made < times; made += 1) breaker.failed('e', failure);
    };
    return { clock, breaker, fail, admits: (rank: Priority) => breaker.admit('e', rank).admitted };
  }

  it('opens after five equal failures in a row, not after others', () => {
    const { breaker, fail, admits } = circuitWith();
    fail(4);
    fail(4, 'y');
    breaker.succeeded('e');
    fail(4);
    expect(admits('entry')).toBe(true);
    fail(1);
    expect([admits('entry'), admits('read')]).toEqual([false, false]);
    expect(breaker.admit('other', 'entry').admitted).toBe(true);
    expect(breaker.view()).toMatchObject([
      { endpoint: 'e', state: 'open', reason: '5 times in a row: x' },
    ]);
  });

  it('lets one probe through after a span, closes when it works and waits longer when not', () => {
    const { clock, breaker, fail, admits } = circuitWith();
    fail(5);
    clock.advance(4_999);
    expect(admits('entry')).toBe(false);
    clock.advance(1);
    expect([admits('entry'), admits('entry')]).toEqual([true, false]);
    fail(1);
    clock.advance(9_999);
    expect(admits('read')).toBe(false);
    clock.advance(1);
    expect(admits('read')).toBe(true);
    breaker.succeeded('e');
    expect([admits('read'), admits('entry')]).toEqual([true, true]);
    expect(breaker.view()).toEqual([]);
  });

  it('probes again when a probe was not sent or was lost', () => {
    const { clock, breaker, fail, admits } = circuitWith();
    fail(5);
    clock.advance(5_000);
    expect(admits('read')).toBe(true);
    breaker.unsent('e');
    expect(admits('read')).toBe(true);
    clock.advance(60_000);
    expect(admits('read')).toBe(true);
  });

  it('never cuts off closes and protection: they go on at a distance, or are told when', () => {
    const { clock, breaker, fail } = circuitWith();
    fail(5);
    const waits = Array.from({ length: 33 }, () => breaker.admit('e', 'close'));
    expect(waits.slice(0, 3)).toEqual([
      { admitted: true, waitMs: 0 },
      { admitted: true, waitMs: 500 },
      { admitted: true, waitMs: 1_000 },
    ]);
    expect(waits.slice(31)).toMatchObject([
      { admitted: false, retryAt: new Date(clock.now().getTime() + 15_500) },
      { admitted: false },
    ]);
    clock.advance(1_000);
    expect(breaker.admit('e', 'protect').admitted).toBe(true);
  });
});

describe(BingxClock.name, () => {
  it('measures the offset, keeps it when the server is silent, and measures again when due', async () => {
    const clock = new FixedClock('2026-01-15T12:00:00.000Z');
    let answer: TimeReading | null = { serverMs: clock.now().getTime() + 4_000, roundTripMs: 0 };
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

  it('measures again, once, when our time of day was set', async () => {
    let [uptime, shift, asked] = [1_000, 0, 0];
    const now = () => new Date(1_768_478_400_000 + uptime + shift);
    const clock = { now, monotonicMs: () => uptime, isUnsure: false };
    const time = new BingxClock(clock, () => {
      asked += 1;
      return Promise.resolve(null);
    });
    time.learn({ serverMs: now().getTime(), roundTripMs: 0 });
    uptime += 60_000;
    shift = 400;
    await time.keepFresh();
    expect(asked).toBe(0);
    shift = -120_000;
    await time.keepFresh();
    await time.keepFresh();
    expect(asked).toBe(1);
  });

  it('makes requests wait for a measurement that somebody asked for', async () => {
    let answer: (reading: TimeReading) => void = () => undefined;
    const time = new BingxClock(new FixedClock(), () => new Promise((done) => (answer = done)));
    time.learn({ serverMs: new FixedClock().now().getTime(), roundTripMs: 0 });
    const order: string[] = [];
    const measured = time.measure().then(() => order.push('measured'));
    const asked = time.keepFresh().then(() => order.push('may go'));
    answer({ serverMs: new FixedClock().now().getTime() + 9_000, roundTripMs: 0 });
    await Promise.all([measured, asked]);
    expect(order).toEqual(['measured', 'may go']);
    expect(time.offsetMs).toBe(9_000);
  });

  it('measures halfway between asking and being answered', () => {
    const clock = new FixedClock();
    const time = new BingxClock(clock, () => Promise.resolve(null));
    time.learn({ serverMs: clock.now().getTime() - 100, roundTripMs: 200 });
    expect(time.offsetMs).toBe(0);
  });
});
