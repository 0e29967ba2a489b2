import { randomFrom } from '@test/support/harness/market-fixture';
import { unsettledCount } from '@test/support/harness/books';
import { checkHistory } from '@test/chaos/check-history';
import { ChaosWorld } from '@test/chaos/chaos-world';
import { bookOf, collectStored, isTold } from '@test/chaos/collect-history';
import { Flow } from '@test/chaos/flow';
import type { Book, Breach, History } from '@test/chaos/history';
import { Monkey, pause } from '@test/chaos/monkey';
import { exchangeTroubles } from '@test/chaos/troubles';

const SETTLE_MS = 120_000;
/** Protection moves a little after the last order has ended. */
const COME_TO_REST_MS = 20_000;
const READ_REQUESTS_MS = 20_000;
const KILL_EVERY_MS = 5_000;

export interface ChaosPlan {
  readonly minutes: number;
  readonly seed: number;
  readonly instances: number;
  /** At least so many kills; the run takes longer when it needs to. */
  readonly kills: number;
}

export interface ChaosResult {
  readonly history: History;
  readonly breaches: readonly Breach[];
  readonly kills: number;
  readonly logs: readonly string[];
}

/** One run: everything at once for the time given, then quiet, then the checker. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult> {
  const world = await ChaosWorld.start(plan.instances);
  try {
    const run = new ChaosRun(world, plan);
    return await run.go();
  } finally {
    await world.stop();
  }
}

class ChaosRun {
  private isOver = false;
  private lastRequest = 0;
  private readonly requests: Book['requests'][number][] = [];

  constructor(
    private readonly world: ChaosWorld,
    private readonly plan: ChaosPlan,
  ) {}

  async go(): Promise<ChaosResult> {
    const { world, plan } = this;
    const strategies = await world.createStrategies();
    const from = Date.now();
    const isOver = (): boolean => this.isOver;
    const flow = new Flow(world, strategies, isOver);
    const monkey = new Monkey(world, isOver);
    // Each loop draws from numbers of its own: what one does late changes nothing for the others.
    const random = (n: number): (() => number) => randomFrom(plan.seed * 31 + n);
    await world.exchange.control.addFaults(...exchangeTroubles(random(0)));
    const killEveryMs =
      plan.kills === 0
        ? KILL_EVERY_MS
        : Math.min(KILL_EVERY_MS, (plan.minutes * 50_000) / plan.kills);
    const all = Promise.all([
      flow.alarms(random(1)),
      flow.prices(random(2)),
      flow.switching(random(3)),
      monkey.kill(random(4), killEveryMs),
      monkey.trouble(random(5)),
      monkey.sockets(random(6)),
      this.keepRequests(),
    ]);
    const end = from + plan.minutes * 60_000;
    // A loop that fails ends the run at once.
    await Promise.race([all, this.until(() => Date.now() > end && monkey.kills >= plan.kills)]);
    this.isOver = true;
    await all;
    await world.heal();
    const quietAt = Date.now();
    const settledAt = await this.settled(quietAt);
    const facts = {
      seed: plan.seed,
      instances: plan.instances,
      from,
      quietAt,
      settledAt,
      strategies,
    };
    const seen = { posts: flow.posts, switches: flow.switches, faults: monkey.windows };
    const { history, breaches } = await this.atRest({ ...facts, ...seen });
    const failures = monkey.failures.map((what) => ({ invariant: 'liveness' as const, what }));
    const logs = world.instances.map((instance) => instance.logs);
    return { history, breaches: [...failures, ...breaches], kills: monkey.kills, logs };
  }

  private async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await pause(100);
  }

  /** The exchange's log of requests is long: what is new is fetched now and then, and only what is needed kept. */
  private async keepRequests(): Promise<void> {
    while (!this.isOver) {
      for (let waited = 0; waited < READ_REQUESTS_MS && !this.isOver; waited += 200)
        await pause(200);
      await this.book();
    }
  }

  private async book(): Promise<Book> {
    const state = await this.world.exchange.control.state(this.lastRequest);
    this.lastRequest = state.requests.at(-1)?.seq ?? this.lastRequest;
    this.requests.push(...state.requests.filter(isTold));
    return bookOf(state, this.requests);
  }

  private async settled(quietAt: number): Promise<number | null> {
    while (Date.now() < quietAt + SETTLE_MS) {
      if ((await unsettledCount(this.world.database)) === 0) return Date.now();
      await pause(200);
    }
    return null;
  }

  /** Reads and checks until nothing is found or nothing moves any more. */
  private async atRest(
    known: Omit<History, keyof Awaited<ReturnType<typeof collectStored>> | 'book'>,
  ): Promise<{ readonly history: History; readonly breaches: readonly Breach[] }> {
    const deadline = Date.now() + COME_TO_REST_MS;
    for (;;) {
      const stored = await collectStored(this.world.database);
      const history: History = { ...known, ...stored, book: await this.book() };
      const breaches = checkHistory(history);
      if (breaches.length === 0 || Date.now() > deadline) return { history, breaches };
      await pause(500);
    }
  }
}
