import { decideTrade } from '@/modules/strategies/decide-trade';
import {
  CONTRACTS,
  closeLong,
  closing,
  firstLeg,
  halted,
  instrument,
  itDecides,
  longRules,
  oneLong,
  type Case,
} from '@test/support/builders/decision-cases';
import {
  aStrategy,
  anAlarm,
  anEntry,
  facts,
  orderSignal,
  secondsFromNow,
  step,
  timeframe,
} from '@test/support/builders/decision-facts';

const reduceLong = (quantity: string | null) =>
  anAlarm({ signal: orderSignal(step('reduce', 'long')), quantity });

const CLOSES: Case[] = [
  ['plain', closing(), 'placed', /^sell 0\.01 to close long/],
  [
    'off strategy, dates over, entries refused',
    closing({
      strategy: aStrategy({ isOn: false, startAt: secondsFromNow(9), endAt: secondsFromNow(-9) }),
      risk: { entry: halted, close: null },
    }),
    'placed',
    /sell/,
  ],
  [
    'no close timeframe',
    closing({ strategy: longRules({ closeOrderTimeframe: null }) }),
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
  ['halted', closing({ risk: { entry: null, close: halted } }), 'risk-halted', /halted/],
  ['nothing can trade', closing({ canTrade: null }), 'venue-cannot', /nothing/],
  [
    'close-only instrument',
    closing({ instrument: instrument({ status: 'close-only' }) }),
    'placed',
    /sell/,
  ],
  ['instrument off', closing({ instrument: instrument({ status: 'off' }) }), 'venue-cannot', /off/],
  ['no instrument', closing({ instrument: null }), 'instrument-unknown', /BTC/],
  [
    'a short is bought back even where new shorts are not to be had',
    facts({
      alarm: anAlarm({ signal: orderSignal(step('close', 'short')) }),
      openEntries: { long: [], short: [anEntry('0.5')] },
      canTrade: { ...CONTRACTS, shorts: false },
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

describe(decideTrade.name, () => {
  describe('closes', () => {
    itDecides(CLOSES);

    it('never ages and only shrinks', () => {
      expect(firstLeg(decideTrade(closing()))).toEqual({
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
});
