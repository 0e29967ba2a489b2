import { instrumentOf } from '@/kernel/instrument';
import type { ClientOrderId } from '@/kernel/ids';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { objectionTo } from '../bingx.order-checks';
import { submitParams } from './usdt-m.request';

const RULES: InstrumentRules = {
  instrument: instrumentOf('bingx-usdt-m/BTC-USDT'),
  venueSymbol: 'BTC-USDT',
  quantityStep: '0.0001',
  minQuantity: '0.0002',
  minNotional: '2',
  contractValue: null,
  priceTick: '0.1',
  status: 'trading',
};
const ORDER = aVenueOrder();

describe('USDT-M order parameters', () => {
  it.each([
    ['open long', 'buy', 'long', false, 'LONG', 'BUY', undefined],
    ['close long', 'sell', 'long', true, 'LONG', 'SELL', 'true'],
    ['open short', 'sell', 'short', false, 'SHORT', 'SELL', undefined],
    ['close short', 'buy', 'short', true, 'SHORT', 'BUY', 'true'],
  ] as const)(
    '%s',
    (_name, side, positionSide, reduceOnly, hedgeSide, wireSide, oneWayReduceOnly) => {
      const order = { ...ORDER, side, positionSide, reduceOnly };
      expect(objectionTo(order, RULES)).toBeNull();
      expect(submitParams(order, RULES, 'hedge')).toMatchObject({
        side: wireSide,
        positionSide: hedgeSide,
        reduceOnly: undefined,
      });
      expect(submitParams(order, RULES, 'one-way')).toMatchObject({
        side: wireSide,
        positionSide: 'BOTH',
        reduceOnly: oneWayReduceOnly,
      });
    },
  );

  it.each([
    ['sell', 'long', false],
    ['buy', 'long', true],
    ['buy', 'short', false],
    ['sell', 'short', true],
  ] as const)(
    'refuses %s on a %s position with reduceOnly %s, which could open the other side',
    (side, positionSide, reduceOnly) => {
      expect(objectionTo({ ...ORDER, side, positionSide, reduceOnly }, RULES)).toMatchObject({
        category: 'direction-mismatch',
      });
    },
  );

  it('writes a stop with mark price and plain digits', () => {
    const stop = {
      ...ORDER,
      side: 'sell',
      reduceOnly: true,
      type: 'stop-market',
      stopPrice: '64123.4567',
    } as const;
    expect(submitParams(stop, RULES, 'hedge')).toEqual({
      symbol: 'BTC-USDT',
      side: 'SELL',
      positionSide: 'LONG',
      type: 'STOP_MARKET',
      quantity: '0.0010',
      price: undefined,
      stopPrice: '64123.5',
      workingType: 'MARK_PRICE',
      timeInForce: undefined,
      reduceOnly: undefined,
      clientOrderId: ORDER.clientOrderId,
    });
  });

  it('never rounds a limit price to the worse', () => {
    const limit = { ...ORDER, type: 'limit', price: '100.19' } as const;
    expect(submitParams(limit, RULES, 'hedge').price).toBe('100.1');
    const sell = { ...limit, side: 'sell', positionSide: 'short' } as const;
    expect(submitParams(sell, RULES, 'hedge').price).toBe('100.2');
  });

  it('writes small sizes without exponent', () => {
    const rules = { ...RULES, quantityStep: '0.00000001', minQuantity: '0.00000001' };
    expect(submitParams({ ...ORDER, quantity: '0.0000001' }, rules, 'hedge').quantity).toBe(
      '0.00000010',
    );
  });

  it.each([
    [{ quantity: '0' }, 'quantity-too-small'],
    [{ quantity: '-1' }, 'quantity-too-small'],
    [{ quantity: '0.0001' }, 'quantity-too-small'],
    [{ quantity: '0.00015' }, 'invalid-parameter'],
    [{ clientOrderId: 'UPPER' as ClientOrderId }, 'invalid-parameter'],
    [{ clientOrderId: 'a&b' as ClientOrderId }, 'invalid-parameter'],
    [{ type: 'limit' }, 'invalid-parameter'],
    [{ type: 'stop-market' }, 'invalid-parameter'],
    [{ price: '1' }, 'invalid-parameter'],
  ] as const)('refuses %j as %s', (change, category) => {
    expect(objectionTo({ ...ORDER, ...change }, RULES)).toMatchObject({
      outcome: 'refused',
      category,
    });
  });

  it('lets a close below the minimum through, and closes only where no opening is allowed', () => {
    const close = { ...ORDER, side: 'sell', reduceOnly: true, quantity: '0.0001' } as const;
    expect(objectionTo(close, RULES)).toBeNull();
    expect(objectionTo(close, { ...RULES, status: 'close-only' })).toBeNull();
    expect(objectionTo(ORDER, { ...RULES, status: 'close-only' })).toMatchObject({
      category: 'instrument-off',
    });
    expect(objectionTo(close, { ...RULES, status: 'off' })).toMatchObject({
      category: 'instrument-off',
    });
  });
});
