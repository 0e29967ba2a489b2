import { instrumentOf } from '@/kernel/instrument';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import { anOrder } from '@test/support/builders/an-order';
import { findingsOf, type VenueBook } from './compare-books';

const ASKED_AT = new Date('2026-01-15T12:00:00.000Z');

const listedAsOpen = (venueOrderId: string): OrderReport => ({
  ...{ venueOrderId, clientOrderId: null, instrument: instrumentOf('bingx-usdt-m/BTC-USDT') },
  ...{ state: 'open', side: 'buy', positionSide: 'long', type: 'limit', quantity: '1' },
  ...{ filledQuantity: '0', averagePrice: null, stopPrice: null, updatedAt: ASKED_AT },
});

const theirs: VenueBook = {
  ...{ askedAt: ASKED_AT, open: [listedAsOpen('7')], history: [], fills: [], positions: [] },
};

describe(findingsOf.name, () => {
  it.each([
    ['before the lists were asked for is taken back', -1, 1],
    ['while the lists were read is believed', 1, 0],
  ])('an order that was cancelled %s', (_when, ms, revived) => {
    const updatedAt = new Date(ASKED_AT.getTime() + ms);
    const order = anOrder({ state: 'CANCELED', venueOrderId: '7', type: 'limit', updatedAt });
    const known = {
      orders: [order],
      fillIds: new Set<string>(),
      filledOrderIds: new Set<string>(),
    };
    const { revive } = findingsOf({ holdings: [], orders: [] }, known, theirs);
    expect(revive).toHaveLength(revived);
  });
});
