import { decideTrade } from '@/modules/strategies/decide-trade';
import {
  byRules,
  byStrategy,
  firstLeg,
  itDecides,
  longRules,
  onAlarm,
  oneLong,
  type Case,
} from '@test/support/builders/decision-cases';
import {
  anAlarm,
  anEntry,
  facts,
  mark,
  secondsFromNow,
  timeframe,
} from '@test/support/builders/decision-facts';

const byIndicator = longRules({
  entryIndicatorTimeframe: timeframe('1h'),
  closeIndicatorTimeframe: timeframe('1h'),
});

const OPENS: Case[] = [
  ['plain', facts(), 'placed', /^buy 0\.01 to open long/],
  ['off', byStrategy({ isOn: false }), 'strategy-off', /switched off/],
  ['deleted', byStrategy({ deletedAt: secondsFromNow(-9) }), 'strategy-off', /deleted/],
  ['before the start', byStrategy({ startAt: secondsFromNow(10) }), 'before-start', /starts/],
  ['at the start', byStrategy({ startAt: anAlarm().receivedAt }), 'placed', /buy/],
  ['at the end', byStrategy({ endAt: anAlarm().receivedAt }), 'after-end', /ended/],
  ['a millisecond before the end', byStrategy({ endAt: secondsFromNow(-0.499) }), 'placed', /buy/],
  ['no entry timeframe', byRules({ entryOrderTimeframe: null }), 'side-off', /long side/],
  [
    'another timeframe',
    onAlarm({ timeframe: timeframe('5m') }),
    'timeframe-mismatch',
    /^order open long on 5m, but this strategy's long entries listen on 1m$/,
  ],
  ['a month is not a minute', onAlarm({ timeframe: timeframe('1M') }), 'timeframe-mismatch', /1M/],
  ['no timeframe', onAlarm({ timeframe: null }), 'timeframe-mismatch', /without a timeframe/],
  ['60 s old', onAlarm({ alarmAt: secondsFromNow(-60) }), 'placed', /buy/],
  ['60.001 s old', onAlarm({ alarmAt: secondsFromNow(-60.001) }), 'stale', /at most 1 min old/],
  [
    'no own time, arrived 61 s ago',
    onAlarm({ alarmAt: null, receivedAt: secondsFromNow(-61) }),
    'stale',
    /arrived .* 1 min 1 s later/,
  ],
  [
    'old own time, just arrived',
    onAlarm({ alarmAt: secondsFromNow(-7_200) }),
    'stale',
    /2 h later/,
  ],
  ['30 s ahead', onAlarm({ alarmAt: secondsFromNow(29.5) }), 'placed', /buy/],
  ['31 s ahead', onAlarm({ alarmAt: secondsFromNow(30.5) }), 'stale', /31 s after it arrived/],
  [
    'far ahead, though decided late',
    onAlarm({ alarmAt: secondsFromNow(-1), receivedAt: secondsFromNow(-50) }),
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
];

describe(decideTrade.name, () => {
  describe('opens', () => {
    itDecides(OPENS);

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
  });
});
