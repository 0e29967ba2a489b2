import type { DataSource } from 'typeorm';
import type { ClientOrderId } from '@/kernel/ids';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { PositionSnapshotsRepository } from '@/modules/positions/position-snapshots.repository';
import { PositionsService } from '@/modules/positions/positions.service';
import { IdSource } from '@/platform/identity/new-id';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { knownAccounts } from '@test/support/fakes/known-accounts';
import { paperParts } from '@test/support/fakes/paper-parts';

let source: DataSource;

beforeAll(async () => {
  source = await openTestConnection('positions');
});
beforeEach(() => truncateAll(source));
afterAll(() => source.destroy());

function setUp() {
  const clock = new FixedClock();
  const bingx = new FakeVenue({ clock, accounts: ['bingx'] });
  const paper = paperParts(source, unitOfWorkFor({ positions: source }), clock);
  const settings = Object.assign(new BingxSettings(), { BINGX_API_KEY: 'key-of-bingx-abcd' });
  const known = knownAccounts(settings, paper.books);
  const snapshots = new PositionSnapshotsRepository(source);
  const venues = new VenueRegistry([paper.venue, bingx]);
  const service = new PositionsService(known, venues, snapshots, new IdSource(clock), clock);
  return { service, bingx, paper: paper.venue, snapshots, clock };
}

const entry = (account: string) =>
  aVenueOrder({
    account,
    instrument: FAKE_BTC.instrument,
    clientOrderId: `s${account}` as ClientOrderId,
    quantity: '0.01',
    referencePrice: '60000',
  });

describe(PositionsService.name, () => {
  it('reports what each venue says, with the time', async () => {
    const { service, bingx, paper, clock } = setUp();
    await bingx.execution.submit(entry('bingx'));
    await paper.execution.submit(entry('main'));
    const { positions, unread } = await service.report();
    expect(positions).toMatchObject([
      {
        account: 'bingx',
        venue: 'bingx-usdt-m',
        at: clock.now(),
        position: { quantity: '0.01', side: 'long' },
      },
      {
        account: 'main',
        venue: 'paper',
        position: { quantity: '0.01', averagePrice: '60000', unrealisedProfit: '0' },
      },
    ]);
    expect(unread).toEqual([]);
    expect((await service.report('main')).positions).toHaveLength(1);
  });

  it('says that positions are unknown, not that there are none, when a venue can not be asked', async () => {
    const { service, bingx } = setUp();
    bingx.isDown = true;
    const { positions, unread } = await service.report('bingx');
    expect(positions).toEqual([]);
    expect(unread).toMatchObject([{ account: 'bingx', venue: 'bingx-usdt-m' }]);
  });

  it('records snapshots', async () => {
    const { service, paper, snapshots } = setUp();
    await paper.execution.submit(entry('main'));
    await service.record();
    await service.record();
    expect(await snapshots.count('main')).toBe(2);
  });
});
