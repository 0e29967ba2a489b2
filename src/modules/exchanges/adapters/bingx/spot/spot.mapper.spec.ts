import type { Timeframe } from '@/kernel/timeframe';
import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import { readJson, type JsonObject, type JsonValue } from '../bingx.json';
import {
  toBalance,
  toDayTicker,
  toFillReport,
  toInstrumentRules,
  toKline,
  toListedOrder,
  toOrderReport,
  toTicker,
} from './spot.mapper';

const NOW = new Date('2026-11-22T00:00:00.000Z');
const PEPE = { market: 'bingx-spot', base: 'PEPE', quote: 'USDT' } as const;

/** As it comes off the wire: every number has become its text. */
function wire(text: string): JsonObject {
  const value = readJson(text);
  if (value === undefined) throw new Error('the sample is not JSON');
  return value as JsonObject;
}

/** A sample with some of its fields changed. */
const changed = (sample: string, more: string): JsonObject => ({
  ...wire(sample),
  ...wire(`{${more}}`),
});

const pair = (more = ''): JsonObject =>
  changed(
    '{"symbol":"PEPE-USDT","tickSize":1e-8,"stepSize":1,"minQty":1,"maxQty":9,"minNotional":5,"maxNotional":20000,"status":1,"apiStateBuy":true,"apiStateSell":true}',
    more,
  );

const order = (more = ''): JsonObject =>
  changed(
    '{"symbol":"PEPE-USDT","orderId":2104122758140616705,"price":"0","StopPrice":"0","origQty":"0","executedQty":"1200","cummulativeQuoteQty":"10.2","status":"FILLED","type":"MARKET","side":"BUY","time":1702721743000,"updateTime":1702721744000,"origQuoteOrderQty":"10.2","clientOrderID":"S0A","fee":0}',
    more,
  );

describe('BingX Spot rules', () => {
  it('come as numbers with exponents and are bounded by worth, not by the old quantities', () => {
    expect(toInstrumentRules(pair())).toEqual({
      instrument: PEPE,
      venueSymbol: 'PEPE-USDT',
      quantityStep: '1',
      minQuantity: '1',
      minNotional: '5',
      contractValue: null,
      maxNotional: '20000',
      quoteStep: '0.01',
      priceTick: '0.00000001',
      status: 'trading',
    });
  });

  it('take the tick for the step of amounts in other coins', () => {
    const row = wire('{"symbol":"ETH-BTC","tickSize":0.000001,"stepSize":0.0001,"status":1}');
    expect(toInstrumentRules(row)).toMatchObject({ quoteStep: '0.000001', minNotional: null });
  });

  it.each([
    ['"status":0', 'off'],
    ['"status":5', 'off'],
    ['"status":25', 'off'],
    ['"status":29', 'close-only'],
    ['"apiStateBuy":false', 'close-only'],
    ['"apiStateSell":false', 'off'],
  ])('%s is %s', (more, status) => {
    expect(toInstrumentRules(pair(more))).toMatchObject({ status });
  });

  it('leave out pairs that have no name of ours', () => {
    expect(toInstrumentRules(wire('{"symbol":"中文-USDT","tickSize":1,"stepSize":1}'))).toBeNull();
  });
});

describe('BingX Spot orders', () => {
  it('keep their id digit for digit, and average what was spent', () => {
    expect(toOrderReport(order())).toEqual({
      venueOrderId: '2104122758140616705',
      clientOrderId: 's0a',
      instrument: PEPE,
      state: 'filled',
      side: 'buy',
      positionSide: null,
      type: 'market',
      quantity: '0',
      filledQuantity: '1200',
      averagePrice: '0.0085',
      stopPrice: null,
      updatedAt: new Date(1_702_721_744_000),
    });
  });

  it.each([
    ['"status":"PENDING","executedQty":"0"', 'open', null],
    ['"status":"NEW","executedQty":"5"', 'partially-filled', '2.04'],
    ['"status":"CANCELED","executedQty":"0"', 'cancelled', null],
    ['"status":"FAILED","executedQty":"0"', 'rejected', null],
  ])('with %s are %s', (more, state, averagePrice) => {
    expect(toOrderReport(order(more))).toMatchObject({ state, averagePrice });
  });

  it('that wait for a price show it in either spelling', () => {
    const waits = '"type":"TAKE_STOP_MARKET","status":"NEW","executedQty":"0"';
    for (const field of ['"StopPrice":"0.007"', '"stopPrice":"0.007"']) {
      expect(toOrderReport(order(`${waits},${field}`))).toMatchObject({
        type: 'stop-market',
        stopPrice: '0.007',
      });
    }
  });

  it.each(['"status":"STRANGE"', '"orderId":0', '"symbol":"中文"', '"side":"HOLD"'])(
    'with %s are not understood',
    (more) => {
      expect(() => toOrderReport(order(more))).toThrow(VenueProtocolError);
    },
  );

  it('of the owner that we cannot name are left out of lists', () => {
    expect(toListedOrder(order('"status":"STRANGE","type":"TRIGGER_LIMIT"'))).toBeNull();
    expect(toListedOrder(order('"symbol":"中文-USDT"'))).toBeNull();
    expect(toListedOrder(order())).not.toBeNull();
  });
});

describe('BingX Spot fills', () => {
  const fill = (more = ''): JsonObject =>
    changed(
      '{"symbol":"LTC-USDT","id":36237072,"orderId":1674069326895775744,"price":"85.891","qty":"0.0582","quoteQty":"4.9988562000000005","commission":-0.00005820000000000001,"commissionAsset":"LTC","time":1687964205000,"isBuyer":true,"isMaker":false}',
      more,
    );

  it('cost a fee in the coin, without the noise of floats', () => {
    expect(toFillReport(fill())).toEqual({
      venueFillId: '36237072',
      venueOrderId: '1674069326895775744',
      instrument: { market: 'bingx-spot', base: 'LTC', quote: 'USDT' },
      side: 'buy',
      quantity: '0.0582',
      price: '85.891',
      fee: '0.0000582',
      feeAsset: 'LTC',
      liquidity: 'taker',
      filledAt: new Date(1_687_964_205_000),
    });
  });

  it('without a fee asset are charged where they are known to be', () => {
    expect(toFillReport(fill('"commissionAsset":""'))).toMatchObject({ feeAsset: 'LTC' });
    expect(toFillReport(fill('"commissionAsset":"","isBuyer":false'))).toMatchObject({
      feeAsset: 'USDT',
      side: 'sell',
    });
  });

  it.each(['"id":0', '"time":""', '"isBuyer":""'])('with %s are not understood', (more) => {
    expect(() => toFillReport(fill(more))).toThrow(VenueProtocolError);
  });
});

describe('BingX Spot balances, prices and candles', () => {
  it('count what is locked', () => {
    expect(toBalance(wire('{"asset":"BTC","free":"0.4","locked":"0.1"}'))).toEqual({
      asset: 'BTC',
      total: '0.5',
      available: '0.4',
      equity: '0.5',
    });
  });

  it('read the price in both shapes that are documented', () => {
    const trades = '{"symbol":"PEPE-USDT","trades":[{"timestamp":1707147142579,"price":"1.5"}]}';
    expect(toTicker(wire(trades), PEPE, NOW)).toEqual({
      instrument: PEPE,
      price: '1.5',
      at: new Date(1_707_147_142_579),
    });
    expect(toTicker(wire('{"price":"0.5"}'), PEPE, NOW)).toMatchObject({ price: '0.5', at: NOW });
    expect(toTicker(wire('{"trades":[]}'), PEPE, NOW)).toBeNull();
    expect(toDayTicker(wire('{"lastPrice":1e-7}'), PEPE, NOW)).toMatchObject({
      price: '0.0000001',
    });
    expect(() => toDayTicker(wire('{"lastPrice":0}'), PEPE, NOW)).toThrow(VenueProtocolError);
  });

  it('read candles by place', () => {
    const row: JsonValue = ['1702720620000', '4', '6', '3', '5', '0.2', '1702720679999', '8'];
    const kline = toKline(row, '1m' as Timeframe, NOW);
    expect(kline).toMatchObject({ open: '4', high: '6', low: '3', close: '5', isFinal: true });
    const early = new Date(1_702_720_679_000);
    expect(toKline(row, '1m' as Timeframe, early).isFinal).toBe(false);
    expect(() => toKline([], '1m' as Timeframe, NOW)).toThrow(VenueProtocolError);
  });
});
