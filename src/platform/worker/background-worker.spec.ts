import type { PinoLogger } from 'nestjs-pino';
import { BackgroundWorker } from './background-worker';

const logger = { setContext: () => undefined, error: () => undefined } as unknown as PinoLogger;

/** A worker whose run waits for somebody who does not answer. */
class Waiting extends BackgroundWorker {
  hasBegun = false;

  constructor(role: 'all' | 'api', stopMs?: number) {
    const options = { intervalMs: 10, maxBackOffMs: 10, failure: 'failed' };
    super(logger, { ROLE: role }, stopMs === undefined ? options : { ...options, stopMs });
  }

  protected override run(): Promise<boolean> {
    this.hasBegun = true;
    return new Promise(() => undefined);
  }
}

describe(BackgroundWorker.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    [undefined, 3_000],
    [500, 500],
  ])('holds a shutdown up no longer than it may (%s ms)', async (stopMs, waitsMs) => {
    const worker = new Waiting('all', stopMs);
    worker.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(50);
    expect(worker.hasBegun).toBe(true);
    let isOver = false;
    void worker.beforeApplicationShutdown().then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(waitsMs - 1);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  it('does nothing in a process that only takes requests', async () => {
    const worker = new Waiting('api');
    worker.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(100);
    expect(worker.hasBegun).toBe(false);
    await worker.beforeApplicationShutdown();
  });
});
