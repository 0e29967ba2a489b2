import { instrumentOf } from '@/kernel/instrument';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import { misfitOf, type FitRules } from '@/modules/trading/settling/identification-fit';
import { anOrder } from '@test/support/builders/an-order';

const SENT_AT = new Date('2026-01-15T12:00:01.000Z');
const ORDER = anOrder({ state: 'UNKNOWN', submittedAt: SENT_AT });
const RULES: FitRules = { exitsBy: 'position', priceTick: '0.1' };

const report = (change: Partial<OrderReport> = {}): OrderReport => ({
  venueOrderId: '7',
  clientOrderId: null,
  instrument: instrumentOf(ORDER.instrument),
  state: 'filled',
  side: 'buy',
  positionSide: 'long',
  type: 'market',
  quantity: '1.0',
  filledQuantity: '1',
  averagePrice: '40000',
  stopPrice: null,
  updatedAt: SENT_AT,
  ...change,
});

describe(misfitOf.name, () => {
  it('finds nothing against an order that looks the same', () => {
    expect(misfitOf(ORDER, report(), '7', RULES)).toBeNull();
    const bare = report({ positionSide: null, updatedAt: null });
    expect(misfitOf(ORDER, bare, '7', RULES)).toBeNull();
    const named = report({ clientOrderId: ORDER.clientOrderId.toUpperCase() });
    expect(misfitOf(ORDER, named, '7', RULES)).toBeNull();
  });

  it.each([
    [{ side: 'sell' }, 'side', /side buy: this one has sell/],
    [{ positionSide: 'short' }, 'positionSide', /positionSide long/],
    [{ type: 'limit' }, 'type', /type market: this one has limit/],
    [{ type: 'other' }, 'type', /type market/],
    [{ quantity: '1.001' }, 'quantity', /quantity 1: this one has 1.001/],
    [{ clientOrderId: 'of-somebody' }, 'venueOrderId', /of-somebody/],
    [{ venueOrderId: '8' }, 'venueOrderId', /answers 8/],
    [{ updatedAt: new Date(SENT_AT.getTime() - 61_000) }, 'venueOrderId', /made after 2026/],
  ] as const)('names the field and the rule: %j', (change, field, rule) => {
    expect(misfitOf(ORDER, report(change), '7', RULES)).toEqual({
      field,
      rule: expect.stringMatching(rule),
    });
  });

  it('compares a trigger but for its rounding to the tick', () => {
    const stop = anOrder({ ...ORDER, type: 'stop-market', side: 'sell', stopPrice: '39000.04' });
    const listed = report({ type: 'stop-market', side: 'sell', stopPrice: '39000' });
    expect(misfitOf(stop, listed, '7', RULES)).toBeNull();
    const elsewhere = { ...listed, stopPrice: '38999.9' };
    expect(misfitOf(stop, elsewhere, '7', RULES)?.field).toBe('stopPrice');
  });

  it('takes the child of a stop that fired, which has an id of its own', () => {
    const stop = anOrder({ ...ORDER, type: 'stop-market', side: 'sell' });
    const child = report({ venueOrderId: '9', type: 'stop-market', side: 'sell' });
    expect(misfitOf(stop, child, '7', RULES)).toBeNull();
  });

  it('tells stops and targets apart, but not where coins are held', () => {
    const target = anOrder({ ...ORDER, type: 'take-profit-market', side: 'sell' });
    const stop = report({ type: 'stop-market', side: 'sell' });
    expect(misfitOf(target, stop, '7', RULES)?.field).toBe('type');
    expect(misfitOf(target, stop, '7', { ...RULES, exitsBy: 'coins' })).toBeNull();
  });

  it('does not compare what a buy for an amount got with what was hoped for', () => {
    const buy = anOrder({ ...ORDER, quoteQuantity: '100' });
    expect(misfitOf(buy, report({ quantity: '0.997' }), '7', RULES)).toBeNull();
  });
});
