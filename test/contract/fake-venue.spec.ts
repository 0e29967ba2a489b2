import { SystemClock } from '@/platform/time/system-clock';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { describeVenue } from './venue-suite/describe-venue';

describeVenue(
  'FakeVenue',
  () => ({
    venue: new FakeVenue({ clock: new SystemClock(), accounts: ['bingx'], price: '65000' }),
    account: 'bingx',
    instrument: FAKE_BTC.instrument,
    quantity: '0.01',
    referencePrice: '65000',
  }),
  { skip: { V22: 'it sends no text anywhere' } },
);
