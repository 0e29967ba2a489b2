import { readFrame, type FrameObject } from './frame.json';
import { COIN_M_FRAMES } from './coin-m.frames';
import { SPOT_FRAMES } from './spot.frames';
import { USDT_M_FRAMES } from './usdt-m.frames';

/** Read from text, as frames are: long ids would not survive otherwise. */
const frame = (text: string): FrameObject => readFrame(text) ?? {};
const data = (dataType: string, body: unknown): FrameObject =>
  frame(JSON.stringify({ code: 0, dataType, data: body }));

const order = (more: string): FrameObject =>
  frame(`{"e":"ORDER_TRADE_UPDATE","E":1758608899350,"T":1758608899316,"o":{"s":"BTC-USDT","c":"",
    "i":2104122758140616705,"S":"SELL","o":"MARKET","q":"0.00200000","p":"112848.1","sp":"0.00000000",
    "ap":"112848.10000000","x":"TRADE","X":"PARTIALLY_FILLED","N":"USDT","n":"-0.05","T":0,"ps":"SHORT",
    "z":"0.00100000","ti":2104122758140616704,"ro":false,"td":511178071${more}}}`);

describe('market frames of USDT-M', () => {
  const events = USDT_M_FRAMES.marketEvents;

  it('are prices, whichever topic tells them', () => {
    expect(
      events(data('BTC-USDT@lastPrice', { c: '121485.90', s: 'BTC-USDT', E: 1760001029063 })),
    ).toEqual([
      {
        kind: 'price',
        instrument: { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' },
        price: '121485.9',
        at: new Date(1760001029063),
      },
    ]);
    expect(events(data('BTC-USDT@markPrice', { p: '121570.0', s: 'BTC-USDT' }))).toMatchObject([
      { kind: 'mark-price', price: '121570', at: null },
    ]);
    const trades = [
      { p: '3', T: 1760001029063 },
      { p: '2', T: 1760001029062 },
    ];
    expect(events(data('BTC-USDT@trade', trades))).toMatchObject([{ kind: 'price', price: '3' }]);
    expect(events(data('BTC-USDT@ticker', { c: 5, A: '6', B: '4' }))).toMatchObject([
      { kind: 'price', price: '5' },
    ]);
  });

  it('tell prices from quantities in best prices and depth, wherever a list begins', () => {
    const best = { b: '10', B: '1', a: '11', A: '2', T: 1760001840687 };
    expect(events(data('BTC-USDT@bookTicker', best))).toMatchObject([
      { bid: '10', bidQuantity: '1', ask: '11', askQuantity: '2' },
    ]);
    const depth = {
      bids: [
        ['9', '1'],
        ['10', '2'],
      ],
      asks: [
        ['12', '3'],
        ['11', '4'],
      ],
    };
    expect(events(data('BTC-USDT@depth5@500ms', depth))).toMatchObject([
      { kind: 'book-ticker', bid: '10', bidQuantity: '2', ask: '11', askQuantity: '4' },
    ]);
    expect(events(data('BTC-USDT@depth5@500ms', { bids: [], asks: [] }))).toEqual([]);
    expect(events(data('BTC-USDT@incrDepth', { action: 'all' }))).toEqual([]);
  });

  it('are candles that are never final, under their opening time', () => {
    const rows = [{ o: '4', h: '5', l: '3', c: '4.5', v: '10', T: 1759997460000 }];
    expect(events(data('BTC-USDT@kline_1m', rows))).toMatchObject([
      {
        kind: 'kline',
        timeframe: '1m',
        candle: { openAt: new Date(1759997460000), close: '4.5', isFinal: false },
      },
    ]);
  });

  it.each([
    ['BTC-USDT@lastPrice', { c: '0' }],
    ['BTC-USDT@lastPrice', { c: '-1' }],
    ['BTC-USDT@lastPrice', { c: 'NaN' }],
    ['BTC-USDT@lastPrice', {}],
    ['BTC-USDT@lastPrice', null],
    ['BTC-USDT@kline_1m', [{ o: '1', h: '1', l: '1', c: '1', T: 'soon' }]],
    ['BTC-USDT@bookTicker', { b: '1', a: '2', A: '1' }],
  ])('of %s with %j are refused', (name, body) => {
    expect(() => events(data(name, body))).toThrow('bingx answered something unexpected');
  });

  it.each(['BTC-USD@lastPrice', 'lastPrice', '@lastPrice', 'BTC-USDT@somethingNew'])(
    'of %s mean nothing',
    (name) => {
      expect(events(data(name, { c: '1' }))).toEqual([]);
    },
  );

  it('are about the symbol that the data names', () => {
    expect(events(data('BTC-USDT@lastPrice', { c: '1', s: 'ETH-USDT' }))).toMatchObject([
      { instrument: { base: 'ETH' } },
    ]);
  });

  it('name only topics that exist', () => {
    const instrument = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
    expect(USDT_M_FRAMES.nameOf({ kind: 'price', instrument })).toBe('BTC-USDT@lastPrice');
    expect(
      USDT_M_FRAMES.nameOf({ kind: 'price', instrument: { ...instrument, market: 'bingx-spot' } }),
    ).toBeNull();
  });
});

describe('private frames of USDT-M', () => {
  const events = USDT_M_FRAMES.accountEvents;

  it('tell an order with every digit of its ids', () => {
    expect(events(order(''))).toEqual([
      {
        kind: 'order',
        order: {
          report: {
            venueOrderId: '2104122758140616705',
            clientOrderId: null,
            instrument: { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' },
            state: 'partially-filled',
            side: 'sell',
            positionSide: 'short',
            type: 'market',
            quantity: '0.002',
            filledQuantity: '0.001',
            averagePrice: '112848.1',
            stopPrice: null,
            updatedAt: new Date(1758608899316),
          },
          parentOrderId: '2104122758140616704',
          execution: 'TRADE',
          at: new Date(1758608899316),
        },
      },
    ]);
  });

  it('are refused when they name no order, and mean nothing for symbols that we cannot name', () => {
    expect(() => events(order(',"i":0'))).toThrow('an order event without id');
    expect(() => events(order(',"S":"HOLD"'))).toThrow('without side');
    expect(() => events(frame('{"e":"TRADE_UPDATE"}'))).toThrow('without order');
    expect(events(order(',"s":"WHAT"'))).toEqual([]);
    expect(events(frame('{"e":"SNAPSHOT"}'))).toEqual([]);
  });

  it.each([
    ['NEW', 'open'],
    ['PENDING', 'open'],
    ['FILLED', 'filled'],
    ['CANCELED', 'cancelled'],
    ['CANCELLED', 'cancelled'],
    ['EXPIRED', 'expired'],
    ['Unknown', 'open'],
  ])('read %s as %s', (status, state) => {
    expect(events(order(`,"X":"${status}"`))).toMatchObject([{ order: { report: { state } } }]);
  });

  it('tell which positions changed, also that one is closed', () => {
    const update = frame(
      `{"e":"ACCOUNT_UPDATE","E":1758608899352,"a":{"m":"ORDER","B":[{"a":"USDT","wb":"1"}],"P":[
        {"s":"BTC-USDT","pa":"0.00000000","ps":"SHORT"},{"s":"OTHER","pa":"1","ps":"LONG"}]}}`,
    );
    expect(events(update)).toMatchObject([
      {
        kind: 'balance',
        reason: 'ORDER',
        assets: ['USDT'],
        positions: [{ side: 'short', quantity: '0' }],
      },
    ]);
  });

  it('tell leverage and margin mode in both spellings', () => {
    const config = (mode: string) =>
      frame(
        `{"e":"ACCOUNT_CONFIG_UPDATE","E":1,"ac":{"s":"BTC-USDT","l":12,"S":9,"mt":"${mode}"}}`,
      );
    expect(events(config('cross'))).toMatchObject([
      { kind: 'config', longLeverage: '12', shortLeverage: '9', marginMode: 'cross' },
    ]);
    expect(events(config('Isolated'))).toMatchObject([{ marginMode: 'isolated' }]);
    expect(events(config('other'))).toMatchObject([{ marginMode: null }]);
  });
});

describe('frames of Coin-M', () => {
  it('have candles as numbers, contracts in depth, and USD symbols', () => {
    const { marketEvents, accountEvents } = COIN_M_FRAMES;
    const candle = { t: 1723769340000, o: 57485.1, c: 57468, l: 57464.9, h: 57485.1, v: 109 };
    expect(marketEvents(data('BTC-USD@kline_1m', candle))).toMatchObject([
      { candle: { open: '57485.1', close: '57468', volume: '109' } },
    ]);
    const level = { p: '10', a: '0.5', v: '7' };
    expect(marketEvents(data('BTC-USD@depth5', { bids: [level], asks: [level] }))).toMatchObject([
      { bidQuantity: '7', askQuantity: '7' },
    ]);
    expect(marketEvents(data('BTC-USD@lastPrice', { p: '5' }))).toMatchObject([{ price: '5' }]);
    expect(marketEvents(data('BTC-USDT@lastPrice', { p: '5' }))).toEqual([]);
    expect(accountEvents(order(''))).toEqual([]);
    expect(accountEvents(order(',"s":"BTC-USD"'))).toMatchObject([{ kind: 'order' }]);
  });
});

describe('frames of Spot', () => {
  it('have words of their own for candle lengths', () => {
    const instrument = { market: 'bingx-spot', base: 'BTC', quote: 'USDT' } as const;
    const nameOf = (timeframe: string) =>
      SPOT_FRAMES.nameOf({ kind: 'kline', instrument, timeframe: timeframe as never });
    expect(['1m', '1h', '4h', '1d', '3d'].map(nameOf)).toEqual([
      'BTC-USDT@kline_1min',
      'BTC-USDT@kline_60min',
      'BTC-USDT@kline_4hour',
      'BTC-USDT@kline_1day',
      null,
    ]);
    const K = { t: 1760066280000, T: 1760066339999, o: '1', h: '2', l: '1', c: '2', v: '3' };
    expect(SPOT_FRAMES.marketEvents(data('BTC-USDT@kline_60min', { K }))).toMatchObject([
      { timeframe: '1h', candle: { openAt: new Date(1760066280000) } },
    ]);
  });

  it('tell orders in numbers, with a price of their own making', () => {
    const report = frame(
      `{"code":0,"dataType":"spot.executionReport","data":{"e":"executionReport","E":1694681809302,
        "s":"LTC-USDT","S":"BUY","o":"MARKET","q":0,"p":62.29,"x":"TRADE","X":"FILLED",
        "i":1702245001712369664,"l":0.0802,"z":0.0802,"L":62.308,"Z":4.9971016,"C":"mine","T":1694681809256}}`,
    );
    expect(SPOT_FRAMES.accountEvents(report)).toMatchObject([
      {
        order: {
          report: {
            venueOrderId: '1702245001712369664',
            clientOrderId: 'mine',
            state: 'filled',
            filledQuantity: '0.0802',
            averagePrice: '62.308',
          },
        },
      },
    ]);
    expect(SPOT_FRAMES.accountEvents(frame('{"dataType":"else","data":{}}'))).toEqual([]);
  });
});
