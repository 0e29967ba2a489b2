import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { VenueProtocolError, VenueUnavailableError } from '@/modules/exchanges/venue.errors';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { aVenueOrder, refTo } from '@test/support/builders/a-venue-order';
import { json, type BingxStub } from './bingx-stub';
import { startOnStub } from './on-stub';
import {
  itNeverRepeatsWrites,
  itReadsCancellations,
  reset,
  uncertainAnswers,
  type NamedAnswer,
} from './write-cases';

const BTC = instrumentOf('bingx-spot/BTC-USDT');
const SUBMIT = 'POST /openApi/spot/v1/trade/order';
const CANCEL = 'POST /openApi/spot/v1/trade/cancel';
const FIND = 'GET /openApi/spot/v1/trade/query';
const FILLS = 'GET /openApi/spot/v1/trade/myTrades';
const OPEN = 'GET /openApi/spot/v1/trade/openOrders';
const PAST = 'GET /openApi/spot/v1/trade/historyOrders';
const PRICE = 'GET /openApi/spot/v2/ticker/price';
const DAY = 'GET /openApi/spot/v1/ticker/24hr';
const KLINES = 'GET /openApi/spot/v2/market/kline';
const OLDER = 'GET /openApi/market/his/v1/kline';
const ID = '2104122758140616705';

const ORDER = aVenueOrder({ instrument: BTC, quoteQuantity: '60' });
const STOP: VenueOrder = {
  ...ORDER,
  side: 'sell',
  type: 'stop-market',
  quoteQuantity: null,
  stopPrice: '59000',
  reduceOnly: true,
};
const REF = refTo(ORDER, ID);
/** An order as BingX writes it, its id being a number of 19 digits; fields are JSON text. */
const row = (change: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    ...{ symbol: '"BTC-USDT"', orderId: ID, transactTime: '1', price: '"0"', origQty: '"0.001"' },
    ...{ executedQty: '"0"', cummulativeQuoteQty: '"0"', status: '"PENDING"' },
    ...{ type: '"MARKET"', side: '"BUY"' },
    ...change,
  };
  const texts = Object.entries(fields).map(([key, value]) => `"${key}":${value}`);
  return `{${texts.join(',')}}`;
};
const success = (data: string): string => `{"code":0,"msg":"","debugMsg":"","data":${data}}`;
const ACCEPTED = success(row());
const PAIR = {
  symbol: 'BTC-USDT',
  tickSize: 0.01,
  stepSize: 1e-5,
  minNotional: 5,
  maxNotional: 500_000,
  status: 1,
};

/** Everything after which nobody knows. */
const UNCERTAIN: readonly NamedAnswer[] = [
  ...uncertainAnswers(ACCEPTED),
  ['an unlisted code', json({ code: 999_999, msg: 'new' })],
  ['busy', json({ code: 100_500, msg: 'busy' })],
];
const UNCERTAIN_SUBMITS: readonly NamedAnswer[] = [
  ...UNCERTAIN,
  ['success without order', json(success('{}'))],
  ['success for another client order id', json(success(row({ clientOrderID: '"other"' })))],
];

describe('BingX Spot when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxSpotVenue;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ stub, venue, close } = await startOnStub(BingxSpotVenue, { timeoutMs: 400 }));
    stub.on(
      'GET /openApi/spot/v1/common/symbols',
      json({ code: 0, msg: '', data: { symbols: [PAIR] } }),
    );
    stub.on(PRICE, json({ code: 0, data: [{ symbol: 'BTC-USDT', trades: [{ price: '60000' }] }] }));
  });

  afterEach(() => close());

  const sent = (route: string) =>
    stub.seen.filter((entry) => `${entry.method} ${entry.path}` === route).at(-1)?.params;

  const opened = () => ({ stub, venue });
  itNeverRepeatsWrites(
    {
      routes: { submit: SUBMIT, cancel: CANCEL },
      ...{ order: ORDER, ref: REF, toSubmit: UNCERTAIN_SUBMITS, toCancel: UNCERTAIN },
    },
    opened,
  );

  itReadsCancellations(
    [
      [{ code: 100_400, msg: 'order not exist' }, { outcome: 'gone' }],
      [{ code: 100_404, msg: 'the order does not exist' }, { outcome: 'gone' }],
      [{ code: 100_421, msg: 'order not exist' }, { outcome: 'gone' }],
      [success(row({ status: '"CANCELED"' })), { outcome: 'cancelled' }],
      [success(row({ status: '"FILLED"' })), { outcome: 'gone' }],
      [
        { code: 100_413, msg: 'Incorrect apiKey' },
        { outcome: 'refused', category: 'key-invalid' },
      ],
    ],
    { route: CANCEL, ref: REF },
    opened,
  );

  it('buys for an amount, and keeps the id digit for digit', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toEqual({
      outcome: 'acknowledged',
      venueOrderId: ID,
    });
    expect(sent(SUBMIT)?.get('quoteOrderQty')).toBe('60');
    expect(sent(SUBMIT)?.has('quantity')).toBe(false);
    expect(sent(SUBMIT)?.get('newClientOrderId')).toBe(ORDER.clientOrderId);
  });

  it('never sends decimals that BingX would cut off', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    const fine = { ...STOP, quantity: '0.0010001' };
    for (const order of [fine, { ...ORDER, quoteQuantity: '60.001' }]) {
      expect(await venue.execution.submit(order)).toMatchObject({ category: 'invalid-parameter' });
    }
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('places no stop that the price has passed, since it would wait for the price to come back', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(STOP)).toMatchObject({ outcome: 'acknowledged' });
    stub.on(PRICE, json({ code: 0, data: { price: '58999' } }));
    expect(await venue.execution.submit(STOP)).toMatchObject({ category: 'stop-price-wrong-side' });
    expect(stub.count(SUBMIT)).toBe(1);
  });

  it('places no stop without knowing the price', async () => {
    stub.on(PRICE, reset);
    expect(await venue.execution.submit(STOP)).toMatchObject({ category: 'venue-unreachable' });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('refuses an order of another product before anything is sent', async () => {
    const other = { ...ORDER, instrument: instrumentOf('bingx-usdt-m/BTC-USDT') };
    expect(await venue.execution.submit(other)).toMatchObject({ category: 'instrument-unknown' });
    expect(stub.seen.some(({ path }) => path.includes('spot'))).toBe(false);
  });

  it('reads insufficient coins out of the error that wraps it', async () => {
    const msg = 'Code: 100202, Msg: {"Code":100202,"Msg":"no","TextData":{"Args":[]}}';
    stub.on(SUBMIT, json({ code: 100_202, msg, debugMsg: '' }));
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'insufficient-margin',
    });
  });

  it('tells an unknown order from a failed look-up, and takes no other order for it', async () => {
    stub.on(FIND, json({ code: 100_404, msg: 'the order does not exist' }));
    expect(await venue.orders.find(REF)).toBeNull();
    expect(stub.count(FIND)).toBe(2);
    stub.on(FIND, json({ code: 100_500, msg: 'busy' }));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueUnavailableError);
    stub.on(FIND, json(success(row({ orderId: '1' }))));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueProtocolError);
  });

  it('asks by client order id when it knows no other', async () => {
    stub.on(FIND, json(success(row({ clientOrderID: `"${ORDER.clientOrderId.toUpperCase()}"` }))));
    const found = await venue.orders.find({ ...REF, venueOrderId: null });
    expect(found).toMatchObject({ venueOrderId: ID, clientOrderId: ORDER.clientOrderId });
    expect(sent(FIND)?.get('clientOrderID')).toBe(ORDER.clientOrderId);
  });

  it('goes through all pages of the past, and through no data', async () => {
    const many = Array.from({ length: 130 }, (_, i) => row({ orderId: String(i + 1) }));
    stub.on(OPEN, json({ code: 100_204, msg: 'no data' }));
    stub.on(PAST, (request, response) => {
      const page = Number(request.params.get('pageIndex'));
      const size = Number(request.params.get('pageSize'));
      const part = many.slice((page - 1) * size, page * size);
      json(success(`{"orders":[${part.join(',')}]}`))(request, response);
    });
    const since = new Date(Date.now() - 60_000);
    expect(await venue.orders.history('bingx', BTC, since)).toHaveLength(130);
  });

  it('gives an order no fills of another, and each of its own once', async () => {
    const fill = (id: number, orderId: string): string =>
      `{"symbol":"BTC-USDT","id":${String(id)},"orderId":${orderId},"price":"1","qty":"1","commission":-0.001,"commissionAsset":"BTC","time":1704961925000,"isBuyer":true,"isMaker":false}`;
    stub.on(FILLS, json(success(`{"fills":[${fill(1, ID)},${fill(2, '7')},${fill(1, ID)}]}`)));
    const fills = await venue.orders.fills('bingx', BTC, new Date(0), ID);
    expect(fills).toMatchObject([{ venueFillId: '1', fee: '0.001', feeAsset: 'BTC' }]);
    const kept = Date.now() - Number(sent(FILLS)?.get('startTime'));
    expect(kept).toBeLessThanOrEqual(7 * 86_400_000);
  });

  it('makes up for a price that is not there with the ticker of the day', async () => {
    stub.on(DAY, json({ code: 0, data: [{ symbol: 'BTC-USDT', lastPrice: 42_215.15 }] }));
    for (const answer of [
      json({ code: 0, data: [{ symbol: 'BTC-USDT', trades: [] }] }),
      json({ code: 100_400, msg: 'this endpoint is gone' }),
    ]) {
      stub.on(PRICE, answer);
      expect(await venue.prices.ticker(BTC)).toMatchObject({ price: '42215.15' });
    }
    stub.on(PRICE, json({ code: 0, data: [{ symbol: 'ETH-USDT', price: '3000' }] }));
    await expect(venue.prices.ticker(BTC)).rejects.toThrow(VenueProtocolError);
  });

  it('asks for candles by the UTC calendar, and for old ones where the past is kept', async () => {
    stub.on(KLINES, json({ code: 100_204, msg: 'no data' }));
    const openAt = Date.UTC(2020, 0, 1);
    stub.on(OLDER, json({ code: 0, data: [[openAt, 1, 2, 0.5, 1.5, 9, openAt + 1, 9]] }));
    const klines = await venue.klines.fetch({
      instrument: BTC,
      timeframe: '1d' as Timeframe,
      from: new Date(openAt),
      to: new Date(openAt + 86_400_000),
    });
    expect(klines).toMatchObject([{ openAt: new Date(openAt), close: '1.5', isFinal: true }]);
    expect(sent(KLINES)?.get('timeZone')).toBe('0');
    expect(sent(KLINES)?.get('startTime')).toBe(String(openAt - 1));
  });
});
