import fc from 'fast-check';
import { SystemClock } from '@/platform/time/system-clock';
import { BingxRateBudget } from '@/modules/exchanges/adapters/bingx/bingx.rate-budget';
import { FakeRateWindows, type FakeConnection } from '@test/support/fakes/fake-rate-windows';
import { RANKS, type Rank } from './allotment';
import { RateLedger } from './rate-ledger';
import type { WindowRule } from './rate-window';
import { LIFE_MS } from './standing';

const BLOCK: WindowRule = {
  key: 'ip|*',
  capacity: Number.POSITIVE_INFINITY,
  lengthMs: 10_000,
  reserve: 0,
};
const ENDPOINT: WindowRule = { key: 'uid|a|POST /order', capacity: 5, lengthMs: 1_000, reserve: 1 };
const GROUP: WindowRule = { key: 'ip|g3', capacity: 25, lengthMs: 10_000, reserve: 1 };
const RULES = [BLOCK, ENDPOINT, GROUP] as const;
const TIMEOUT_MS = 5_000;

/** Counts requests when they arrive, which is some time between sending and answering. */
class CountingServer {
  readonly arrivals: number[] = [];

  constructor(private readonly delay: () => number) {}

  async ask(): Promise<void> {
    await pause(this.delay());
    this.arrivals.push(performance.now());
    await pause(this.delay());
  }

  /** The most in any stretch of the length, wherever it begins. */
  mostSliding(lengthMs: number): number {
    const times = [...this.arrivals].sort((a, b) => a - b);
    return Math.max(
      0,
      ...times.map((from) => times.filter((at) => at >= from && at < from + lengthMs).length),
    );
  }

  /** The most in windows that begin with the first request after the last one ended. */
  mostFixed(lengthMs: number): number {
    let [from, count, most] = [Number.NEGATIVE_INFINITY, 0, 0];
    for (const at of [...this.arrivals].sort((a, b) => a - b)) {
      if (at - from >= lengthMs) [from, count] = [at, 0];
      count += 1;
      most = Math.max(most, count);
    }
    return most;
  }
}

class Instance {
  isDead = false;
  granted = 0;
  readonly grants: Rank[] = [];
  private readonly ledger: RateLedger;
  private readonly budget: BingxRateBudget;

  constructor(
    name: string,
    readonly connection: FakeConnection,
    private readonly server: CountingServer,
  ) {
    const clock = new SystemClock();
    let lives = 0;
    this.ledger = new RateLedger({
      clock,
      shared: connection,
      requestMs: TIMEOUT_MS,
      newName: () => `${name}-${String((lives += 1))}`,
    });
    this.budget = new BingxRateBudget(clock, this.ledger, `${name}-`);
  }

  async request(
    rank: Rank,
    maxWaitMs = 4_000,
    rules: readonly [WindowRule, WindowRule, ...WindowRule[]] = RULES,
  ): Promise<boolean> {
    const permit = await this.budget.acquire(rules, rank, maxWaitMs);
    if (!permit.granted) return false;
    if (this.isDead || permit.isStale()) {
      permit.release();
      return false;
    }
    this.granted += 1;
    this.grants.push(rank);
    await this.server.ask();
    if (!this.isDead) permit.settle();
    return true;
  }

  get mode(): string {
    return this.ledger.view().mode;
  }

  /** As by kill -9: nothing is said to anybody. */
  kill(): void {
    this.isDead = true;
    this.connection.hangs = true;
    this.budget.close();
  }

  async leave(): Promise<void> {
    this.budget.close();
    await this.ledger.stop();
    this.isDead = true;
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const EPOCH = 1_800_000_000_000;

function world(delay: () => number, databaseMs = () => 1 + delay() / 50) {
  const server = new CountingServer(delay);
  const shared = new FakeRateWindows(() => EPOCH + performance.now() * 1.0001, databaseMs);
  let made = 0;
  const join = (): Instance => {
    made += 1;
    return new Instance(`i${String(made)}`, shared.connect(), server);
  };
  return { server, shared, join };
}

function expectWithinBudget(server: CountingServer): void {
  for (const { capacity, lengthMs } of [ENDPOINT, GROUP]) {
    expect(server.mostSliding(lengthMs)).toBeLessThanOrEqual(capacity);
    expect(server.mostFixed(lengthMs)).toBeLessThanOrEqual(capacity);
  }
}

/** Numbers that look random and repeat with their seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe(`${RateLedger.name} over several instances`, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([1, 2, 4])(
    'never exceeds a window: %i instances that come, go and die',
    async (size) => {
      const event = fc.record({
        atMs: fc.integer({ min: 0, max: 25_000 }),
        who: fc.integer({ min: 0, max: 3 }),
        what: fc.constantFrom(
          'burst',
          'burst',
          'burst',
          'burst',
          'one',
          'one',
          'kill',
          'leave',
          'down',
          'up',
        ),
        rank: fc.constantFrom(...RANKS),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 10, maxLength: 60 }),
          fc.integer(),
          fc.constantFrom(5, 80, 700),
          fc.constantFrom(2, 50, 400),
          fc.boolean(),
          async (events, seed, slowMs, databaseMs, databaseFails) => {
            const random = randomOf(seed);
            const { server, join } = world(
              () => random() * slowMs,
              () => 1 + random() * databaseMs,
            );
            const living = Array.from({ length: size }, join);
            for (const { atMs, who, what, rank: wanted } of events) {
              // What closes send without the database is a guess, and said to be.
              const rank = databaseFails && wanted !== 'entry' ? 'read' : wanted;
              setTimeout(() => {
                const index = who % size;
                const instance = living[index];
                if (instance === undefined) return;
                if (what === 'burst')
                  for (let sent = 0; sent < 8; sent += 1) void instance.request(rank);
                if (what === 'one') void instance.request(rank);
                // An instance that dies is replaced at once, as by a supervisor.
                if (what === 'kill') {
                  instance.kill();
                  living[index] = join();
                }
                if (what === 'leave') void instance.leave().then(() => (living[index] = join()));
                if (what === 'down') instance.connection.isDown = databaseFails;
                if (what === 'up') instance.connection.isDown = false;
              }, atMs);
            }
            await jest.advanceTimersByTimeAsync(32_000);
            for (const instance of living) instance.kill();
            await jest.advanceTimersByTimeAsync(5_000);
            jest.clearAllTimers();
            expectWithinBudget(server);
          },
        ),
        { numRuns: 60, endOnFailure: true },
      );
    },
    120_000,
  );

  it('asks the database only to say that it lives, while it is alone', async () => {
    const { shared, server, join } = world(() => 10);
    const instance = join();
    await settledWithin(instance.request('read'), 500);
    expect(instance.mode).toBe('alone');
    const before = shared.calls;
    // With so few places as above, the others have to be told of every request.
    const rules = [BLOCK, ENDPOINT, { ...GROUP, capacity: 300 }] as const;
    for (let sent = 0; sent < 20; sent += 1) {
      void instance.request('read', 4_000, rules);
      await jest.advanceTimersByTimeAsync(250);
    }
    expect(server.arrivals.length).toBeGreaterThan(12);
    // One beat a second.
    expect(shared.calls - before).toBeLessThanOrEqual(6);
    instance.kill();
  });

  it('uses what the windows allow, however many share them', async () => {
    const { server, join } = world(() => 5);
    const instances = Array.from({ length: 4 }, join);
    for (const one of instances) void one.request('read');
    await jest.advanceTimersByTimeAsync(20_000);
    const before = server.arrivals.length;
    expect(instances.map((one) => one.mode)).toEqual(['shared', 'shared', 'shared', 'shared']);
    for (const one of instances)
      for (let sent = 0; sent < 10; sent += 1) void one.request('close', 9_000);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(server.arrivals.length - before).toBe(GROUP.capacity);
    expectWithinBudget(server);
    for (const one of instances) one.kill();
  });

  it('goes on alone soon after the others died, and at once after they left', async () => {
    const { join } = world(() => 5);
    const [first, second, third] = [join(), join(), join()];
    for (const one of [first, second, third]) void one.request('read');
    await jest.advanceTimersByTimeAsync(3_000);
    expect(first.mode).toBe('shared');
    second.kill();
    void third.leave();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(first.mode).toBe('alone');
    expect(await settledWithin(first.request('entry'), 1_000)).toBe(true);
    first.kill();
  });

  it.each(Array.from({ length: 30 }, (_, step) => step * 50))(
    'counts what is sent while the others are told, %i ms after they came',
    async (afterMs) => {
      const { server, join } = world(
        () => 5,
        () => 150,
      );
      const first = join();
      await settledWithin(first.request('read'), 2_500);
      expect(first.mode).toBe('alone');
      const second = join();
      for (let sent = 0; sent < 5; sent += 1) void second.request('close');
      await jest.advanceTimersByTimeAsync(afterMs);
      for (let sent = 0; sent < 5; sent += 1) void first.request('close');
      await jest.advanceTimersByTimeAsync(4_000);
      expect(second.mode).toBe('shared');
      expectWithinBudget(server);
      for (const one of [first, second]) one.kill();
    },
  );

  it('sends for a successor of an instance that died alone as soon as its short windows are over', async () => {
    const { join } = world(() => 5);
    const first = join();
    await settledWithin(first.request('read'), 500);
    expect(first.mode).toBe('alone');
    first.kill();
    await jest.advanceTimersByTimeAsync(LIFE_MS + 1_100);
    const successor = join();
    expect(await settledWithin(successor.request('entry'), 500)).toBe(true);
    successor.kill();
  });

  it('refuses entries and reads without the database, lets closes through by a small share, and says why', async () => {
    const { server, join } = world(() => 5);
    const instance = join();
    await settledWithin(instance.request('read'), 1_000);
    instance.connection.isDown = true;
    await jest.advanceTimersByTimeAsync(4_000);
    expect(instance.mode).toBe('cut-off');
    const before = server.arrivals.length;
    expect(await settledWithin(instance.request('entry'), 5_000)).toBe(false);
    expect(await settledWithin(instance.request('read'), 5_000)).toBe(false);
    expect(server.arrivals.length).toBe(before);
    expect(await settledWithin(instance.request('close'), 1_000)).toBe(true);
    for (let sent = 0; sent < 10; sent += 1) void instance.request('close', 500);
    await jest.advanceTimersByTimeAsync(400);
    expect(server.arrivals.length - before).toBeLessThanOrEqual(3);
    instance.connection.isDown = false;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(instance.mode).toBe('alone');
    expect(await settledWithin(instance.request('entry'), 2_000)).toBe(true);
    instance.kill();
  });
});

async function settledWithin<T>(work: Promise<T>, ms: number): Promise<T> {
  await jest.advanceTimersByTimeAsync(ms);
  return work;
}
