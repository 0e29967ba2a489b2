import type { OwnBooks } from '@test/support/harness/own-books';
import { differencesOfProducts } from '@test/support/harness/product-books';
import type { AccountState } from '@test/support/simulators/bingx/state';

const FILL = {
  ...{ id: '7', orderId: 'v1', symbol: 'BTC-USDT', side: 'BUY', positionSide: 'LONG' },
  ...{ quantity: '0.002', price: '60000', commission: '-0.06' },
};
const EMPTY = { orders: [], fills: [], positions: [], balances: [] };
const account = (swap: object = {}, cswap: object = {}): AccountState =>
  ({
    swap: { ...EMPTY, ...swap },
    cswap: { ...EMPTY, ...cswap },
    spot: EMPTY,
  }) as unknown as AccountState;
const THEIRS = { id: 'v1', clientOrderId: 'c1', childId: '', status: 'FILLED', origin: 'api' };
const POSITION = { symbol: 'BTC-USDT', side: 'LONG', quantity: '0.002' };
const EXCHANGE = account({ orders: [THEIRS], fills: [FILL], positions: [POSITION] });

const OURS = {
  ...{ id: 'o1', venue: 'bingx-usdt-m', clientOrderId: 'c1', venueOrderId: 'v1' },
  ...{ state: 'FILLED', type: 'market', filledQuantity: '0.002000000000000000' },
};
const { commission: _cost, ...traded } = FILL;
const BOOKED = { ...traded, orderId: 'o1', venue: 'bingx-usdt-m', fee: '0.0600', feeAsset: 'USDT' };
const BOOKS: OwnBooks = { orders: [OURS], fills: [BOOKED] };

const faults = (own: OwnBooks, exchange = EXCHANGE): string =>
  differencesOfProducts(own, exchange, account()).join('\n');

describe('the comparison of our books with three products of the exchange', () => {
  it('finds nothing where they agree', () => {
    expect(faults(BOOKS)).toBe('');
  });

  it.each([
    ['a fill is missing here', { ...BOOKS, fills: [] }, 'its fills 0'],
    ['a fill counts twice', { ...BOOKS, fills: [BOOKED, BOOKED] }, '0.004 by fills'],
    [
      'a fee is off by the last decimal',
      { ...BOOKS, fills: [{ ...BOOKED, fee: '0.060000000000000001' }] },
      '0.060000000000000001 USDT',
    ],
    ['an order is missing here', { orders: [], fills: [] }, 'which we do not know'],
    ['an order is in flight', { ...BOOKS, orders: [{ ...OURS, state: 'UNKNOWN' }] }, 'not settled'],
    [
      'an order is in another state',
      { ...BOOKS, orders: [{ ...OURS, state: 'CANCELED' }] },
      'is FILLED on the exchange',
    ],
    [
      'an order is on one side only',
      { ...BOOKS, orders: [OURS, { ...OURS, id: 'o2', clientOrderId: 'c2', filledQuantity: '0' }] },
      'c2) is not on the exchange',
    ],
  ])('sees that %s', (_what, own, said) => {
    expect(faults(own)).toContain(said);
  });

  it('sees an order that the exchange took twice', () => {
    const twice = account({
      ...{ orders: [THEIRS, { ...THEIRS, id: 'v2' }], fills: [FILL], positions: [POSITION] },
    });
    expect(faults(BOOKS, twice)).toContain('more than once');
  });

  it('knows a stop on Coin-M by the order that it lives on in, when it fired before anybody knew its id', () => {
    const position = { ...POSITION, symbol: 'BTC-USD', quantity: '2' };
    const stop = { ...THEIRS, clientOrderId: '', childId: 'v2', status: 'TRIGGERED' };
    const child = { ...THEIRS, id: 'v2', clientOrderId: '', origin: 'child' };
    const fill = { ...FILL, orderId: 'v2', symbol: 'BTC-USD', quantity: '2' };
    const fired = account({}, { orders: [stop, child], fills: [fill], positions: [position] });
    const venue = 'bingx-coin-m';
    const own: OwnBooks = {
      orders: [{ ...OURS, venue, venueOrderId: 'v2', type: 'stop-market', filledQuantity: '2' }],
      fills: [{ ...BOOKED, venue, symbol: 'BTC-USD', quantity: '2', feeAsset: 'BTC' }],
    };
    expect(faults(own, fired)).toBe('');
    const strange = { ...stop, id: 'v3', childId: '' };
    const more = account(
      {},
      { orders: [stop, child, strange], fills: [fill], positions: [position] },
    );
    expect(faults(own, more)).toContain('order v3 (TRIGGERED), which we do not know');
  });

  it('sees a position that no fill explains', () => {
    const more = { ...POSITION, quantity: '0.003' };
    const exchange = account({ orders: [THEIRS], fills: [FILL], positions: [more] });
    expect(faults(BOOKS, exchange)).toContain('0.002 by fills, 0.003 there');
  });

  it('finds an order of Coin-M, which keeps no client order ids, by the id that was learned', () => {
    const own = {
      orders: [{ ...OURS, venue: 'bingx-coin-m', filledQuantity: '0', state: 'CANCELED' }],
      fills: [],
    };
    const order = { ...THEIRS, clientOrderId: '', status: 'CANCELLED' };
    expect(faults(own, account({}, { orders: [order] }))).toBe('');
    const stranger = { ...order, id: 'v9' };
    expect(faults(own, account({}, { orders: [stranger] }))).toContain('order v9');
  });

  it('counts what a person closed there towards the position', () => {
    const closed = { ...FILL, id: '8', orderId: 'v8', side: 'SELL' };
    const byHand = { ...THEIRS, id: 'v8', clientOrderId: '', origin: 'by-hand' };
    const exchange = account({ orders: [THEIRS, byHand], fills: [FILL, closed] });
    expect(faults(BOOKS, exchange)).toBe('');
  });
});
