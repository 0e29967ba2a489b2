import fc from 'fast-check';
import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import { closingSide, openingSide, type PositionSide } from '@/kernel/side';
import {
  enter,
  feeOf,
  marginOf,
  money,
  slipped,
  unrealisedOf,
  worthOf,
} from '@/modules/exchanges/adapters/paper/paper-arithmetic';
import { averagePriceOf, emptyPosition } from '@/modules/exchanges/adapters/paper/paper-book';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const AT = new Date('2026-01-15T12:00:00Z');
const FEE_PERCENT = decimal('0.05');

const sides = fc.constantFrom<PositionSide>('long', 'short');
/** Sizes with up to 6 digits and prices with up to 10, as markets and alarms write them. */
const sizes = fc
  .integer({ min: 1, max: 10_000_000 })
  .map((units) => decimal(String(units)).div(1_000_000));
const prices = fc
  .bigInt({ min: 1n, max: 10n ** 16n })
  .map((units) => decimal(units.toString()).div('1e10'));

describe('paper arithmetic', () => {
  it('changes the balance by profit minus fees, and by nothing else', () => {
    fc.assert(
      fc.property(
        sides,
        fc.array(fc.tuple(fc.boolean(), sizes, prices), { minLength: 1, maxLength: 30 }),
        (side, trades) => {
          let position = emptyPosition('a', BTC, side, AT);
          let balance = decimal('10000');
          let profits = ZERO;
          let fees = ZERO;
          for (const [isOpening, size, price] of trades) {
            const held = decimal(position.quantity);
            const quantity = isOpening ? size : Decimal.min(size, held);
            if (quantity.isZero()) continue;
            const fee = feeOf(quantity.times(price), FEE_PERCENT);
            const orderSide = isOpening ? openingSide(side) : closingSide(side);
            const entered = enter(position, { side: orderSide, quantity, price, fee, at: AT });
            position = entered.position;
            profits = profits.plus(entered.profit);
            fees = fees.plus(fee);
            balance = balance.plus(entered.balanceChange);
            expect(decimal(position.quantity).gte(ZERO)).toBe(true);
            expect(decimal(position.openValue).gte(ZERO)).toBe(true);
            expect(decimal(position.quantity).isZero()).toBe(decimal(position.openValue).isZero());
          }
          expect(decimalText(balance)).toBe(
            decimalText(decimal('10000').plus(profits).minus(fees)),
          );
        },
      ),
    );
  });

  it('earns exactly what was sold for less what was bought for, in however many parts', () => {
    fc.assert(
      fc.property(
        sides,
        fc.array(fc.tuple(sizes, prices), { minLength: 1, maxLength: 10 }),
        prices,
        (side, entries, exit) => {
          let position = emptyPosition('a', BTC, side, AT);
          let bought = ZERO;
          for (const [quantity, price] of entries) {
            bought = bought.plus(quantity.times(price));
            position = enter(position, {
              side: openingSide(side),
              quantity,
              price,
              fee: ZERO,
              at: AT,
            }).position;
          }
          const whole = decimal(position.quantity);
          let profit = ZERO;
          while (decimal(position.quantity).gt(ZERO)) {
            const third = whole.div(3).toDecimalPlaces(6, Decimal.ROUND_DOWN);
            const left = decimal(position.quantity);
            const quantity =
              third.isZero() || third.gt(left) || left.lt(third.times(2)) ? left : third;
            const closed = enter(position, {
              side: closingSide(side),
              quantity,
              price: exit,
              fee: ZERO,
              at: AT,
            });
            profit = profit.plus(closed.profit);
            position = closed.position;
          }
          const gained = whole.times(exit).minus(bought);
          expect(decimalText(profit)).toBe(decimalText(side === 'long' ? gained : gained.neg()));
        },
      ),
    );
  });

  it('never lets a position change sides', () => {
    const position = emptyPosition('a', BTC, 'long', AT);
    const sold = {
      side: 'sell',
      quantity: decimal('1'),
      price: decimal('5'),
      fee: ZERO,
      at: AT,
    } as const;
    expect(() => enter(position, sold)).toThrow(RangeError);
  });

  it.each([
    ['buy', '100', '0.1', '0.1', '100.1'],
    ['sell', '100', '0.1', '0.1', '99.9'],
    ['buy', '65000.1', '0.01', '0.1', '65006.7'],
    ['sell', '65000.1', '0.01', '0.1', '64993.5'],
    ['buy', '27453.12345', '0', '0.1', '27453.12345'],
    ['sell', '0.1', '50', '1', '0.1'],
  ] as const)(
    'slips a %s at %s by %s%% on tick %s to %s',
    (side, price, percent, tick, expected) => {
      expect(decimalText(slipped(decimal(price), side, decimal(percent), decimal(tick)))).toBe(
        expected,
      );
    },
  );

  it('slips against the trader only', () => {
    fc.assert(
      fc.property(prices, fc.constantFrom('0', '0.01', '0.5', '3'), (price, percent) => {
        const tick = decimal('0.0000000001');
        expect(slipped(price, 'buy', decimal(percent), tick).gte(price)).toBe(true);
        expect(slipped(price, 'sell', decimal(percent), tick).lte(price)).toBe(true);
      }),
    );
  });

  it('knows average, margin and unrealised profit of a short', () => {
    let position = emptyPosition('a', BTC, 'short', AT);
    for (const [quantity, price] of [
      ['1', '100'],
      ['3', '200'],
    ] as const) {
      position = enter(position, {
        side: 'sell',
        quantity: decimal(quantity),
        price: decimal(price),
        fee: ZERO,
        at: AT,
      }).position;
    }
    expect(averagePriceOf(position)?.toString()).toBe('175');
    expect(marginOf({ ...position, leverage: '10' }).toString()).toBe('70');
    expect(unrealisedOf(position, decimal('150')).toString()).toBe('100');
  });
});

describe('paper arithmetic of contracts of a fixed worth', () => {
  const COIN = { market: 'bingx-coin-m', base: 'BTC', quote: 'USD' } as const;
  const FACE = '100';
  const contracts = fc.integer({ min: 1, max: 1_000_000 }).map((count) => decimal(String(count)));
  const coinPrices = fc
    .integer({ min: 100, max: 100_000_000 })
    .map((cents) => decimal(String(cents)).div(100));
  const trade = (side: 'buy' | 'sell', quantity: Decimal, price: Decimal) =>
    ({ side, quantity, price, fee: ZERO, at: AT }) as const;

  it('earns contracts × worth × (1/entry − 1/exit) in coin, a short the opposite', () => {
    fc.assert(
      fc.property(sides, contracts, coinPrices, coinPrices, (side, quantity, entry, exit) => {
        const flat = emptyPosition('a', COIN, side, AT, FACE);
        const { position } = enter(flat, trade(openingSide(side), quantity, entry));
        const closed = enter(position, trade(closingSide(side), quantity, exit));
        const one = decimal('1');
        const long = quantity.times(decimal(FACE)).times(one.div(entry).minus(one.div(exit)));
        const expected = side === 'long' ? long : long.neg();
        expect(closed.profit.minus(expected).abs().lte(decimal('1e-17'))).toBe(true);
        expect(closed.position).toMatchObject({ quantity: '0', openValue: '0' });
      }),
    );
  });

  it('closes in parts to the same balance as at once, to the last digit', () => {
    fc.assert(
      fc.property(
        sides,
        fc.array(fc.tuple(contracts, coinPrices), { minLength: 1, maxLength: 8 }),
        coinPrices,
        (side, entries, exit) => {
          let position = emptyPosition('a', COIN, side, AT, FACE);
          for (const [quantity, price] of entries)
            position = enter(position, trade(openingSide(side), quantity, price)).position;
          const opened = decimal(position.openValue);
          let profit = ZERO;
          let worth = ZERO;
          while (decimal(position.quantity).gt(ZERO)) {
            const quantity = decimal(position.quantity).div(2).ceil();
            const closed = enter(position, trade(closingSide(side), quantity, exit));
            worth = worth.plus(money(worthOf(quantity, exit, FACE)));
            profit = profit.plus(closed.profit);
            position = closed.position;
          }
          const gained = side === 'long' ? opened.minus(worth) : worth.minus(opened);
          expect(decimalText(profit)).toBe(decimalText(gained));
        },
      ),
    );
  });

  it('agrees with what the exchange was seen to show', () => {
    // One SOL contract of 10 USD at 158.63 and leverage 10: reference/bingx.md section 8.
    const sol = { ...COIN, base: 'SOL' };
    const flat = { ...emptyPosition('a', sol, 'long', AT, '10'), leverage: '10' };
    const { position } = enter(flat, trade('buy', decimal('1'), decimal('158.63')));
    expect(marginOf(position).toFixed(8)).toBe('0.00630398');
    expect(unrealisedOf(position, decimal('158.402')).toFixed(8)).toBe('-0.00009074');
    expect(averagePriceOf(position)?.toFixed(2)).toBe('158.63');
  });
});
