import type { Timeframe } from '@/kernel/timeframe';
import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import { toKline } from './usdt-m.klines';
import {
  toBalance,
  toFillReport,
  toInstrumentRules,
  toListedOrder,
  toOrderReport,
  toPosition,
  toPositionMode,
} from './usdt-m.mapper';
import { readWhole, windowsOf } from '../bingx.windows';

const ORDER = {
  symbol: 'LINK-USDT',
  orderId: '2104122758140616705',
  side: 'SELL',
  positionSide: 'LONG',
  type: 'STOP_MARKET',
  origQty: '2037.8',
  executedQty: '0.0',
  avgPrice: '14.400',
  stopPrice: '13.526',
  status: 'NEW',
  updateTime: '1790496932908',
  clientOrderId: '',
};

describe('USDT-M contracts', () => {
  const LINK = {
    symbol: 'LINK-USDT',
    quantityPrecision: '1',
    pricePrecision: '3',
    tradeMinQuantity: '0.2',
    tradeMinUSDT: '2',
    status: '1',
    apiStateOpen: 'true',
    apiStateClose: 'true',
  };

  it('reads steps, minimum and status', () => {
    expect(toInstrumentRules(LINK)).toEqual({
      instrument: { market: 'bingx-usdt-m', base: 'LINK', quote: 'USDT' },
      venueSymbol: 'LINK-USDT',
      quantityStep: '0.1',
      minQuantity: '0.2',
      minNotional: '2',
      contractValue: null,
      priceTick: '0.001',
      status: 'trading',
    });
  });

  it.each([
    [{ status: '25' }, 'close-only'],
    [{ apiStateOpen: 'false' }, 'close-only'],
    [{ apiStateClose: 'false' }, 'off'],
    [{ status: '0' }, 'off'],
    [{ status: '5' }, 'off'],
  ])('reads %j as %s', (change, status) => {
    expect(toInstrumentRules({ ...LINK, ...change })?.status).toBe(status);
  });

  it('has a minimum of one step at least, and leaves out symbols that cannot be named', () => {
    expect(toInstrumentRules({ ...LINK, tradeMinQuantity: '0' })?.minQuantity).toBe('0.1');
    expect(
      toInstrumentRules({ ...LINK, quantityPrecision: '0', tradeMinQuantity: '1' })?.quantityStep,
    ).toBe('1');
    expect(toInstrumentRules({ ...LINK, symbol: 'ÜNI-USDT' })).toBeNull();
    expect(toInstrumentRules({ ...LINK, symbol: 'BTC-USDC' })?.instrument.quote).toBe('USDC');
  });
});

describe('USDT-M orders', () => {
  it('reads a waiting stop: its average price is the position entry and says nothing', () => {
    expect(toOrderReport(ORDER)).toMatchObject({
      venueOrderId: '2104122758140616705',
      clientOrderId: null,
      state: 'open',
      type: 'stop-market',
      side: 'sell',
      positionSide: 'long',
      filledQuantity: '0',
      averagePrice: null,
      stopPrice: '13.526',
      updatedAt: new Date(1_790_496_932_908),
    });
  });

  it('prefers the id that came as text, and both spellings of the client id', () => {
    const row = { ...ORDER, orderId: '2104122758140616700', orderID: '2104122758140616705' };
    expect(toOrderReport(row).venueOrderId).toBe('2104122758140616705');
    expect(toOrderReport({ ...ORDER, clientOrderID: 'Tj209u1E' }).clientOrderId).toBe('tj209u1e');
  });

  it.each([
    ['NEW', '0', 'open'],
    ['PENDING', '0.00', 'open'],
    ['PENDING', '1', 'partially-filled'],
    ['PARTIALLY_FILLED', '1', 'partially-filled'],
    ['FILLED', '2037.8', 'filled'],
    ['CANCELLED', '', 'cancelled'],
    ['CANCELED', '0', 'cancelled'],
    ['Cancelled', '0', 'cancelled'],
    ['EXPIRED', '0', 'expired'],
    ['FAILED', '0', 'rejected'],
  ])('reads status %s with %s filled as %s', (status, executedQty, state) => {
    expect(toOrderReport({ ...ORDER, status, executedQty }).state).toBe(state);
  });

  it('has no side of the position in one-way mode', () => {
    expect(toOrderReport({ ...ORDER, positionSide: 'BOTH' }).positionSide).toBeNull();
  });

  it.each([
    [{ status: 'DREAMING' }],
    [{ orderId: '0' }],
    [{ orderId: '1e18' }],
    [{ symbol: '' }],
    [{ side: 'UP' }],
    [{ origQty: 'many' }],
  ])('throws rather than guess: %j', (change) => {
    expect(() => toOrderReport({ ...ORDER, ...change })).toThrow(VenueProtocolError);
  });

  it('leaves foreign plan orders in unknown states out of lists, but not ours', () => {
    expect(toListedOrder({ ...ORDER, type: 'TRAILING_TP_SL', status: 'ARMED' })).toBeNull();
    expect(toListedOrder({ ...ORDER, type: 'TRIGGER_MARKET' })?.type).toBe('trigger-market');
    expect(() => toListedOrder({ ...ORDER, status: 'ARMED' })).toThrow(VenueProtocolError);
  });
});

describe('USDT-M fills', () => {
  const FILL = {
    tradeId: '998',
    orderId: '2104213344135159808',
    symbol: 'SOL-USDT',
    side: 'buy',
    qty: '1362.07',
    price: '123.021',
    commission: '-83.781520',
    commissionAsset: 'USDT',
    role: 'taker',
    filledTm: '2026-09-27T14:15:30.000Z',
  };

  it('turns a negative commission into a positive fee', () => {
    expect(toFillReport(FILL)).toEqual({
      venueFillId: '998',
      venueOrderId: '2104213344135159808',
      instrument: { market: 'bingx-usdt-m', base: 'SOL', quote: 'USDT' },
      side: 'buy',
      quantity: '1362.07',
      price: '123.021',
      fee: '83.78152',
      feeAsset: 'USDT',
      liquidity: 'taker',
      filledAt: new Date('2026-09-27T14:15:30.000Z'),
    });
    expect(toFillReport({ ...FILL, commission: '0.5' }).fee).toBe('-0.5');
  });

  it.each(['2026-09-27T22:15:30.000+08:00', '2026-09-27T22:15:30.000+0800'])(
    'reads the time %s',
    (filledTime) => {
      const { filledTm: _filledTm, ...rest } = FILL;
      expect(toFillReport({ ...rest, filledTime }).filledAt).toEqual(
        new Date('2026-09-27T14:15:30.000Z'),
      );
    },
  );

  it.each([[{ tradeId: '' }], [{ orderId: '' }], [{ filledTm: '' }], [{ price: '' }]])(
    'throws on %j',
    (change) => {
      expect(() => toFillReport({ ...FILL, ...change })).toThrow(VenueProtocolError);
    },
  );
});

describe('USDT-M account rows', () => {
  it('takes the side of a position from its name and its size without sign', () => {
    const row = {
      symbol: 'BTC-USDT',
      positionSide: 'SHORT',
      positionAmt: '-0.5',
      availableAmt: '0.4',
      avgPrice: '100',
      leverage: '20',
      liquidationPrice: '0',
      positionId: '1792480725958881280',
    };
    expect(toPosition(row)).toMatchObject({
      side: 'short',
      quantity: '0.5',
      availableQuantity: '0.4',
      liquidationPrice: null,
      venuePositionId: '1792480725958881280',
    });
    expect(toPosition({ ...row, positionAmt: '0.0' })).toBeNull();
    expect(toPosition({ ...row, positionSide: 'BOTH' })?.side).toBe('short');
  });

  it('leaves out unused margin assets', () => {
    expect(toBalance({ asset: 'USDC', balance: '', equity: '', availableMargin: '' })).toBeNull();
    expect(
      toBalance({ asset: 'VST', balance: '10.0', equity: '11', availableMargin: '9' }),
    ).toEqual({
      asset: 'VST',
      total: '10',
      available: '9',
      equity: '11',
    });
  });

  it('reads the position mode from text or boolean, and nothing else', () => {
    expect(toPositionMode('true')).toBe('hedge');
    expect(toPositionMode(false)).toBe('one-way');
    expect(() => toPositionMode('')).toThrow(VenueProtocolError);
  });
});

describe('USDT-M candles', () => {
  const row = {
    time: '1790694000000',
    open: '1',
    high: '2',
    low: '0.5',
    close: '1.5',
    volume: '3',
  };

  it('are final once their end has passed', () => {
    const openMs = 1_790_694_000_000;
    expect(toKline(row, '1h' as Timeframe, new Date(openMs + 3_599_999)).isFinal).toBe(false);
    expect(toKline(row, '1h' as Timeframe, new Date(openMs + 3_600_000)).isFinal).toBe(true);
  });

  it('end with the month when they are as long', () => {
    const february = { ...row, time: String(Date.UTC(2026, 1, 1)) };
    expect(toKline(february, '1M' as Timeframe, new Date(Date.UTC(2026, 1, 28, 23))).isFinal).toBe(
      false,
    );
    expect(toKline(february, '1M' as Timeframe, new Date(Date.UTC(2026, 2, 1))).isFinal).toBe(true);
  });
});

describe('time windows', () => {
  it('cover the stretch without gaps', () => {
    expect(windowsOf(0, 25, 10)).toEqual([
      { from: 0, to: 9 },
      { from: 10, to: 19 },
      { from: 20, to: 25 },
    ]);
  });

  it('are halved while the answer is full, so that nothing is cut off at either end', async () => {
    const times = Array.from({ length: 50 }, (_, index) => index * 1_000);
    const read = (window: { from: number; to: number }) => {
      const all = times.filter((time) => time >= window.from && time <= window.to);
      return Promise.resolve({ rows: all.slice(-8), isFull: all.length >= 8 });
    };
    expect(await readWhole({ from: 0, to: 60_000 }, read)).toEqual(times);
  });

  it('give up on a venue that ignores the bounds', async () => {
    const read = () => Promise.resolve({ rows: [1], isFull: true });
    await expect(readWhole({ from: 0, to: 1e12 }, read)).rejects.toThrow('never came to an end');
  });
});
