import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf, instrumentText } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Watch } from '@/modules/exchanges/venue-streams.port';
import type { Kline } from '@/modules/exchanges/venue.types';
import { closeOf, FollowedCandle } from '@/modules/klines/followed-candle';
import { KlinesService, MOST_AT_ONCE } from '@/modules/klines/klines.service';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';

const EVERY_MS = 1_000;
/** A candle that could not be confirmed is asked for again after this long. */
const AGAIN_MS = 30_000;

interface Following {
  readonly candle: FollowedCandle;
  watch: Watch | null;
  notBeforeMs: number;
}

/**
 * Keeps the candles that the settings name, as they close. The stream says when one is over; what is kept is what the
 * venue answers when asked for it, together with whatever was missed since the last one that was kept.
 */
@Injectable()
export class CandleFollowing extends BackgroundWorker {
  private readonly followed: readonly Following[];

  constructor(
    private readonly klines: KlinesService,
    private readonly venues: VenueRegistry,
    private readonly clock: Clock,
    http: HttpSettings,
    logger: PinoLogger,
    settings: BingxSettings,
  ) {
    super(logger, http, {
      intervalMs: EVERY_MS,
      firstAfterMs: EVERY_MS,
      maxBackOffMs: 60_000,
      failure: 'candles could not be followed',
      level: 'warn',
    });
    this.followed = settings.BINGX_FOLLOW_CANDLES.map((entry) => {
      const [instrument = '', timeframe = ''] = entry.split('@');
      const candle = new FollowedCandle(instrumentOf(instrument), timeframe as Timeframe);
      return { candle, watch: null, notBeforeMs: 0 };
    });
  }

  override onApplicationBootstrap(): void {
    if (!this.works || this.followed.length === 0) return;
    for (const following of this.followed) this.listen(following);
    super.onApplicationBootstrap();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    for (const { watch } of this.followed) watch?.end();
    await super.beforeApplicationShutdown();
  }

  private listen(following: Following): void {
    const { candle } = following;
    const { instrument, timeframe } = candle;
    const market = this.venues.find(instrument.market)?.streams?.market;
    if (market === undefined) return;
    following.watch = market.watch(
      { kind: 'kline', instrument, timeframe },
      {
        onEvent: (event) => {
          if (event.kind !== 'kline' || !candle.see(event.candle)) return;
          this.wake();
        },
        // What closed meanwhile is asked for now and not at the next boundary.
        onUp: (missedSince) => {
          if (missedSince !== null) this.wake();
        },
      },
    );
  }

  protected override async run(signal: AbortSignal): Promise<boolean> {
    for (const following of this.followed) {
      if (signal.aborted) break;
      const now = this.clock.now();
      if (this.clock.monotonicMs() < following.notBeforeMs) continue;
      const due = following.candle.due(now);
      if (due !== null) await this.keep(following, due);
    }
    return false;
  }

  private async keep(following: Following, until: Date): Promise<void> {
    const { instrument, timeframe } = following.candle;
    const from = await this.startOf(following.candle, until);
    try {
      await this.klines.backfill(instrument, timeframe, from, until);
      following.candle.kept(until);
    } catch (err) {
      following.notBeforeMs = this.clock.monotonicMs() + AGAIN_MS;
      const names = { instrument: instrumentText(instrument), timeframe };
      this.logger.warn({ ...names, err }, 'closed candles could not be asked for; trying again');
      // Better the pushed one than none; the venue's own word replaces it with the next success.
      const pushed = following.candle.lastClosed();
      if (pushed !== null) await this.klines.record(instrument, timeframe, [pushed]);
    }
  }

  /**
   * From a candle before the last that is kept, because boundaries of long candles differ between venues; after a
   * start, from the newest candle in the store. As far back as one question to the venue reaches.
   */
  private async startOf(
    { instrument, timeframe, keptUntil }: FollowedCandle,
    until: Date,
  ): Promise<Date> {
    const length = closeOf(until, timeframe).getTime() - until.getTime();
    const oldest = until.getTime() - length * (MOST_AT_ONCE - 1);
    const first = until.getTime() - length;
    if (keptUntil !== null) return new Date(Math.max(keptUntil.getTime() - length, oldest));
    const span = { from: null, to: until };
    const [newest]: readonly Kline[] = await this.klines.list(instrument, timeframe, span, 1);
    return new Date(newest === undefined ? first : Math.max(newest.openAt.getTime(), oldest));
  }
}
