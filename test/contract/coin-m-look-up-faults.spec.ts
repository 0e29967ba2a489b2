import type { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import {
  VenueCapabilityMissingError,
  VenueProtocolError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type { OrderLikeness } from '@/modules/exchanges/venue.types';
import { json, type BingxStub } from './bingx-stub';
import {
  BTC,
  FIND,
  OPEN,
  HISTORY,
  FILLS,
  ID,
  NOW,
  ORDER,
  REF,
  row,
  fill,
  ok,
  orders,
  startCoinMOnStub,
} from './coin-m-answers';

describe('BingX Coin-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxCoinMVenue;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ stub, venue, close } = await startCoinMOnStub());
  });

  afterEach(() => close());

  it('looks an order up by its venue id alone', async () => {
    await expect(venue.orders.find({ ...REF, venueOrderId: null })).rejects.toThrow(
      VenueCapabilityMissingError,
    );
    stub.on(FIND, json({ code: 109_421, msg: 'order not exist' }));
    expect(await venue.orders.find(REF)).toBeNull();
    stub.on(FIND, json({ code: 100_500, msg: 'busy' }));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueUnavailableError);
    stub.on(FIND, ok({ order: row({ orderId: '5' }) }));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueProtocolError);
  });

  it('believes the fills, not a status beside an executedQty of 0', async () => {
    stub.on(FIND, ok({ order: row({ status: 'Filled' }) }));
    expect(await venue.orders.find(REF)).toMatchObject({ state: 'open', filledQuantity: '0' });
    stub.on(FILLS, ok([fill('1', '1', '50000'), fill('1', '1', '50000')]));
    expect(await venue.orders.find(REF)).toMatchObject({
      state: 'partially-filled',
      filledQuantity: '1',
    });
    stub.on(
      FILLS,
      ok([fill('1', '1', '50000'), fill('2', '2', '40000'), fill('9', '7', '1', '8')]),
    );
    // 3 contracts stand for 1/50000 + 2/40000 of their worth in coin.
    expect(await venue.orders.find(REF)).toMatchObject({
      state: 'filled',
      filledQuantity: '3',
      averagePrice: '42857.142857142857142857',
    });
  });

  it('does not end a cancelled order with less than its fills', async () => {
    stub.on(FIND, ok({ order: row({ status: 'CANCELLED' }) }));
    stub.on(FILLS, ok([fill('1', '2', '50000')]));
    expect(await venue.orders.find(REF)).toMatchObject({
      state: 'cancelled',
      filledQuantity: '2',
      averagePrice: '50000',
    });
  });

  describe('recognition', () => {
    const searched: OrderLikeness = {
      ...ORDER,
      type: 'limit',
      price: '41000.04',
      from: new Date(NOW - 3_000),
      to: new Date(NOW + 60_000),
    };
    const limit = (change: Record<string, unknown> = {}) =>
      row({ type: 'LIMIT', price: '41000', ...change });
    const found = async (): Promise<readonly string[]> =>
      (await venue.orders.lookAlikes(searched)).map((report) => report.venueOrderId);

    it('takes what agrees in everything, from both lists, once', async () => {
      stub.on(OPEN, orders(limit(), limit({ orderId: '2', price: '41000.1' })));
      stub.on(HISTORY, orders(limit({ status: 'CANCELLED' }), limit({ orderId: '3' })));
      expect(await found()).toEqual([ID, '3']);
    });

    it.each([
      ['another side', { side: 'SELL' }],
      ['another position side', { positionSide: 'Short' }],
      ['another type', { type: 'MARKET' }],
      ['another quantity', { quantity: 4 }],
      ['another price', { price: '41001' }],
      ['another contract', { symbol: 'ETH-USD' }],
      ['another product', { symbol: 'BTC-USDT' }],
      ['made before', { time: NOW - 60_000 }],
      ['made long after', { time: NOW + 3_600_000 }],
      ['without a time', { time: 0, updateTime: 0 }],
      ['named by somebody else', { clientOrderId: 'somebodyelse' }],
    ])('leaves out %s', async (_what, change) => {
      stub.on(OPEN, orders(limit(change)));
      expect(await found()).toEqual([]);
    });

    it('takes one-way rows, and quantities of either field', async () => {
      stub.on(OPEN, orders(limit({ positionSide: 'BOTH', quantity: undefined, origQty: '3' })));
      expect(await found()).toEqual([ID]);
    });

    it('needs no more than our client order id, should BingX repeat it', async () => {
      const named = limit({ orderId: '7', clientOrderId: ORDER.clientOrderId.toUpperCase() });
      stub.on(OPEN, orders(limit(), named));
      expect(await found()).toEqual(['7']);
    });

    it('compares the trigger of a stop and no price of a market order', async () => {
      const stop = { ...searched, type: 'stop-market', price: null, stopPrice: '39000' } as const;
      stub.on(OPEN, orders(row({ type: 'STOP_MARKET', stopPrice: '39000', price: '123' })));
      expect(await venue.orders.lookAlikes(stop)).toHaveLength(1);
      expect(await venue.orders.lookAlikes({ ...stop, stopPrice: '39000.1' })).toHaveLength(0);
    });

    it('fails when either list can not be read: nobody knows then', async () => {
      stub.on(HISTORY, json('<html></html>'));
      await expect(found()).rejects.toThrow(VenueProtocolError);
    });

    it('asks for no stretch of seven days', async () => {
      await venue.orders.history('bingx', BTC, new Date(Date.now() - 20 * 86_400_000));
      const asked = stub.seen.filter((entry) => entry.path.endsWith('orderHistory'));
      expect(asked.length).toBe(3);
      for (const { params } of asked)
        expect(Number(params.get('endTime')) - Number(params.get('startTime'))).toBeLessThan(
          7 * 86_400_000,
        );
    });
  });
});
