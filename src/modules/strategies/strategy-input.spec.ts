import fc from 'fast-check';
import type { SideInput } from '@/modules/strategies/side-input';
import { StrategyInvalidError } from '@/modules/strategies/strategies.errors';
import { EMPTY_DRAFT, readStrategy, type StrategyInput } from '@/modules/strategies/strategy-input';

const NAMED: StrategyInput = { alarmName: 'Stochastic_v1', instrument: 'bingx-usdt-m/BTC-USDT' };
const read = (input: StrategyInput) => readStrategy({ ...NAMED, ...input }, EMPTY_DRAFT);
const problemsOf = (input: StrategyInput): readonly string[] => {
  try {
    read(input);
    return [];
  } catch (error) {
    if (!(error instanceof StrategyInvalidError)) throw error;
    return error.fields.map((field) => field.pointer);
  }
};

describe(readStrategy.name, () => {
  it('starts from a strategy that is off, on the account main, with silent sides', () => {
    expect(read({})).toEqual({ ...EMPTY_DRAFT, ...NAMED });
  });

  it('normalises names, timeframes, decimals and times', () => {
    const draft = read({
      alarmName: '  Stochastic v1 ',
      startAt: '2026-01-01T01:00:00+01:00',
      long: {
        entryOrderTimeframe: '240',
        closeOrderTimeframe: 'D',
        entryIndicatorTimeframe: '1M',
        quantity: '0.0100',
        leverage: '20',
        takeProfitPerOrder: '2.50',
      },
    });
    expect(draft.alarmName).toBe('Stochastic v1');
    expect(draft.startAt?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(draft.long).toMatchObject({
      entryOrderTimeframe: '4h',
      closeOrderTimeframe: '1d',
      entryIndicatorTimeframe: '1M',
      quantity: '0.01',
      leverage: '20',
      takeProfitPerOrder: '2.5',
    });
  });

  it.each([0, -1, 1.5, 10_081, Number.NaN])('expects no signal within %p minutes', (minutes) => {
    expect(problemsOf({ expectSignalWithinMinutes: minutes })).toEqual([
      '/expectSignalWithinMinutes',
    ]);
  });

  it('takes, keeps and clears the minutes within which a signal is expected', () => {
    const before = read({ expectSignalWithinMinutes: 10_080 });
    expect(before.expectSignalWithinMinutes).toBe(10_080);
    expect(readStrategy({}, before).expectSignalWithinMinutes).toBe(10_080);
    expect(readStrategy({ expectSignalWithinMinutes: null }, before)).toEqual(read({}));
  });

  it('changes only what is named, clears what is null, and takes one side without the other', () => {
    const before = read({
      description: 'a',
      long: { entryOrderTimeframe: '1m', quantity: '1', pyramiding: 3 },
    });
    const after = readStrategy({ description: null, long: { quantity: '2' } }, before);
    expect(after).toEqual({
      ...before,
      description: null,
      long: { ...before.long, quantity: '2' },
    });
    expect(readStrategy({ long: null }, before).long).toEqual(EMPTY_DRAFT.long);
    expect(readStrategy({}, before)).toEqual(before);
  });

  const long = (side: SideInput): StrategyInput => ({ long: { quantity: '1', ...side } });
  const short = (side: SideInput): StrategyInput => ({ short: { quantity: '1', ...side } });

  it.each<[string, StrategyInput, string[]]>([
    ['no name', { alarmName: ' ' }, ['/alarmName']],
    ['name null', { alarmName: null }, ['/alarmName']],
    ['name of 501 characters', { alarmName: 'x'.repeat(501) }, ['/alarmName']],
    ['name of 500 emoji', { alarmName: '📈'.repeat(500) }, []],
    ['name with a control character', { alarmName: 'a\u0000b' }, ['/alarmName']],
    ['name with half a surrogate pair', { alarmName: 'a\ud800b' }, ['/alarmName']],
    ['account', { account: 'My account' }, ['/account']],
    ['account of 51', { account: 'a'.repeat(51) }, ['/account']],
    ['instrument as a ticker', { instrument: 'BTCUSDT.P' }, ['/instrument']],
    ['unknown market', { instrument: 'paper/BTC-USDT' }, ['/instrument']],
    ['time without zone', { startAt: '2026-01-01T00:00:00' }, ['/startAt']],
    ['31 February', { startAt: '2026-02-31T00:00:00Z' }, ['/startAt']],
    [
      'end before start',
      { startAt: '2026-01-02T00:00:00Z', endAt: '2026-01-01T00:00:00Z' },
      ['/endAt'],
    ],
    [
      'end at start',
      { startAt: '2026-01-01T00:00:00Z', endAt: '2026-01-01T00:00:00Z' },
      ['/endAt'],
    ],
    ['description too long', { description: 'x'.repeat(2_001) }, ['/description']],
    ['description in lines', { description: 'a\r\n\tb' }, []],
    ['unknown timeframe', long({ entryOrderTimeframe: '1x' }), ['/long/entryOrderTimeframe']],
    [
      'close indicator alone',
      long({ closeIndicatorTimeframe: '1h' }),
      ['/long/entryIndicatorTimeframe'],
    ],
    ['entries without quantity', { long: { entryOrderTimeframe: '1m' } }, ['/long/quantity']],
    [
      'entries by the alarm’s quantity',
      { long: { entryOrderTimeframe: '1m', quantityMode: 'alarm' } },
      [],
    ],
    ['quantity 0', long({ quantity: '0' }), ['/long/quantity']],
    ['quantity below 0', long({ quantity: '-1' }), ['/long/quantity']],
    ['quantity with 19 places', long({ quantity: '0.0000000000000000001' }), ['/long/quantity']],
    ['quantity with 19 digits', long({ quantity: '1e18' }), ['/long/quantity']],
    ['quantity that is no number', long({ quantity: 'NaN' }), ['/long/quantity']],
    ['leverage 0', long({ leverage: '0' }), ['/long/leverage']],
    ['leverage 151', long({ leverage: '151' }), ['/long/leverage']],
    ['leverage 1.5', long({ leverage: '1.5' }), ['/long/leverage']],
    ['leverage 150', long({ leverage: '150' }), []],
    ['pyramiding -1', long({ pyramiding: -1 }), ['/long/pyramiding']],
    ['pyramiding 1.5', long({ pyramiding: 1.5 }), ['/long/pyramiding']],
    ['regime age 0', long({ regimeMaxAgeSeconds: 0 }), ['/long/regimeMaxAgeSeconds']],
    ['stop of a long at 100 %', long({ stopLossPerOrder: '100' }), ['/long/stopLossPerOrder']],
    [
      'general stop of a long at 100 %',
      long({ stopLossGeneral: '100' }),
      ['/long/stopLossGeneral'],
    ],
    ['target of a long at 150 %', long({ takeProfitGeneral: '150' }), []],
    ['stop of a short at 150 %', short({ stopLossPerOrder: '150' }), []],
    [
      'target of a short at 100 %',
      short({ takeProfitPerOrder: '100' }),
      ['/short/takeProfitPerOrder'],
    ],
    ['target of 0 %', short({ takeProfitGeneral: '0' }), ['/short/takeProfitGeneral']],
    ['break-even without a stop', long({ breakEvenAtPercent: '1' }), ['/long/breakEvenAtPercent']],
    [
      'break-even of a trailing stop',
      long({ breakEvenAtPercent: '1', trailingStopPercent: '2' }),
      [],
    ],
    [
      'an offset beyond break-even',
      long({ stopLossGeneral: '2', breakEvenAtPercent: '1', breakEvenOffsetPercent: '1' }),
      ['/long/breakEvenOffsetPercent'],
    ],
    [
      'an offset alone',
      short({ stopLossGeneral: '2', breakEvenOffsetPercent: '-0.1' }),
      ['/short/breakEvenAtPercent'],
    ],
    [
      'break-even with an offset below 0',
      short({ stopLossGeneral: '2', breakEvenAtPercent: '1', breakEvenOffsetPercent: '-0.1' }),
      [],
    ],
    ['a trailing stop alone', long({ trailingStopPercent: '1.5' }), []],
    [
      'a trailing stop of 100 %',
      long({ trailingStopPercent: '100' }),
      ['/long/trailingStopPercent'],
    ],
    [
      'an activation alone',
      long({ stopLossPerOrder: '2', trailingActivationPercent: '1' }),
      ['/long/trailingStopPercent'],
    ],
    [
      'an activation that leaves the side bare until then',
      long({ trailingStopPercent: '1', trailingActivationPercent: '1' }),
      ['/long/trailingActivationPercent'],
    ],
    [
      'over the equity',
      long({ quantityMode: 'equity-percent', quantity: '101' }),
      ['/long/quantity'],
    ],
    [
      'over the equity by leverage',
      long({ quantityMode: 'equity-percent', quantity: '500', leverage: '5' }),
      [],
    ],
    [
      'quote amount in contracts',
      { instrument: 'bingx-coin-m/BTC-USD', ...long({ quantityMode: 'quote' }) },
      [],
    ],
    ['a market that takes no orders', { instrument: 'bingx-standard/BTC-USDT' }, ['/instrument']],
    [
      'everything at once',
      {
        alarmName: '',
        account: '',
        instrument: '',
        ...long({ leverage: 'x' }),
        ...short({ quantity: 'x' }),
      },
      ['/alarmName', '/account', '/instrument', '/long/leverage', '/short/quantity'],
    ],
  ])('%s', (_what, input, pointers) => {
    expect([...problemsOf(input)].sort()).toEqual([...pointers].sort());
  });

  it('never fails but by naming fields', () => {
    const anything = fc.oneof(fc.string(), fc.constant(null), fc.constant(undefined));
    fc.assert(
      fc.property(anything, anything, anything, anything, (one, two, three, four) => {
        const side = {
          entryOrderTimeframe: one,
          quantity: two,
          leverage: three,
          stopLossGeneral: four,
        };
        const input = {
          alarmName: one,
          account: two,
          instrument: three,
          startAt: four,
          long: side,
          short: side,
        };
        for (const pointer of problemsOf(JSON.parse(JSON.stringify(input)) as StrategyInput)) {
          expect(pointer).toMatch(/^\/(?:(?:long|short)\/)?[a-zA-Z]+$/);
        }
      }),
    );
  });
});
