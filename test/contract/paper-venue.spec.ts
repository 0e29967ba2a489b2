import { SystemClock } from '@/platform/time/system-clock';
import { openTestConnection, unitOfWorkFor } from '@test/support/database';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { paperParts } from '@test/support/fakes/paper-parts';
import { describeVenue } from './venue-suite/describe-venue';

describeVenue(
  'PaperVenue',
  async () => {
    const source = await openTestConnection('positions');
    const clock = new SystemClock();
    const markets = [new FakeVenue({ clock, price: '65000' })];
    return {
      venue: paperParts(source, unitOfWorkFor({ positions: source }), clock, { markets }).venue,
      account: 'paper',
      instrument: FAKE_BTC.instrument,
      quantity: '0.01',
      referencePrice: '65000',
      close: () => source.destroy(),
    };
  },
  {
    skip: {
      V05: 'every account name has a paper book',
      V22: 'it sends no text anywhere',
    },
  },
);
