import type { DataSource } from 'typeorm';
import type { ClientOrderId } from '@/kernel/ids';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { SubmitOutcome, VenueOrder } from '@/modules/exchanges/venue.types';
import type { TradingSettings } from '@/platform/settings/trading.settings';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { paperParts, type PaperParts } from '@test/support/fakes/paper-parts';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;

/** Paper venues on the test database, and orders for them. */
export class PaperBench {
  clock = new FixedClock();
  private opened: DataSource | null = null;
  private made = 0;

  async open(): Promise<void> {
    this.opened = await openTestConnection('positions');
  }

  /** An empty database and a clock at its start. */
  async begin(): Promise<void> {
    await truncateAll(this.source);
    this.clock = new FixedClock();
  }

  async close(): Promise<void> {
    await this.opened?.destroy();
  }

  get source(): DataSource {
    if (this.opened === null) throw new Error('open() comes first');
    return this.opened;
  }

  /** A paper venue without markets behind it. */
  readonly offline = (settings: Partial<TradingSettings> = {}): PaperParts =>
    paperParts(this.source, this.unitOfWork, this.clock, { settings });

  readonly onMarket = (market: Venue): PaperParts =>
    paperParts(this.source, this.unitOfWork, this.clock, { markets: [market] });

  /** An entry of 0.1 BTC at 50,000 under a client order id of its own. */
  readonly order = (change: Partial<VenueOrder> = {}): VenueOrder => {
    this.made += 1;
    return aVenueOrder({
      account: 'main',
      instrument: BTC,
      clientOrderId: `s${String(this.made).padStart(31, '0')}` as ClientOrderId,
      quantity: '0.1',
      referencePrice: '50000',
      ...change,
    });
  };

  readonly closing = (change: Partial<VenueOrder> = {}): VenueOrder =>
    this.order({ side: 'sell', reduceOnly: true, ...change });

  /** How many orders, fills and positions are written. */
  readonly counts = async (): Promise<readonly number[]> =>
    Promise.all(
      ['paper_order', 'paper_fill', 'paper_position'].map(async (table) => {
        const rows: readonly { n: string }[] = await this.source.query(
          `SELECT COUNT(*) AS n FROM ${table}`,
        );
        return Number(rows[0]?.n);
      }),
    );

  private get unitOfWork() {
    return unitOfWorkFor({ positions: this.source });
  }
}

/** Sends an order that must be taken, and answers the id that paper gave it. */
export async function place(paper: PaperParts, sent: VenueOrder): Promise<string> {
  const outcome = await paper.venue.execution.submit(sent);
  expect(outcome).toMatchObject({ outcome: 'acknowledged' });
  return outcome.outcome === 'acknowledged' ? outcome.venueOrderId : '';
}

export const categoryOf = (outcome: SubmitOutcome): string | null =>
  outcome.outcome === 'refused' ? outcome.category : null;

export const totalOf = async (paper: PaperParts, account = 'main'): Promise<string | undefined> =>
  (await paper.venue.accounts.balances(account))[0]?.total;
