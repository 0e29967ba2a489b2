import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import { standardInstrument, standardSymbol } from '../bingx.symbols';
import { toBalance, toOrder, toPosition } from './standard.mapper';

const LTC = { market: 'bingx-standard', base: 'LTC', quote: 'USDT' } as const;

describe('Standard contracts', () => {
  it('are one instrument, with a slash in positions and a dash in orders', () => {
    expect(standardInstrument('LTC/USDT')).toEqual(LTC);
    expect(standardInstrument('LTC-USDT')).toEqual(LTC);
    expect(standardInstrument('LTC/USDT/X')).toBeNull();
    expect(standardSymbol(LTC)).toBe('LTC-USDT');
    expect(standardSymbol({ ...LTC, market: 'bingx-usdt-m' })).toBeNull();
  });

  it('reads a position', () => {
    const row = {
      symbol: 'LTC/USDT',
      positionSide: 'LONG',
      positionAmt: '2.50000000',
      entryPrice: '80.5',
      leverage: '20.000000000',
      unrealizedProfit: '-0.25000000',
    };
    expect(toPosition(row)).toEqual({
      instrument: LTC,
      side: 'long',
      quantity: '2.5',
      availableQuantity: '2.5',
      averagePrice: '80.5',
      leverage: '20',
      unrealisedProfit: '-0.25',
      liquidationPrice: null,
      venuePositionId: null,
    });
    expect(toPosition({ ...row, positionAmt: '0' })).toBeNull();
    expect(toPosition({ ...row, symbol: 'GOLD' })).toBeNull();
    expect(() => toPosition({ ...row, positionSide: '' })).toThrow(VenueProtocolError);
  });

  it('reads an order that was closed, and one in a state that nobody documents', () => {
    const row = {
      orderId: '2104122758140616902',
      symbol: 'LTC-USDT',
      positionSide: 'SHORT',
      status: 'CLOSED',
      executedQty: '0.5',
      avgPrice: '80',
      updateTime: '1795400000000',
    };
    expect(toOrder(row)).toMatchObject({
      venueOrderId: '2104122758140616902',
      state: 'filled',
      side: 'sell',
      positionSide: 'short',
      type: 'other',
      filledQuantity: '0.5',
      averagePrice: '80',
    });
    expect(toOrder({ ...row, status: 'WHATEVER', executedQty: '0' })).toMatchObject({
      state: 'open',
      averagePrice: null,
    });
    expect(toOrder({ ...row, symbol: 'GOLD' })).toBeNull();
    expect(() => toOrder({ ...row, orderId: '' })).toThrow(VenueProtocolError);
  });

  it('reads a balance with its unrealised profit', () => {
    const row = { asset: 'USDT', balance: '10.5', availableBalance: '3.2', crossUnPnl: '-1.5' };
    expect(toBalance(row)).toEqual({ asset: 'USDT', total: '10.5', available: '3.2', equity: '9' });
  });
});
