import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { InvalidCursorError } from '@/platform/http/http.errors';
import { cursorText, readCursor } from '@/platform/http/validation/cursor';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { IsTimeframeText } from '@/platform/http/validation/is-timeframe-text';
import { mapPage, pageOf } from '@/platform/http/validation/page';

class Sample {
  @IsDecimalText({ moreThan: '0', max: '100' })
  amount: unknown = '1';

  @IsInstrumentText()
  instrument: unknown = 'bingx-usdt-m/BTC-USDT';

  @IsTimeframeText()
  timeframe: unknown = '1h';
}

const wrongIn = (change: Partial<Sample>): string[] =>
  validateSync(Object.assign(new Sample(), change)).map(({ property }) => property);

describe('validators', () => {
  it.each(['1', '0.5', '100', '1e-7', '0.000000000000000001'])('takes the amount %j', (amount) => {
    expect(wrongIn({ amount })).toEqual([]);
  });

  it.each([
    1,
    0.5,
    null,
    undefined,
    '',
    '0',
    '-1',
    '100.01',
    '1,5',
    '1_000',
    'NaN',
    'Infinity',
    '0x10',
    '1e-19',
    {},
    ['1'],
  ])('refuses the amount %j', (amount) => {
    expect(wrongIn({ amount })).toEqual(['amount']);
  });

  it('refuses more digits than the database keeps', () => {
    class Big {
      @IsDecimalText()
      amount = '1234567890123456789';
    }
    expect(validateSync(new Big())).toHaveLength(1);
  });

  it.each(['BTCUSDT', 'paper/BTC-USDT', 'bingx-usdt-m/btc-usdt', 5, null])(
    'refuses the instrument %j',
    (instrument) => {
      expect(wrongIn({ instrument })).toEqual(['instrument']);
    },
  );

  it.each(['60m', '240', '1H', 'D', '', 5])('refuses the timeframe %j', (timeframe) => {
    expect(wrongIn({ timeframe })).toEqual(['timeframe']);
  });
});

describe('cursors', () => {
  const read = (place: Readonly<Record<string, unknown>>): string | null =>
    typeof place['id'] === 'string' ? place['id'] : null;

  it('give back what was put in, whatever text it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        (id) => readCursor(cursorText({ id }), read) === id,
      ),
    );
  });

  it.each([
    '',
    'x',
    '!!',
    'bnVsbA',
    'W10',
    'IjEi',
    cursorText({ id: 5 }),
    cursorText({ other: 'x' }),
    'e'.repeat(1001),
  ])('refuse %j', (cursor) => {
    expect(() => readCursor(cursor, read)).toThrow(InvalidCursorError);
  });

  it('refuse any text without another error', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        try {
          readCursor(cursor, () => 'place');
          return true;
        } catch (error) {
          return error instanceof InvalidCursorError;
        }
      }),
    );
  });
});

describe('pages', () => {
  it('give a cursor only when there is more', () => {
    const place = (id: string): { id: string } => ({ id });
    expect(pageOf(['a', 'b'], 2, 2, place)).toEqual({
      items: ['a', 'b'],
      total: 2,
      nextCursor: null,
    });
    expect(pageOf(['a', 'b', 'c'], 2, 9, place)).toEqual({
      items: ['a', 'b'],
      total: 9,
      nextCursor: cursorText({ id: 'b' }),
    });
    expect(pageOf([], 2, 0, place)).toEqual({ items: [], total: 0, nextCursor: null });
    expect(mapPage({ items: [1], total: 1, nextCursor: null }, String)).toEqual({
      items: ['1'],
      total: 1,
      nextCursor: null,
    });
  });
});
