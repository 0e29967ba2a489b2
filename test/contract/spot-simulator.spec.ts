import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instrumentOf } from '@/kernel/instrument';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { bingxParts } from '@test/support/builders/bingx-parts';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { describeVenue, type VenueUnderTest } from './venue-suite/describe-venue';

const BTC = instrumentOf('bingx-spot/BTC-USDT');

interface Running {
  readonly simulator: SpawnedSimulator;
  readonly venue: BingxSpotVenue;
  close(): Promise<void>;
}

/** The adapter against the exchange simulator, a process of its own that was written from the documentation. */
async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'bingx-simulator-'));
  const simulator = await spawnSimulator({ book: join(folder, 'book.json') });
  const parts = bingxParts(simulator, { timeoutMs: 3_000 });
  const close = async (): Promise<void> => {
    parts.hosts.close();
    await simulator.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { simulator, venue: new BingxSpotVenue(parts), close };
}

async function underTest(running: Running): Promise<VenueUnderTest> {
  const ticker = await running.venue.prices.ticker(BTC);
  return {
    venue: running.venue,
    account: 'bingx',
    instrument: BTC,
    quantity: '0.001',
    referencePrice: ticker.price,
    close: running.close,
  };
}

describeVenue('BingX Spot against the simulator', async () => underTest(await start()));
