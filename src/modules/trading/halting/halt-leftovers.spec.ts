import { DomainError } from '@/kernel/errors';
import { instrumentOf } from '@/kernel/instrument';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { HaltLeftovers } from '@/modules/trading/halting/halt-leftovers';
import type { HaltTargets } from '@/modules/trading/halting/halt-targets';

class Down extends DomainError {
  constructor() {
    super('unavailable', 'venue-unavailable', 'no answer');
  }
}

const BTC = 'bingx-spot/BTC-USDT';
const holding = (instrument: string, quantity: string) => ({ instrument, quantity });

let book: () => Promise<readonly object[]>;
let rules: () => Promise<{ quantityStep: string } | null>;
let positions: () => Promise<readonly object[]>;
let leftovers: HaltLeftovers;

beforeEach(() => {
  book = () => Promise.resolve([]);
  rules = () => Promise.resolve({ quantityStep: '0.00001' });
  positions = () => Promise.resolve([]);
  const venues = [
    { id: 'bingx-spot', execution: {}, instruments: { find: () => rules() } },
    { id: 'bingx-standard', positions: { open: () => positions() } },
    { id: 'bingx-usdt-m', execution: {}, positions: {} },
  ];
  const targets = venues.map(({ id }) => ({ account: 'main', venue: id }));
  leftovers = new HaltLeftovers(
    { targets: () => Promise.resolve({ targets, unread: [] }) } as unknown as HaltTargets,
    {
      find: (id: string) => venues.find((venue) => venue.id === id) ?? null,
    } as unknown as VenueRegistry,
    {
      bookOf: async () => ({ holdings: await book(), orders: [] }),
    } as unknown as ExternalOrdersService,
  );
});

describe(HaltLeftovers.name, () => {
  it('says nothing where nothing is held', async () => {
    expect(await leftovers.list('system')).toEqual([]);
  });

  it('names what is open where nothing can be ordered, and why', async () => {
    const instrument = instrumentOf('bingx-standard/BTC-USDT');
    positions = () => Promise.resolve([{ instrument, side: 'short', quantity: '3' }]);
    expect(await leftovers.list('system')).toEqual([
      "main bingx-standard/BTC-USDT short 3: left open, because this venue takes no orders by API; close it in the exchange's app",
    ]);
  });

  it('names coins by what all of our orders hold of them', async () => {
    book = () =>
      Promise.resolve([
        holding(BTC, '0.1'),
        holding('bingx-spot/ETH-USDT', '2'),
        holding(BTC, '0.2'),
      ]);
    expect(await leftovers.list('system')).toEqual([
      expect.stringMatching(/^main bingx-spot\/BTC-USDT 0\.3 held by our books: not sold, because/),
      expect.stringMatching(/^main bingx-spot\/ETH-USDT 2 held/),
    ]);
  });

  it('leaves out a rest that can not be sold, and keeps one of which that can not be told', async () => {
    book = () => Promise.resolve([holding(BTC, '0.000009')]);
    expect(await leftovers.list('system')).toEqual([]);
    rules = () => Promise.resolve(null);
    expect(await leftovers.list('system')).toHaveLength(1);
    rules = () => Promise.reject(new Down());
    expect(await leftovers.list('system')).toHaveLength(1);
  });

  it('says what it could not read', async () => {
    positions = () => Promise.reject(new Down());
    expect(await leftovers.list('system')).toEqual([
      'what main holds on bingx-standard could not be read: no answer',
    ]);
  });
});
