import { decideTrade } from '@/modules/strategies/decide-trade';
import type { DecisionFacts, DecisionReason, DecisionResult } from '@/modules/strategies/decision';
import {
  aStrategy,
  anAlarm,
  anEntry,
  facts,
  mark,
  orderSignal,
  secondsFromNow,
  sideRules,
  step,
  timeframe,
} from '@test/support/builders/decision-facts';

const POSITIONS = { marketBuysBy: 'base', exitsBy: 'position' } as const;

type Case = [what: string, given: DecisionFacts, reason: DecisionReason, detail: RegExp];

const longRules = (change: Parameters<typeof sideRules>[0]) =>
  aStrategy({ long: sideRules(change) });
const closeLong = anAlarm({ signal: orderSignal(step('close', 'long')) });
const reduceLong = (quantity: string | null) =>
  anAlarm({ signal: orderSignal(step('reduce', 'long')), quantity });
const oneLong = { long: [anEntry('0.01')], short: [] };
const halted = { reason: 'risk-halted' as const, detail: 'trading is halted since noon' };
const instrument = (change: Partial<NonNullable<DecisionFacts['instrument']>>) => {
  const known = facts().instrument;
  return known === null ? null : { ...known, ...change };
};
const byIndicator = longRules({
  entryIndicatorTimeframe: timeframe('1h'),
  closeIndicatorTimeframe: timeframe('1h'),
});

const OPENS: Case[] = [
  ['plain', facts(), 'placed', /^buy 0\.01 to open long/],
  ['off', facts({ strategy: aStrategy({ isOn: false }) }), 'strategy-off', /switched off/],
  [
    'deleted',
    facts({ strategy: aStrategy({ deletedAt: secondsFromNow(-9) }) }),
    'strategy-off',
    /deleted/,
  ],
  [
    'before the start',
    facts({ strategy: aStrategy({ startAt: secondsFromNow(10) }) }),
    'before-start',
    /starts/,
  ],
  [
    'at the start',
    facts({ strategy: aStrategy({ startAt: anAlarm().receivedAt }) }),
    'placed',
    /buy/,
  ],
  [
    'at the end',
    facts({ strategy: aStrategy({ endAt: anAlarm().receivedAt }) }),
    'after-end',
    /ended/,
  ],
  [
    'a millisecond before the end',
    facts({ strategy: aStrategy({ endAt: secondsFromNow(-0.499) }) }),
    'placed',
    /buy/,
  ],
  [
    'no entry timeframe',
    facts({ strategy: longRules({ entryOrderTimeframe: null }) }),
    'side-off',
    /long side/,
  ],
  [
    'another timeframe',
    facts({ alarm: anAlarm({ timeframe: timeframe('5m') }) }),
    'timeframe-mismatch',
    /^order open long on 5m, but this strategy's long entries listen on 1m$/,
  ],
  [
    'a month is not a minute',
    facts({ alarm: anAlarm({ timeframe: timeframe('1M') }) }),
    'timeframe-mismatch',
    /1M/,
  ],
  [
    'no timeframe',
    facts({ alarm: anAlarm({ timeframe: null }) }),
    'timeframe-mismatch',
    /without a timeframe/,
  ],
  ['60 s old', facts({ alarm: anAlarm({ alarmAt: secondsFromNow(-60) }) }), 'placed', /buy/],
  [
    '60.001 s old',
    facts({ alarm: anAlarm({ alarmAt: secondsFromNow(-60.001) }) }),
    'stale',
    /at most 1 min old/,
  ],
  [
    'no own time, arrived 61 s ago',
    facts({ alarm: anAlarm({ alarmAt: null, receivedAt: secondsFromNow(-61) }) }),
    'stale',
    /arrived .* 1 min 1 s later/,
  ],
  [
    'old own time, just arrived',
    facts({ alarm: anAlarm({ alarmAt: secondsFromNow(-7_200) }) }),
    'stale',
    /2 h later/,
  ],
  ['30 s ahead', facts({ alarm: anAlarm({ alarmAt: secondsFromNow(29.5) }) }), 'placed', /buy/],
  [
    '31 s ahead',
    facts({ alarm: anAlarm({ alarmAt: secondsFromNow(30.5) }) }),
    'stale',
    /31 s after it arrived/,
  ],
  [
    'far ahead, though decided late',
    facts({ alarm: anAlarm({ alarmAt: secondsFromNow(-1), receivedAt: secondsFromNow(-50) }) }),
    'stale',
    /49 s after it arrived/,
  ],
  [
    'no opening indicator yet',
    facts({ strategy: byIndicator }),
    'regime-closed',
    /has arrived yet/,
  ],
  [
    'indicator closed',
    facts({
      strategy: byIndicator,
      regime: { ...facts().regime, long: { openedAt: mark(-60), closedAt: mark(-30) } },
    }),
    'regime-closed',
    /indicator close long on 1h/,
  ],
  [
    'the other side’s regime does not count',
    facts({
      strategy: byIndicator,
      regime: { ...facts().regime, short: { openedAt: mark(-60), closedAt: null } },
    }),
    'regime-closed',
    /long/,
  ],
  [
    'indicator open',
    facts({
      strategy: byIndicator,
      regime: { ...facts().regime, long: { openedAt: mark(-30), closedAt: mark(-60) } },
    }),
    'placed',
    /buy/,
  ],
  [
    'one open, pyramiding empty',
    facts({ openEntries: oneLong }),
    'pyramiding-full',
    /1 long entry is open/,
  ],
  [
    'one open, pyramiding 0',
    facts({ openEntries: oneLong, strategy: longRules({ pyramiding: 0 }) }),
    'pyramiding-full',
    /at most 1/,
  ],
  [
    'an unsettled entry counts',
    facts({ openEntries: { long: [anEntry('0', true)], short: [] } }),
    'pyramiding-full',
    /1 of them still being settled/,
  ],
  [
    'one of two',
    facts({ openEntries: oneLong, strategy: longRules({ pyramiding: 2 }) }),
    'placed',
    /buy/,
  ],
  [
    'the other side is open',
    facts({ openEntries: { long: [], short: [anEntry('1')] } }),
    'placed',
    /buy/,
  ],
  [
    'fixed without quantity',
    facts({ strategy: longRules({ quantity: null }) }),
    'quantity-missing',
    /no quantity/,
  ],
  [
    'alarm mode, none',
    facts({ strategy: longRules({ quantityMode: 'alarm' }) }),
    'quantity-missing',
    /alarm carries no/,
  ],
  [
    'alarm mode, negative',
    facts({ strategy: longRules({ quantityMode: 'alarm' }), alarm: anAlarm({ quantity: '-1' }) }),
    'quantity-missing',
    /negative/,
  ],
  [
    'alarm mode, zero',
    facts({ strategy: longRules({ quantityMode: 'alarm' }), alarm: anAlarm({ quantity: '0.00' }) }),
    'quantity-too-small',
    /quantity of 0/,
  ],
  [
    'alarm mode, absurd',
    facts({ strategy: longRules({ quantityMode: 'alarm' }), alarm: anAlarm({ quantity: '1e30' }) }),
    'quantity-missing',
    /more than any venue takes/,
  ],
  [
    'quote without price',
    facts({ price: null, strategy: longRules({ quantityMode: 'quote' }) }),
    'quantity-missing',
    /price/,
  ],
  [
    'equity unknown',
    facts({ equity: null, strategy: longRules({ quantityMode: 'equity-percent' }) }),
    'quantity-missing',
    /equity is not known/,
  ],
  [
    'equity gone',
    facts({ equity: '-3', strategy: longRules({ quantityMode: 'equity-percent' }) }),
    'quantity-missing',
    /equity is -3/,
  ],
  [
    'quote amount in contracts of unknown worth',
    facts({
      strategy: aStrategy({
        instrument: 'bingx-coin-m/BTC-USD',
        long: sideRules({ quantityMode: 'quote', quantity: '100' }),
      }),
    }),
    'quantity-missing',
    /worth of a contract/,
  ],
  [
    'under the step',
    facts({ strategy: longRules({ quantity: '0.00009' }) }),
    'quantity-too-small',
    /is 0 in whole steps of 0\.0001; the venue's minimum is 0\.0001/,
  ],
  [
    'under the minimum',
    facts({ instrument: instrument({ minQuantity: '0.02' }) }),
    'quantity-too-small',
    /0\.02/,
  ],
  [
    'under the notional minimum',
    facts({ price: '100', strategy: longRules({ quantity: '0.0199' }) }),
    'quantity-too-small',
    /worth 1\.99 at 100; the venue's minimum is 2 in quote/,
  ],
  ['notional unknown without a price', facts({ price: null }), 'placed', /buy/],
  ['risk says no', facts({ risk: { entry: halted, close: null } }), 'risk-halted', /since noon/],
  ['nothing can trade', facts({ canTrade: null }), 'venue-cannot', /nothing can trade/],
  [
    'no market orders',
    facts({ canTrade: { ...POSITIONS, shorts: true, orderTypes: ['limit'] } }),
    'venue-cannot',
    /market/,
  ],
  [
    'close-only',
    facts({ instrument: instrument({ status: 'close-only' }) }),
    'venue-cannot',
    /only closes/,
  ],
  [
    'instrument off',
    facts({ instrument: instrument({ status: 'off' }) }),
    'venue-cannot',
    /switched off/,
  ],
  ['no instrument', facts({ instrument: null }), 'instrument-unknown', /BTC-USDT/],
  [
    'no usable step',
    facts({ instrument: instrument({ quantityStep: '0' }) }),
    'instrument-unknown',
    /usable/,
  ],
  [
    'shorts unsupported',
    facts({
      alarm: anAlarm({ signal: orderSignal(step('open', 'short')) }),
      canTrade: { ...POSITIONS, shorts: false, orderTypes: ['market'] },
    }),
    'venue-cannot',
    /no short/,
  ],
];

const CLOSES: Case[] = [
  [
    'plain',
    facts({ alarm: closeLong, openEntries: oneLong }),
    'placed',
    /^sell 0\.01 to close long/,
  ],
  [
    'off strategy, dates over, entries refused',
    facts({
      alarm: closeLong,
      openEntries: oneLong,
      strategy: aStrategy({ isOn: false, startAt: secondsFromNow(9), endAt: secondsFromNow(-9) }),
      risk: { entry: halted, close: null },
    }),
    'placed',
    /sell/,
  ],
  [
    'no close timeframe',
    facts({
      alarm: closeLong,
      openEntries: oneLong,
      strategy: longRules({ closeOrderTimeframe: null }),
    }),
    'timeframe-mismatch',
    /has no close timeframe for its long side/,
  ],
  [
    'another timeframe',
    facts({ alarm: { ...closeLong, timeframe: timeframe('5m') }, openEntries: oneLong }),
    'timeframe-mismatch',
    /order close long on 5m, but this strategy's long closes listen on 1m/,
  ],
  [
    'no timeframe',
    facts({ alarm: { ...closeLong, timeframe: null }, openEntries: oneLong }),
    'timeframe-mismatch',
    /without a timeframe/,
  ],
  [
    'ten minutes old',
    facts({ alarm: { ...closeLong, alarmAt: secondsFromNow(-600) }, openEntries: oneLong }),
    'placed',
    /sell/,
  ],
  [
    'older than ten minutes',
    facts({ alarm: { ...closeLong, alarmAt: secondsFromNow(-601) }, openEntries: oneLong }),
    'stale',
    /an exit may be at most 10 min old/,
  ],
  [
    'nothing open',
    facts({ alarm: closeLong }),
    'nothing-to-close',
    /nothing open on its long side/,
  ],
  [
    'only the other side open',
    facts({ alarm: closeLong, openEntries: { long: [], short: [anEntry('1')] } }),
    'nothing-to-close',
    /nothing open/,
  ],
  [
    'sent but not filled',
    facts({ alarm: closeLong, openEntries: { long: [anEntry('0', true)], short: [] } }),
    'nothing-to-close',
    /1 long entry is sent/,
  ],
  [
    'several entries, with a rest below the step',
    facts({
      alarm: closeLong,
      openEntries: { long: [anEntry('0.01'), anEntry('0.00253')], short: [] },
    }),
    'placed',
    /^sell 0\.0125 to close long: what this strategy has open; 0\.00003 stays open$/,
  ],
  [
    'less than a step open',
    facts({ alarm: closeLong, openEntries: { long: [anEntry('0.00003')], short: [] } }),
    'quantity-too-small',
    /minimum is 0\.0001/,
  ],
  [
    'notional minimum is not asked of closes',
    facts({ alarm: closeLong, price: '1', openEntries: oneLong }),
    'placed',
    /sell/,
  ],
  [
    'halted',
    facts({ alarm: closeLong, openEntries: oneLong, risk: { entry: null, close: halted } }),
    'risk-halted',
    /halted/,
  ],
  [
    'nothing can trade',
    facts({ alarm: closeLong, openEntries: oneLong, canTrade: null }),
    'venue-cannot',
    /nothing/,
  ],
  [
    'close-only instrument',
    facts({
      alarm: closeLong,
      openEntries: oneLong,
      instrument: instrument({ status: 'close-only' }),
    }),
    'placed',
    /sell/,
  ],
  [
    'instrument off',
    facts({ alarm: closeLong, openEntries: oneLong, instrument: instrument({ status: 'off' }) }),
    'venue-cannot',
    /off/,
  ],
  [
    'no instrument',
    facts({ alarm: closeLong, openEntries: oneLong, instrument: null }),
    'instrument-unknown',
    /BTC/,
  ],
  [
    'a short is bought back even where new shorts are not to be had',
    facts({
      alarm: anAlarm({ signal: orderSignal(step('close', 'short')) }),
      openEntries: { long: [], short: [anEntry('0.5')] },
      canTrade: { ...POSITIONS, shorts: false, orderTypes: ['market'] },
    }),
    'placed',
    /^buy 0\.5 to close short/,
  ],
  [
    'reduce',
    facts({ alarm: reduceLong('0.004'), openEntries: oneLong }),
    'placed',
    /^sell 0\.004 .* 0\.006 stays open$/,
  ],
  [
    'reduce by more than is open',
    facts({ alarm: reduceLong('9'), openEntries: oneLong }),
    'placed',
    /^sell 0\.01 .*held to/,
  ],
  [
    'reduce without quantity',
    facts({ alarm: reduceLong(null), openEntries: oneLong }),
    'quantity-missing',
    /no quantity/,
  ],
  [
    'reduce by too little',
    facts({ alarm: reduceLong('0.00001'), openEntries: oneLong }),
    'quantity-too-small',
    /minimum/,
  ],
  ['reduce of nothing', facts({ alarm: reduceLong('0.01') }), 'nothing-to-close', /nothing open/],
];

const firstLeg = (result: DecisionResult) => result.legs[0];

describe(decideTrade.name, () => {
  describe('opens', () => {
    it.each(OPENS)('%s', (_what, given, reason, detail) => {
      const result = decideTrade(given);
      expect({ reason: result.reason, detail: result.detail }).toEqual({
        reason,
        detail: expect.stringMatching(detail) as unknown,
      });
      expect(result.legs).toHaveLength(reason === 'placed' ? 1 : 0);
      expect(result.steps).toHaveLength(1);
    });

    it('makes an entry with leverage and the last moment to send it', () => {
      const result = decideTrade(facts({ strategy: longRules({ leverage: '7' }) }));
      expect(result.legs).toEqual([
        {
          leg: 'entry',
          purpose: 'entry',
          side: 'buy',
          positionSide: 'long',
          quantity: '0.01',
          quoteQuantity: null,
          dustBelow: null,
          reduceOnly: false,
          leverage: '7',
          sendBefore: secondsFromNow(59),
        },
      ]);
    });

    it('counts the last moment from arrival when the alarm has no time', () => {
      const result = decideTrade(facts({ alarm: anAlarm({ alarmAt: null }) }));
      expect(firstLeg(result)?.sendBefore).toEqual(secondsFromNow(59.5));
    });

    it.each([
      ['alarm', '5', '0.01239', '0.0123'],
      ['quote', '100', null, '0.0016'],
      ['equity-percent', '25', null, '0.0041'],
    ] as const)('sizes by %s', (quantityMode, quantity, alarmQuantity, expected) => {
      const strategy = longRules({ quantityMode, quantity, leverage: '10' });
      const result = decideTrade(facts({ strategy, alarm: anAlarm({ quantity: alarmQuantity }) }));
      expect(firstLeg(result)?.quantity).toBe(expected);
    });

    it('never rounds up a quantity whose digits go beyond the arithmetic', () => {
      const quantity = `0.${'9'.repeat(95)}`;
      const strategy = longRules({ quantityMode: 'alarm' });
      const result = decideTrade(facts({ strategy, alarm: anAlarm({ quantity }) }));
      expect(firstLeg(result)?.quantity).toBe('0.9999');
    });

    it('keeps 18 decimal places', () => {
      const strategy = longRules({ quantity: '123456.123456789012345678' });
      const fine = instrument({ quantityStep: '0.000000000000000001' });
      expect(firstLeg(decideTrade(facts({ strategy, instrument: fine })))?.quantity).toBe(
        '123456.123456789012345678',
      );
    });
  });

  describe('closes', () => {
    it.each(CLOSES)('%s', (_what, given, reason, detail) => {
      const result = decideTrade(given);
      expect({ reason: result.reason, detail: result.detail }).toEqual({
        reason,
        detail: expect.stringMatching(detail) as unknown,
      });
      expect(result.legs).toHaveLength(reason === 'placed' ? 1 : 0);
    });

    it('never ages and only shrinks', () => {
      expect(firstLeg(decideTrade(facts({ alarm: closeLong, openEntries: oneLong })))).toEqual({
        leg: 'close',
        purpose: 'close',
        side: 'sell',
        positionSide: 'long',
        quantity: '0.01',
        quoteQuantity: null,
        dustBelow: null,
        reduceOnly: true,
        leverage: null,
        sendBefore: null,
      });
    });
  });

  describe('reversals', () => {
    const reversal = anAlarm({ signal: orderSignal(step('open', 'short'), step('close', 'long')) });

    it('closes first and opens the other side', () => {
      const result = decideTrade(facts({ alarm: reversal, openEntries: oneLong }));
      expect(result.reason).toBe('placed');
      expect(result.legs.map(({ leg, side, positionSide }) => [leg, side, positionSide])).toEqual([
        ['close', 'sell', 'long'],
        ['entry', 'sell', 'short'],
      ]);
    });

    it('opens although there is nothing to close', () => {
      const result = decideTrade(facts({ alarm: reversal }));
      expect(result.steps.map((one) => one.reason)).toEqual(['nothing-to-close', 'placed']);
      expect(result.legs.map((leg) => leg.leg)).toEqual(['entry']);
    });

    it('closes although the new side is refused', () => {
      const result = decideTrade(
        facts({ alarm: reversal, openEntries: oneLong, strategy: aStrategy({ isOn: false }) }),
      );
      expect(result.steps.map((one) => one.reason)).toEqual(['placed', 'strategy-off']);
      expect(result.reason).toBe('placed');
      expect(result.detail).toMatch(
        /^close long: sell .*; open short: the strategy is switched off$/,
      );
    });

    it('gives the reason of the new side when neither places', () => {
      expect(
        decideTrade(facts({ alarm: reversal, strategy: aStrategy({ isOn: false }) })).reason,
      ).toBe('strategy-off');
    });

    it('gives two closes of one alarm two names', () => {
      const both = anAlarm({ signal: orderSignal(step('close', 'long'), step('close', 'short')) });
      const openEntries = { long: [anEntry('1')], short: [anEntry('2')] };
      const result = decideTrade(facts({ alarm: both, openEntries }));
      expect(result.legs.map((leg) => leg.leg)).toEqual(['close', 'close-2']);
    });
  });

  it('trades nothing on an indicator, even for a strategy that is off', () => {
    const alarm = anAlarm({ signal: { kind: 'indicator', steps: [step('open', 'long')] } });
    const result = decideTrade(facts({ alarm, strategy: aStrategy({ isOn: false }) }));
    expect(result).toMatchObject({ reason: 'indicator', legs: [] });
    expect(result.detail).toContain('indicator open long on 1m');
  });

  it('says not-understood when a signal asks for nothing', () => {
    expect(decideTrade(facts({ alarm: anAlarm({ signal: orderSignal() }) })).reason).toBe(
      'not-understood',
    );
  });

  it('names the first reason in the documented order when many apply', () => {
    const worst = facts({
      strategy: aStrategy({
        isOn: false,
        startAt: secondsFromNow(1),
        long: sideRules({
          entryOrderTimeframe: timeframe('5m'),
          entryIndicatorTimeframe: timeframe('1h'),
          quantity: null,
        }),
      }),
      alarm: anAlarm({ alarmAt: secondsFromNow(-100) }),
      openEntries: oneLong,
      risk: { entry: halted, close: halted },
      canTrade: null,
      instrument: null,
    });
    const mended: [DecisionReason, (given: DecisionFacts) => DecisionFacts][] = [
      ['strategy-off', (given) => ({ ...given, strategy: { ...given.strategy, isOn: true } })],
      ['before-start', (given) => ({ ...given, strategy: { ...given.strategy, startAt: null } })],
      [
        'timeframe-mismatch',
        (given) => ({ ...given, alarm: { ...given.alarm, timeframe: timeframe('5m') } }),
      ],
      ['stale', (given) => ({ ...given, alarm: { ...given.alarm, alarmAt: null } })],
      [
        'regime-closed',
        (given) => ({
          ...given,
          regime: { ...given.regime, long: { openedAt: mark(-1), closedAt: null } },
        }),
      ],
      ['pyramiding-full', (given) => ({ ...given, openEntries: { long: [], short: [] } })],
      [
        'quantity-missing',
        (given) => ({
          ...given,
          strategy: { ...given.strategy, long: { ...given.strategy.long, quantity: '1' } },
        }),
      ],
      ['risk-halted', (given) => ({ ...given, risk: { entry: null, close: null } })],
      ['venue-cannot', (given) => ({ ...given, canTrade: facts().canTrade })],
      ['instrument-unknown', (given) => ({ ...given, instrument: facts().instrument })],
    ];
    let given = worst;
    for (const [reason, mend] of mended) {
      expect(decideTrade(given).reason).toBe(reason);
      given = mend(given);
    }
    expect(decideTrade(given).reason).toBe('placed');
  });
});
