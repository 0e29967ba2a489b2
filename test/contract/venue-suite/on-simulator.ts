import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimal, decimalText, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import type { Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { FillReport, VenueOrder } from '@/modules/exchanges/venue.types';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { bingxParts, type BingxParts } from '@test/support/builders/bingx-parts';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import type { VenueUnderTest } from './venue-under-test';

type TradingVenue = Venue & Required<Pick<Venue, 'execution' | 'orders' | 'prices'>>;

/** A product of BingX that can be traded, as it is tried at the simulator. */
export interface Product<V extends TradingVenue> {
  readonly Venue: new (parts: BingxParts) => V;
  readonly instrument: Instrument;
  readonly priceTick: string;
  /** The size that the venue suite trades. */
  readonly suiteQuantity: string;
  /** What an order is where the case does not say. */
  readonly usual: Partial<VenueOrder>;
}

/** An adapter at a simulator of its own, with the orders and prices of the cases. */
export interface OnSimulator<V extends TradingVenue> {
  readonly simulator: SpawnedSimulator;
  readonly venue: V;
  /** What the venue suite examines. */
  readonly underTest: VenueUnderTest;
  /** A market entry under a client order id of its own. */
  order(change?: Partial<VenueOrder>): VenueOrder;
  /** Sends an order that must be taken, and answers the id that the venue gave it. */
  place(order: VenueOrder): Promise<string>;
  /** The first price times a factor, on the tick. */
  times(factor: string): string;
  fillsOf(venueOrderId: string): Promise<readonly FillReport[]>;
  close(): Promise<void>;
}

/** The adapter against the exchange simulator, a process of its own that was written from the documentation. */
export async function startOnSimulator<V extends TradingVenue>(
  product: Product<V>,
): Promise<OnSimulator<V>> {
  const { instrument, priceTick, suiteQuantity } = product;
  const folder = await mkdtemp(join(tmpdir(), 'bingx-simulator-'));
  const simulator = await spawnSimulator({ book: join(folder, 'book.json') });
  const parts = bingxParts(simulator, { timeoutMs: 3_000 });
  const venue = new product.Venue(parts);
  const close = async (): Promise<void> => {
    parts.hosts.close();
    await simulator.kill();
    await rm(folder, { recursive: true, force: true });
  };
  const { price } = await venue.prices.ticker(instrument);
  let made = 0;
  return {
    ...{ simulator, venue, close },
    underTest: {
      ...{ venue, account: 'bingx', instrument, close },
      ...{ quantity: suiteQuantity, referencePrice: price },
    },
    order: (change = {}) => {
      made += 1;
      const clientOrderId = `s${String(made).padStart(31, '0')}` as ClientOrderId;
      return aVenueOrder({ instrument, clientOrderId, ...product.usual, ...change });
    },
    place: async (order) => {
      const outcome = await venue.execution.submit(order);
      if (outcome.outcome !== 'acknowledged') throw new Error(JSON.stringify(outcome));
      return outcome.venueOrderId;
    },
    times: (factor) =>
      decimalText(
        roundToStep(decimal(price).times(decimal(factor)), decimal(priceTick), 'nearest'),
      ),
    fillsOf: (venueOrderId) =>
      venue.orders.fills('bingx', instrument, new Date(Date.now() - 60_000), venueOrderId),
  };
}
