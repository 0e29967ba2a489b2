import type { DataSource } from 'typeorm';
import type { Clock } from '@/kernel/clock';
import { PaperAccountNames } from '@/modules/exchanges/adapters/paper/paper-account-names';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperExecution } from '@/modules/exchanges/adapters/paper/paper-execution';
import { PaperLedger } from '@/modules/exchanges/adapters/paper/paper-ledger';
import { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import { PaperVenue } from '@/modules/exchanges/adapters/paper/paper.venue';
import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import { MarketReach } from '@/modules/exchanges/market-reach';
import type { PaperBooks } from '@/modules/exchanges/paper-books.port';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { UnitOfWork } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';

/** A paper venue and its parts, wired as the module does it. */
export interface PaperParts {
  readonly venue: PaperVenue;
  readonly book: PaperBookRepository;
  readonly books: PaperBooks;
  readonly matcher: PaperMatcher;
  readonly prices: MarketPriceService;
}

/** Builds the paper venue on a database, with the given markets behind it (none: offline). */
export function paperParts(
  source: DataSource,
  unitOfWork: UnitOfWork,
  clock: Clock,
  options: {
    readonly markets?: readonly Venue[];
    readonly settings?: Partial<TradingSettings>;
  } = {},
): PaperParts {
  const settings = Object.assign(new TradingSettings(), options.settings);
  const markets = options.markets ?? [];
  const ids = new IdSource(clock);
  const reach = new MarketReach(clock);
  const instruments = new InstrumentsService(markets, reach, clock);
  const prices = new MarketPriceService(markets, reach, clock, new StreamedPrices(clock));
  const book = new PaperBookRepository(source);
  const ledger = new PaperLedger(book, unitOfWork, ids, clock, settings);
  const execution = new PaperExecution(book, ledger, instruments, prices, ids, clock);
  const matcher = new PaperMatcher(book, ledger, instruments, clock);
  prices.registerListener(matcher);
  return {
    venue: new PaperVenue(book, ledger, execution, instruments, prices, settings, clock),
    book,
    books: new PaperAccountNames(book),
    matcher,
    prices,
  };
}
