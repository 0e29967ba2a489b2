import fc from 'fast-check';
import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { StrategyId } from '@/kernel/ids';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { Holding } from '@/modules/orders/external/external-order';
import { shareOut } from '@/modules/orders/ledger/share-out';

const INSTRUMENT = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const A = 'A'.repeat(26) as StrategyId;
const B = 'B'.repeat(26) as StrategyId;

let next = 1;
const aFill = (side: 'buy' | 'sell', quantity: string, fee = '0'): FillReport => ({
  venueFillId: String(next++),
  venueOrderId: '77',
  instrument: INSTRUMENT,
  ...{ side, quantity, fee, price: '100', feeAsset: 'USDT', liquidity: 'taker' },
  filledAt: new Date(next * 1_000),
});

const held = (
  strategyId: StrategyId | null,
  quantity: string,
  minute: number,
  positionSide: 'long' | 'short' = 'long',
): Holding => ({
  ...{ strategyId, quantity, positionSide },
  instrument: 'bingx-usdt-m/BTC-USDT',
  since: new Date(minute * 60_000),
});

const summed = (shares: ReturnType<typeof shareOut>) =>
  shares.map(({ strategyId, positionSide, isUnaccounted, fills }) => ({
    ...{ strategyId, positionSide, isUnaccounted },
    quantity: decimalText(fills.reduce((sum, fill) => sum.plus(decimal(fill.quantity)), ZERO)),
  }));

describe(shareOut, () => {
  it('closes the oldest entry first, whichever strategy it belongs to', () => {
    const shares = shareOut([aFill('sell', '3')], 'long', [held(A, '2', 5), held(B, '2', 1)]);
    expect(summed(shares)).toEqual([
      { strategyId: B, positionSide: 'long', isUnaccounted: false, quantity: '2' },
      { strategyId: A, positionSide: 'long', isUnaccounted: false, quantity: '1' },
    ]);
  });

  it('takes what nobody’s orders hold before it touches a strategy', () => {
    const shares = shareOut([aFill('sell', '1')], 'long', [held(A, '2', 1), held(null, '1', 9)]);
    expect(summed(shares)).toMatchObject([{ strategyId: null, quantity: '1' }]);
  });

  it('gives what it opens to nobody, and lets a later fill close that again', () => {
    const shares = shareOut([aFill('buy', '1'), aFill('sell', '1')], 'long', [held(A, '2', 1)]);
    expect(shares.every(({ strategyId }) => strategyId === null)).toBe(true);
    expect(shares).toHaveLength(2);
  });

  it('keeps a close of what the books never held apart', () => {
    expect(summed(shareOut([aFill('sell', '5')], 'long', [held(A, '2', 1)]))).toEqual([
      { strategyId: A, positionSide: 'long', isUnaccounted: false, quantity: '2' },
      { strategyId: null, positionSide: 'long', isUnaccounted: true, quantity: '3' },
    ]);
  });

  it('without a stated side closes first and opens the other side with the rest', () => {
    expect(summed(shareOut([aFill('sell', '5')], null, [held(A, '2', 1)]))).toEqual([
      { strategyId: A, positionSide: 'long', isUnaccounted: false, quantity: '2' },
      { strategyId: null, positionSide: 'short', isUnaccounted: false, quantity: '3' },
    ]);
  });

  it('leaves the other side of a hedge alone', () => {
    const shares = shareOut([aFill('buy', '1')], 'short', [
      held(A, '2', 1),
      held(B, '2', 1, 'short'),
    ]);
    expect(summed(shares)).toMatchObject([{ strategyId: B, positionSide: 'short' }]);
  });

  const holding = fc.record({
    owner: fc.constantFrom(A, B, null),
    units: fc.integer({ min: 1, max: 50 }),
    minute: fc.integer({ min: 0, max: 100 }),
    side: fc.constantFrom('long' as const, 'short' as const),
  });
  const fill = fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    units: fc.integer({ min: 1, max: 80 }),
    fee: fc.integer({ min: -5, max: 9 }),
  });

  it('splits every fill into parts that add up to it, fee included, each with an id of its own', () => {
    fc.assert(
      fc.property(
        fc.array(holding, { maxLength: 6 }),
        fc.array(fill, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('long' as const, 'short' as const, null),
        (holdings, wanted, stated) => {
          const fills = wanted.map(({ side, units, fee }) =>
            aFill(side, decimalText(decimal(String(units)).div(7).toDecimalPlaces(4)), String(fee)),
          );
          const pots = holdings.map(({ owner, units, minute, side }) =>
            held(owner, decimalText(decimal(String(units)).div(8)), minute, side),
          );
          const parts = shareOut(fills, stated, pots).flatMap((share) => share.fills);
          expect(new Set(parts.map(({ venueFillId }) => venueFillId)).size).toBe(parts.length);
          for (const whole of fills) {
            const mine = parts.filter(
              ({ venueFillId }) => venueFillId.split('#')[0] === whole.venueFillId,
            );
            expect(mine.some(({ venueFillId }) => venueFillId === whole.venueFillId)).toBe(true);
            for (const field of ['quantity', 'fee'] as const)
              expect(
                mine.reduce((sum, part) => sum.plus(decimal(part[field])), ZERO).toFixed(),
              ).toBe(decimal(whole[field]).toFixed());
          }
        },
      ),
    );
  });

  it('never takes more from a strategy than it holds', () => {
    fc.assert(
      fc.property(
        fc.array(holding, { maxLength: 6 }),
        fc.array(fill, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('long' as const, 'short' as const, null),
        (holdings, wanted, stated) => {
          const fills = wanted.map(({ side, units }) => aFill(side, String(units)));
          const pots = holdings.map(({ owner, units, minute, side }) =>
            held(owner, String(units), minute, side),
          );
          for (const share of summed(shareOut(fills, stated, pots))) {
            if (share.strategyId === null) continue;
            const most = pots
              .filter(
                (pot) =>
                  pot.strategyId === share.strategyId && pot.positionSide === share.positionSide,
              )
              .reduce((sum, pot) => sum.plus(decimal(pot.quantity)), ZERO);
            expect(decimal(share.quantity).lte(most)).toBe(true);
          }
        },
      ),
    );
  });
});
