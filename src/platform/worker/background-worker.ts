import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';
import type { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker, type PollingWorkerOptions } from './polling-worker';
import { settledWithin } from './settled-within';

/** A request to a venue may wait for its turn for longer than a shutdown may take altogether. */
const STOP_MS = 3_000;

/** How a {@link BackgroundWorker} runs, and what it says when it cannot. */
export interface BackgroundWorkerOptions extends Pick<
  PollingWorkerOptions,
  'intervalMs' | 'firstAfterMs' | 'maxBackOffMs' | 'onBeat'
> {
  /** How long a shutdown waits for the run under way; three seconds when absent. */
  readonly stopMs?: number;
  /** What a run that threw is logged as. */
  readonly failure: string;
  /** What else that line says. */
  readonly about?: Readonly<Record<string, string>>;
  /** How it is logged; `error` when absent. */
  readonly level?: 'warn' | 'error';
}

/**
 * Work that begins with the service and ends with it, in processes that work: not where `ROLE` is `api`. What else the
 * start and the end need, a subclass adds around these two methods.
 */
export abstract class BackgroundWorker
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly polling: PollingWorker;
  private readonly stopMs: number;

  protected constructor(
    protected readonly logger: PinoLogger,
    protected readonly http: Pick<HttpSettings, 'ROLE'>,
    { stopMs = STOP_MS, failure, about, level = 'error', ...how }: BackgroundWorkerOptions,
  ) {
    logger.setContext(new.target.name);
    this.stopMs = stopMs;
    this.polling = new PollingWorker({
      ...how,
      run: (signal) => this.run(signal),
      onError: (err, failures) => logger[level]({ ...about, err, failures }, failure),
    });
  }

  onApplicationBootstrap(): void {
    if (this.works) this.polling.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.endsInTime(this.polling.stop());
  }

  /** One run. True: there may be more to do, run again at once. */
  protected abstract run(signal: AbortSignal): Promise<boolean>;

  /** Whether this process works at all. */
  protected get works(): boolean {
    return this.http.ROLE !== 'api';
  }

  /** There is something to do. */
  protected wake(): void {
    this.polling.wake();
  }

  /** Waits for the last of the work, no longer than a shutdown may. */
  protected async endsInTime(work: Promise<unknown>): Promise<void> {
    await settledWithin(work, this.stopMs);
  }
}
