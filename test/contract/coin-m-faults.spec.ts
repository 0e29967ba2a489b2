import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import {
  VenueCapabilityMissingError,
  VenueProtocolError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import type { OrderLikeness, OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { json, startBingxStub, type Answer, type BingxStub } from './bingx-stub';

const BTC = instrumentOf('bingx-coin-m/BTC-USD');
const BASE = '/openApi/cswap/v1';
const SUBMIT = `POST ${BASE}/trade/order`;
const CANCEL = `DELETE ${BASE}/trade/cancelOrder`;
const FIND = `GET ${BASE}/trade/orderDetail`;
const OPEN = `GET ${BASE}/trade/openOrders`;
const HISTORY = `GET ${BASE}/trade/orderHistory`;
const FILLS = `GET ${BASE}/trade/allFillOrders`;
const POSITIONS = `GET ${BASE}/user/positions`;
const LEVERAGE = `${BASE}/trade/leverage`;
const ID = '1809841379603398656';
const NOW = 1_795_407_295_544;

const CONTRACT = {
  symbol: 'BTC-USD',
  pricePrecision: 1,
  minTickSize: '100',
  minTradeValue: '100',
  minQty: '1.00000000',
  status: 1,
};
const ORDER: VenueOrder = {
  account: 'bingx',
  instrument: BTC,
  clientOrderId: 's0000000000000000000000000000001' as ClientOrderId,
  side: 'buy',
  positionSide: 'long',
  type: 'market',
  quantity: '3',
  quoteQuantity: null,
  price: null,
  stopPrice: null,
  reduceOnly: false,
  referencePrice: null,
};
const REF: OrderRef = {
  account: 'bingx',
  instrument: BTC,
  clientOrderId: ORDER.clientOrderId,
  venueOrderId: ID,
};
const ACCEPTED = `{"code":0,"msg":"","data":{"orderId":${ID},"symbol":"BTC-USD","positionSide":"LONG","side":"BUY","type":"MARKET","price":0,"quantity":3,"stopPrice":0,"workingType":"","timeInForce":""}}`;

const row = (change: Record<string, unknown> = {}) => ({
  symbol: 'BTC-USD',
  orderId: ID,
  side: 'BUY',
  positionSide: 'Long',
  type: 'MARKET',
  quantity: 3,
  origQty: '',
  price: '0',
  executedQty: '0',
  avgPrice: '0.0',
  stopPrice: '',
  status: 'Pending',
  time: NOW,
  updateTime: NOW,
  clientOrderId: '',
  ...change,
});
const fill = (tradeId: string, volume: string, tradePrice: string, orderId = ID) => ({
  orderId,
  symbol: 'BTC-USD',
  type: 'MARKET',
  side: 'BUY',
  positionSide: 'LONG',
  tradeId,
  volume,
  tradePrice,
  amount: '100',
  commission: '-0.00000167',
  currency: 'BTC',
  maker: false,
  tradeTime: NOW,
});
const ok = (data: unknown): Answer => json({ code: 0, msg: '', data });
const orders = (...rows: readonly unknown[]): Answer => ok({ orders: rows });

const late: Answer = (_request, response) => {
  setTimeout(() => response.end(ACCEPTED), 1_500).unref();
};
const dropped: Answer = (_request, response) => {
  response.destroy();
};
const reset: Answer = (_request, response) => {
  response.socket?.resetAndDestroy();
};
const half: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': String(ACCEPTED.length) });
  response.write(ACCEPTED.slice(0, 40));
  setTimeout(() => response.destroy(), 20);
};

/** Everything after which nobody knows. */
const UNCERTAIN: readonly (readonly [string, Answer])[] = [
  ['an answer after the time limit', late],
  ['a connection dropped after accepting', dropped],
  ['a reset', reset],
  ['half a body', half],
  ['HTML with status 502', json('<html><h1>502 Bad Gateway</h1></html>', 502)],
  ['status 500 with a body that looks fine', json(ACCEPTED, 500)],
  ['status 504', json('', 504)],
  ['HTML with status 200', json('<html></html>')],
  ['broken JSON', json('{"code":0,"data":{')],
  ['no code', json({ data: {} })],
  ['success without order', ok({})],
  ['success without data', json({ code: 0, msg: '' })],
  ['success with a list', ok([])],
  ['success for another side', json(ACCEPTED.replace('"BUY"', '"SELL"'))],
  ['success for another contract', json(ACCEPTED.replace('BTC-USD', 'ETH-USD'))],
  ['an unlisted code', json({ code: 999_999, msg: 'new' })],
  ['a code that asks to look', json({ code: 109_423, msg: 'being processed' })],
];

describe('BingX Coin-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxCoinMVenue;
  const opened: BingxHosts[] = [];

  beforeEach(async () => {
    stub = await startBingxStub();
    stub.on(`GET ${BASE}/market/contracts`, ok([CONTRACT]));
    stub.on(OPEN, orders());
    stub.on(HISTORY, orders());
    stub.on(FILLS, ok([]));
    const parts = bingxParts({ url: stub.url, key: 'key', secret: 'secret' }, { timeoutMs: 400 });
    opened.push(parts.hosts);
    venue = new BingxCoinMVenue(parts);
  });

  afterEach(async () => {
    for (const hosts of opened.splice(0)) hosts.close();
    await stub.close();
  });

  it.each(UNCERTAIN)('submit: %s is unknown and is sent once', async (_name, answer) => {
    stub.on(SUBMIT, answer);
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'unknown' });
    expect(stub.count(SUBMIT)).toBe(1);
  });

  it.each(UNCERTAIN.slice(0, 10))(
    'cancel: %s is unknown and is sent once',
    async (_name, answer) => {
      stub.on(CANCEL, answer);
      expect(await venue.execution.cancel(REF)).toMatchObject({ outcome: 'unknown' });
      expect(stub.count(CANCEL)).toBe(1);
    },
  );

  it('sends whole contracts and takes the id digit for digit', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toEqual({
      outcome: 'acknowledged',
      venueOrderId: ID,
    });
    const sent = Object.fromEntries(
      stub.seen.find((entry) => entry.method === 'POST')?.params.entries() ?? [],
    );
    expect(sent).toMatchObject({
      symbol: 'BTC-USD',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: '3',
      clientOrderId: ORDER.clientOrderId,
    });
    expect(sent).not.toHaveProperty('reduceOnly');
  });

  it('refuses part of a contract, and sends nothing', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit({ ...ORDER, quantity: '1.5' })).toMatchObject({
      outcome: 'refused',
      category: 'invalid-parameter',
    });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('says refused when a read before the order failed, and sends nothing', async () => {
    stub.on(`GET ${BASE}/market/contracts`, dropped);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('learns the position mode from a refusal and sends once more, in that mode', async () => {
    const msg = "In the One-way mode, the 'PositionSide' field can only be set to BOTH.";
    stub.on(SUBMIT, (request, response) => {
      const isBoth = request.params.get('positionSide') === 'BOTH';
      json(isBoth ? ACCEPTED : { code: 109_400, msg })(request, response);
    });
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
    expect(stub.count(SUBMIT)).toBe(2);
    await venue.execution.submit(ORDER);
    expect(stub.count(SUBMIT)).toBe(3);
  });

  it('never sends more than twice when BingX contradicts itself about the mode', async () => {
    stub.on(SUBMIT, (request, response) => {
      const is = request.params.get('positionSide') === 'BOTH' ? 'Hedge' : 'One-way';
      json({ code: 109_400, msg: `In the ${is} mode, the 'PositionSide' field …` })(
        request,
        response,
      );
    });
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'position-mode-mismatch',
    });
    expect(stub.count(SUBMIT)).toBe(2);
    const held = { longLeverage: 3, shortLeverage: 3, maxLongLeverage: 50, maxShortLeverage: 50 };
    stub.on(`GET ${LEVERAGE}`, ok(held));
    stub.on(`POST ${LEVERAGE}`, (request, response) => {
      const is = request.params.get('side') === 'BOTH' ? 'Hedge' : 'One-way';
      json({ code: 109_400, msg: `In the ${is} mode, the 'Side' field …` })(request, response);
    });
    await expect(venue.leverage.set('bingx', BTC, 'long', '5')).rejects.toThrow(/mode/);
    expect(stub.count(`POST ${LEVERAGE}`)).toBe(2);
  });

  it('in one-way mode sends no close that is larger than the position', async () => {
    const msg = "In the One-way mode, the 'PositionSide' field can only be set to BOTH.";
    stub.on(SUBMIT, json({ code: 109_400, msg }));
    stub.on(POSITIONS, ok([{ symbol: 'BTC-USD', positionSide: 'LONG', positionAmt: '2' }]));
    const close = { ...ORDER, side: 'sell', reduceOnly: true } as const;
    expect(await venue.execution.submit(close)).toMatchObject({ category: 'nothing-to-close' });
    expect(stub.count(SUBMIT)).toBe(1);
    stub.on(SUBMIT, json(ACCEPTED.replace('"BUY"', '"SELL"')));
    expect(await venue.execution.submit({ ...close, quantity: '2' })).toMatchObject({
      outcome: 'acknowledged',
    });
    stub.on(POSITIONS, dropped);
    expect(await venue.execution.submit({ ...close, quantity: '2' })).toMatchObject({
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(2);
  });

  it('cancels by its own id alone', async () => {
    expect(await venue.execution.cancel({ ...REF, venueOrderId: null })).toMatchObject({
      outcome: 'refused',
      category: 'order-not-identified',
    });
    expect(stub.count(CANCEL)).toBe(0);
  });

  it.each([
    [{ code: 109_400, msg: 'order not exist' }, { outcome: 'gone' }],
    [{ code: 80_018, msg: '' }, { outcome: 'gone' }],
    [
      { code: 0, msg: '', data: { order: row({ type: 'Pending', status: 'CANCELLED' }) } },
      { outcome: 'cancelled' },
    ],
    [{ code: 0, msg: '', data: { order: row({ status: 'Filled' }) } }, { outcome: 'gone' }],
    [
      { code: 100_413, msg: 'Incorrect apiKey' },
      { outcome: 'refused', category: 'key-invalid' },
    ],
  ])('cancel answered by %j is %j', async (body, expected) => {
    stub.on(CANCEL, json(body));
    expect(await venue.execution.cancel(REF)).toMatchObject(expected);
  });

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
