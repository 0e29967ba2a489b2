/** How long work that nobody waits for leaves the start to itself, and to what came in meanwhile. */
export const AFTER_START_MS = 1_000;

/** How a {@link PollingWorker} runs. */
export interface PollingWorkerOptions {
  /** Pause between two runs that found nothing to do. */
  readonly intervalMs: number;
  /** Pause before the first run; none when absent. Waking ends it early. */
  readonly firstAfterMs?: number;
  /** Longest pause after errors; the pause doubles from the interval up to it. */
  readonly maxBackOffMs: number;
  /** One run. True: there may be more to do, run again at once. It must end soon after `signal` aborts. */
  readonly run: (signal: AbortSignal) => Promise<boolean>;
  /** Told of every run that threw; `failures` counts them in a row. Must not throw itself. */
  readonly onError: (error: unknown, failures: number) => void;
  /** Told after every run that did not throw. */
  readonly onBeat?: () => void;
}

/**
 * Runs one piece of work again and again: on a timer, and at once when woken. The timer is what makes it correct,
 * waking only saves the wait. There are never two runs at once.
 */
export class PollingWorker {
  private readonly stopping = new AbortController();
  private state: 'new' | 'running' | 'stopped' = 'new';
  private timer: NodeJS.Timeout | null = null;
  private current: Promise<void> | null = null;
  private isWoken = false;
  private failures = 0;

  constructor(private readonly options: PollingWorkerOptions) {}

  /** Begins with a run, at once or after `firstAfterMs`. Starting twice, or after the stop, changes nothing. */
  start(): void {
    if (this.state !== 'new') return;
    this.state = 'running';
    const { firstAfterMs = 0 } = this.options;
    if (firstAfterMs === 0) this.runNow();
    else this.runLater(firstAfterMs);
  }

  /**
   * There is something to do: runs at once, or once more right after the current run.
   * While the work fails, the back-off holds: waking a broken database faster mends nothing.
   */
  wake(): void {
    if (this.state !== 'running') return;
    if (this.current !== null) {
      this.isWoken = true;
      return;
    }
    if (this.failures === 0) this.runNow();
  }

  /** Starts no more runs and resolves once the current one has ended. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.stopping.abort();
    await this.current;
  }

  private runNow(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.isWoken = false;
    this.current = this.runOnce().then((pauseMs) => {
      this.current = null;
      if (this.state !== 'running') return;
      // Looked at here and not earlier: a wake() may come while the run's promise settles.
      if (pauseMs === 0 || (this.isWoken && this.failures === 0)) this.runNow();
      else this.runLater(pauseMs);
    });
  }

  private runLater(pauseMs: number): void {
    this.timer = setTimeout(() => this.runNow(), pauseMs);
  }

  /** One run; how long to pause after it. Never rejects. */
  private async runOnce(): Promise<number> {
    try {
      const hasMore = await this.options.run(this.stopping.signal);
      this.failures = 0;
      this.options.onBeat?.();
      return hasMore ? 0 : this.options.intervalMs;
    } catch (error) {
      this.failures += 1;
      this.options.onError(error, this.failures);
      return Math.min(
        this.options.intervalMs * 2 ** Math.min(this.failures, 16),
        this.options.maxBackOffMs,
      );
    }
  }
}
