import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import {
  toBalance,
  toFillReport,
  toInstrumentRules,
  toListedOrder,
  toOrderReport,
  toPosition,
  toTicker,
} from './coin-m.mapper';
import type { OrderPayload } from './coin-m.payloads';
import { coinMInstrument, coinMSymbol } from '../bingx.symbols';

const BTC = { market: 'bingx-coin-m', base: 'BTC', quote: 'USD' } as const;

/** Values as the lossless parser gives them: every number is its text. */
const order = (change: OrderPayload = {}): OrderPayload => ({
  symbol: 'BTC-USD',
  orderId: '2104122758140616705',
  side: 'BUY',
  positionSide: 'Long',
  type: 'LIMIT',
  quantity: '3',
  origQty: '',
  price: '60000',
  executedQty: '0',
  avgPrice: '0.0',
  stopPrice: '',
  status: 'Pending',
  time: '1795400000000',
  updateTime: '1795400000500',
  clientOrderId: '',
  ...change,
});

describe('Coin-M symbols', () => {
  it('are BASE-USD and nothing else', () => {
    expect(coinMInstrument('BTC-USD')).toEqual(BTC);
    expect(coinMSymbol(BTC)).toBe('BTC-USD');
    for (const text of ['BTC-USDT', 'BTC-USDC', 'btc-usd', 'BTCUSD', ''])
      expect(coinMInstrument(text)).toBeNull();
    expect(coinMSymbol({ ...BTC, market: 'bingx-usdt-m' })).toBeNull();
    expect(coinMSymbol({ ...BTC, quote: 'USDT' })).toBeNull();
  });
});

describe(toInstrumentRules.name, () => {
  const row = {
    symbol: 'SOL-USD',
    pricePrecision: '3',
    minTickSize: '10',
    minTradeValue: '20',
    minQty: '2.00000000',
    status: '1',
  };

  it('reads the worth of a contract from what is called a tick size, and the tick from the precision', () => {
    expect(toInstrumentRules(row)).toEqual({
      instrument: { market: 'bingx-coin-m', base: 'SOL', quote: 'USD' },
      venueSymbol: 'SOL-USD',
      quantityStep: '1',
      minQuantity: '2',
      minNotional: '20',
      contractValue: '10',
      priceTick: '0.001',
      status: 'trading',
    });
  });

  it('never goes below one contract, and knows closed contracts', () => {
    expect(toInstrumentRules({ ...row, minQty: '0.1', status: '25' })).toMatchObject({
      minQuantity: '1',
      status: 'close-only',
    });
    expect(toInstrumentRules({ ...row, status: '0' })?.status).toBe('off');
    expect(toInstrumentRules({ ...row, symbol: 'SOL-USDT' })).toBeNull();
  });

  it('takes no contract whose worth it does not know', () => {
    expect(() => toInstrumentRules({ ...row, minTickSize: '' })).toThrow(VenueProtocolError);
  });
});

describe(toOrderReport.name, () => {
  it('reads words of any case, empty amounts and ids of either kind', () => {
    expect(toOrderReport(order())).toEqual({
      venueOrderId: '2104122758140616705',
      clientOrderId: null,
      instrument: BTC,
      state: 'open',
      side: 'buy',
      positionSide: 'long',
      type: 'limit',
      quantity: '3',
      filledQuantity: '0',
      averagePrice: null,
      stopPrice: null,
      updatedAt: new Date(1_795_400_000_500),
    });
    expect(toOrderReport(order({ status: 'CANCELLED', positionSide: 'SHORT' }))).toMatchObject({
      state: 'cancelled',
      positionSide: 'short',
    });
  });

  it('reads the quantity where there is one', () => {
    expect(toOrderReport(order({ quantity: '0', origQty: '4' })).quantity).toBe('4');
    expect(toOrderReport(order({ origQty: '0' })).quantity).toBe('3');
    expect(() => toOrderReport(order({ quantity: '', origQty: '' }))).toThrow(VenueProtocolError);
  });

  it('takes no part of a contract and no more than the whole order for contracts', () => {
    expect(toOrderReport(order({ executedQty: '2', avgPrice: '60000' }))).toMatchObject({
      state: 'partially-filled',
      filledQuantity: '2',
      averagePrice: '60000',
    });
    for (const executedQty of ['0.005', '300'])
      expect(toOrderReport(order({ executedQty, status: 'Filled' }))).toMatchObject({
        state: 'filled',
        filledQuantity: '0',
        averagePrice: null,
      });
  });

  it.each([
    ['no id', { orderId: '' }],
    ['another product', { symbol: 'BTC-USDT' }],
    ['a new status', { status: 'Thinking' }],
    ['no side', { side: '' }],
    ['a new position side', { positionSide: 'Sideways' }],
  ])('refuses a row with %s', (_what, change) => {
    expect(() => toOrderReport(order(change))).toThrow(VenueProtocolError);
  });

  it('leaves rows out of lists that are none of ours', () => {
    expect(toListedOrder(order({ symbol: 'BTC-USDT' }))).toBeNull();
    expect(toListedOrder(order({ type: 'TRIGGER_LIMIT', status: 'Waiting' }))).toBeNull();
    expect(toListedOrder(order({ type: 'TRIGGER_LIMIT' }))?.type).toBe('trigger-limit');
  });
});

describe('amounts in contracts and coin', () => {
  it('reads a fill', () => {
    const row = {
      orderId: '2104122758140616705',
      tradeId: '77',
      symbol: 'BTC-USD',
      side: 'BUY',
      volume: '2',
      tradePrice: '60000.5',
      amount: '200.00000000',
      commission: '-0.00000167',
      currency: 'BTC',
      maker: true,
      tradeTime: '1795400000000',
    };
    expect(toFillReport(row)).toEqual({
      venueFillId: '77',
      venueOrderId: '2104122758140616705',
      instrument: BTC,
      side: 'buy',
      quantity: '2',
      price: '60000.5',
      fee: '0.00000167',
      feeAsset: 'BTC',
      liquidity: 'maker',
      filledAt: new Date(1_795_400_000_000),
    });
    for (const broken of [{ tradeId: '' }, { orderId: '0' }, { tradeTime: '' }, { symbol: 'X' }])
      expect(() => toFillReport({ ...row, ...broken })).toThrow(VenueProtocolError);
  });

  it('reads a position, and none that is closed', () => {
    const row = {
      symbol: 'BTC-USD',
      positionId: '1813080351385337856',
      positionSide: 'SHORT',
      positionAmt: '5',
      availableAmt: '3',
      avgPrice: '60000',
      leverage: '10',
      unrealizedProfit: '-0.0001',
      liquidationPrice: '0',
    };
    expect(toPosition(row)).toMatchObject({
      side: 'short',
      quantity: '5',
      availableQuantity: '3',
      unrealisedProfit: '-0.0001',
      liquidationPrice: null,
    });
    expect(toPosition({ ...row, positionAmt: '0' })).toBeNull();
  });

  it('reads a balance in coin', () => {
    const row = { asset: 'BTC', balance: '0.5', equity: '0.49', availableMargin: '0.4' };
    expect(toBalance(row)).toEqual({
      asset: 'BTC',
      total: '0.5',
      equity: '0.49',
      available: '0.4',
    });
    expect(toBalance({ asset: 'ETH', balance: '' })).toBeNull();
  });

  it('reads a price with the time as text', () => {
    const now = new Date(0);
    const row = { symbol: 'BTC-USD', lastPrice: '60000.1', closeTime: '1795400000000' };
    expect(toTicker(row, BTC, now)).toEqual({
      instrument: BTC,
      price: '60000.1',
      at: new Date(1_795_400_000_000),
    });
    expect(() => toTicker({ lastPrice: '0' }, BTC, now)).toThrow(VenueProtocolError);
  });
});
