import { PollingWorker } from '@/platform/worker/polling-worker';

/** A worker whose runs end when the test says so. */
class Runs {
  readonly signals: AbortSignal[] = [];
  readonly errors: { error: unknown; failures: number }[] = [];
  beats = 0;
  private endRun: ((hasMore: boolean) => void) | null = null;
  private failRun: ((error: Error) => void) | null = null;

  readonly worker = new PollingWorker({
    intervalMs: 100,
    maxBackOffMs: 1_000,
    run: (signal) => {
      expect(this.endRun).toBeNull();
      this.signals.push(signal);
      return new Promise((resolve, reject) => {
        this.endRun = resolve;
        this.failRun = reject;
      });
    },
    onError: (error, failures) => this.errors.push({ error, failures }),
    onBeat: () => {
      this.beats += 1;
    },
  });

  get count(): number {
    return this.signals.length;
  }

  async end(hasMore = false): Promise<void> {
    const end = this.endRun;
    this.endRun = null;
    end?.(hasMore);
    await jest.advanceTimersByTimeAsync(0);
  }

  async fail(message: string): Promise<void> {
    const fail = this.failRun;
    this.endRun = null;
    fail?.(new Error(message));
    await jest.advanceTimersByTimeAsync(0);
  }
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe(PollingWorker.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs at once and then on the interval', async () => {
    const runs = new Runs();
    runs.worker.start();
    expect(runs.count).toBe(1);
    await runs.end();
    await pass(99);
    expect(runs.count).toBe(1);
    await pass(1);
    expect(runs.count).toBe(2);
  });

  it('leaves the start to others when told so, unless it is woken or stopped', async () => {
    const counts = [0, 0, 0];
    const [patient, woken, stopped] = counts.map(
      (_count, index) =>
        new PollingWorker({
          firstAfterMs: 1_000,
          intervalMs: 5_000,
          maxBackOffMs: 5_000,
          run: () => {
            counts[index] = (counts[index] ?? 0) + 1;
            return Promise.resolve(false);
          },
          onError: () => undefined,
        }),
    );
    for (const worker of [patient, woken, stopped]) worker?.start();
    await pass(500);
    woken?.wake();
    await stopped?.stop();
    await pass(499);
    expect(counts).toEqual([0, 1, 0]);
    await pass(1_000);
    expect(counts).toEqual([1, 1, 0]);
    await Promise.all([patient?.stop(), woken?.stop()]);
  });

  it('runs again at once while there is more', async () => {
    const runs = new Runs();
    runs.worker.start();
    await runs.end(true);
    await runs.end(true);
    expect(runs.count).toBe(3);
  });

  it('runs at once when woken, and only once for many calls', async () => {
    const runs = new Runs();
    runs.worker.start();
    await runs.end();
    runs.worker.wake();
    runs.worker.wake();
    expect(runs.count).toBe(2);
  });

  it('runs once more after the current run when woken meanwhile, never beside it', async () => {
    const runs = new Runs();
    runs.worker.start();
    runs.worker.wake();
    runs.worker.wake();
    await pass(500);
    expect(runs.count).toBe(1);
    await runs.end();
    expect(runs.count).toBe(2);
    await runs.end();
    await pass(99);
    expect(runs.count).toBe(2);
  });

  it('backs off after errors up to the limit, whatever wakes it, and recovers', async () => {
    const runs = new Runs();
    runs.worker.start();
    for (const pauseMs of [200, 400, 800, 1_000, 1_000]) {
      await runs.fail('no database');
      const before = runs.count;
      runs.worker.wake();
      await pass(pauseMs - 1);
      expect(runs.count).toBe(before);
      await pass(1);
      expect(runs.count).toBe(before + 1);
    }
    expect(runs.errors.map(({ failures }) => failures)).toEqual([1, 2, 3, 4, 5]);
    expect(runs.beats).toBe(0);
    await runs.end();
    expect(runs.beats).toBe(1);
    await pass(100);
    await runs.fail('again');
    expect(runs.errors.at(-1)?.failures).toBe(1);
  });

  it('counts a run that throws before its first await as an error', async () => {
    const failures: number[] = [];
    const worker = new PollingWorker({
      intervalMs: 100,
      maxBackOffMs: 1_000,
      run: () => {
        throw new Error('at once');
      },
      onError: (_error, count) => failures.push(count),
    });
    worker.start();
    await pass(200);
    expect(failures).toEqual([1, 2]);
    await worker.stop();
  });

  it('stop aborts the signal, waits for the current run and starts no other', async () => {
    const runs = new Runs();
    runs.worker.start();
    let isStopped = false;
    const stopping = runs.worker.stop().then(() => {
      isStopped = true;
    });
    expect(runs.signals[0]?.aborted).toBe(true);
    await pass(1_000);
    expect(isStopped).toBe(false);
    runs.worker.wake();
    await runs.end(true);
    await stopping;
    await pass(1_000);
    expect(runs.count).toBe(1);
  });

  it('stop between two runs cancels the timer; starting again changes nothing', async () => {
    const runs = new Runs();
    runs.worker.start();
    runs.worker.start();
    expect(runs.count).toBe(1);
    await runs.end();
    await runs.worker.stop();
    runs.worker.start();
    await pass(1_000);
    expect(runs.count).toBe(1);
  });
});
