import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import { PaperTicks } from '@/modules/exchanges/adapters/paper/paper-ticks';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';

const EVERY_MS = 2_000;

/** Looks at the live price of every instrument that has resting paper orders or an open paper position. */
@Injectable()
export class PaperTickerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;

  constructor(
    private readonly book: PaperBookRepository,
    private readonly matcher: PaperMatcher,
    private readonly ticks: PaperTicks,
    private readonly prices: MarketPriceService,
    private readonly clock: Clock,
    private readonly http: HttpSettings,
    logger: PinoLogger,
  ) {
    this.worker = new PollingWorker({
      intervalMs: EVERY_MS,
      maxBackOffMs: 60_000,
      run: (signal) => this.look(signal),
      onError: (err, failures) => {
        logger.warn({ venue: 'paper', err, failures }, 'paper prices could not be followed');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.prices.registerListener(this.matcher);
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.ticks.stop();
    return this.worker.stop();
  }

  private async look(signal: AbortSignal): Promise<boolean> {
    const watched = await this.book.watched();
    this.ticks.follow(watched);
    for (const instrument of watched) {
      if (signal.aborted) break;
      // Our own clock before the question: the price is never older than this, whatever the exchange's clock says.
      const askedAt = this.clock.now();
      const price = await this.prices.live(instrument);
      if (price === null) continue;
      // What was pushed is as old as it is; it has our own time.
      const at = price.source === 'stream' ? price.at : askedAt;
      await this.matcher.advance(instrument, price.price, at);
    }
    return false;
  }
}
