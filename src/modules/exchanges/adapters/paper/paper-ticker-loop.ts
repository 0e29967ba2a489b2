import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import { PaperTicks } from '@/modules/exchanges/adapters/paper/paper-ticks';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';

const EVERY_MS = 2_000;

/** Looks at the live price of every instrument that has resting paper orders or an open paper position. */
@Injectable()
export class PaperTickerLoop extends BackgroundWorker {
  constructor(
    private readonly book: PaperBookRepository,
    private readonly matcher: PaperMatcher,
    private readonly ticks: PaperTicks,
    private readonly prices: MarketPriceService,
    private readonly clock: Clock,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: EVERY_MS,
      maxBackOffMs: 60_000,
      failure: 'paper prices could not be followed',
      about: { venue: 'paper' },
      level: 'warn',
    });
  }

  override onApplicationBootstrap(): void {
    this.prices.registerListener(this.matcher);
    super.onApplicationBootstrap();
  }

  override beforeApplicationShutdown(): Promise<void> {
    this.ticks.stop();
    return super.beforeApplicationShutdown();
  }

  protected override async run(signal: AbortSignal): Promise<boolean> {
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
