import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxKeyring } from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { BingxStandardVenue } from '@/modules/exchanges/adapters/bingx/standard/standard.venue';
import { BingxStreams } from '@/modules/exchanges/adapters/bingx/streams/bingx.streams';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { PaperAccountNames } from '@/modules/exchanges/adapters/paper/paper-account-names';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperExecution } from '@/modules/exchanges/adapters/paper/paper-execution';
import { PaperLedger } from '@/modules/exchanges/adapters/paper/paper-ledger';
import { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import { PaperTicks } from '@/modules/exchanges/adapters/paper/paper-ticks';
import { PaperTickerLoop } from '@/modules/exchanges/adapters/paper/paper-ticker-loop';
import { PaperVenue } from '@/modules/exchanges/adapters/paper/paper.venue';
import { BingxCommandsService } from '@/modules/exchanges/bingx-commands.service';
import { BingxOverviewService } from '@/modules/exchanges/bingx-overview.service';
import { BingxReadsService } from '@/modules/exchanges/bingx-reads.service';
import { AccountTrouble } from '@/modules/exchanges/credentials/account-trouble';
import { CREDENTIALS } from '@/modules/exchanges/credentials/credentials.providers';
import { ExchangeAccountsService } from '@/modules/exchanges/credentials/exchange-accounts.service';
import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { MarketReach } from '@/modules/exchanges/market-reach';
import { MARKET_VENUES } from '@/modules/exchanges/market-venues';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';
import { RateWindowsRepository } from '@/modules/exchanges/rate-windows/rate-windows.repository';
import { SharedRateWindows } from '@/modules/exchanges/rate-windows/shared-rate-windows.port';
import { StreamHealth } from '@/modules/exchanges/stream-health';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import { VenueHealth } from '@/modules/exchanges/venue-health';
import type { Venue } from '@/modules/exchanges/venue.port';
import { VenueRegistry, VENUES } from '@/modules/exchanges/venue.registry';
import { VenuesController } from '@/modules/exchanges/venues.controller';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { settledWithin } from '@/platform/worker/settled-within';

type Parts = [BingxHosts, BingxKeyring, Clock, BingxStreams, BingxSettings];
const PARTS = [BingxHosts, BingxKeyring, Clock, BingxStreams, BingxSettings];

/** What a product is made of; without streams when the settings turn them off. */
const partsOf = (...[hosts, keyring, clock, streams, { BINGX_STREAMS }]: Parts) => ({
  hosts,
  keyring,
  clock,
  ...(BINGX_STREAMS === 'true' ? { streams } : {}),
});

/** Built without keys too: its public data serves the paper venue. */
const BINGX: readonly Provider[] = [
  { provide: SharedRateWindows, useClass: RateWindowsRepository },
  {
    provide: BingxStreams,
    inject: [BingxHosts, BingxKeyring, Clock, PinoLogger],
    useFactory: (hosts: BingxHosts, keyring: BingxKeyring, clock: Clock, logger: PinoLogger) =>
      new BingxStreams({ hosts, keyring, clock, logger }),
  },
  {
    provide: BingxUsdtMVenue,
    inject: PARTS,
    useFactory: (...parts: Parts) => new BingxUsdtMVenue(partsOf(...parts)),
  },
  {
    provide: BingxCoinMVenue,
    inject: PARTS,
    useFactory: (...parts: Parts) => new BingxCoinMVenue(partsOf(...parts)),
  },
  {
    provide: BingxSpotVenue,
    inject: PARTS,
    useFactory: (...parts: Parts) => new BingxSpotVenue(partsOf(...parts)),
  },
  {
    provide: BingxStandardVenue,
    inject: [BingxHosts, BingxKeyring, Clock],
    useFactory: (hosts: BingxHosts, keyring: BingxKeyring, clock: Clock) =>
      new BingxStandardVenue({ hosts, keyring, clock }),
  },
];

/** How long a shutdown waits for listen keys to be closed. */
const CLOSE_STREAMS_MS = 1_500;

/** The venues: real exchanges, and the paper venue that stands in for them. */
@Module({
  controllers: [VenuesController],
  providers: [
    ...CREDENTIALS,
    ...BINGX,
    {
      provide: MARKET_VENUES,
      inject: [BingxUsdtMVenue, BingxCoinMVenue, BingxSpotVenue, BingxStandardVenue],
      useFactory: (...venues: Venue[]) => venues,
    },
    MarketReach,
    InstrumentsService,
    StreamedPrices,
    MarketPriceService,
    PaperBookRepository,
    PaperLedger,
    PaperExecution,
    PaperMatcher,
    PaperTicks,
    PaperTickerLoop,
    PaperVenue,
    { provide: PaperBooks, useClass: PaperAccountNames },
    {
      provide: VENUES,
      inject: [PaperVenue, MARKET_VENUES],
      useFactory: (paper: PaperVenue, markets: readonly Venue[]): readonly Venue[] => [
        paper,
        ...markets,
      ],
    },
    VenueRegistry,
    VenueHealth,
    StreamHealth,
    KnownAccountsService,
    BingxReadsService,
    BingxCommandsService,
    BingxOverviewService,
  ],
  exports: [
    VenueRegistry,
    MarketPriceService,
    InstrumentsService,
    KnownAccountsService,
    ExchangeAccountsService,
    AccountTrouble,
    BingxReadsService,
    BingxCommandsService,
    BingxOverviewService,
  ],
})
export class ExchangesModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly bingx: BingxHosts,
    private readonly streams: BingxStreams,
  ) {}

  onApplicationBootstrap(): void {
    this.bingx.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Closing listen keys is a courtesy: they end by themselves within the hour.
    await settledWithin(this.streams.close(), CLOSE_STREAMS_MS);
    await this.bingx.leave();
    this.bingx.close();
  }
}
