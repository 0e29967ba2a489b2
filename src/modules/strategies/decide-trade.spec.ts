import { decideTrade } from '@/modules/strategies/decide-trade';
import type { DecisionFacts, DecisionReason } from '@/modules/strategies/decision';
import { halted, oneLong } from '@test/support/builders/decision-cases';
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

describe(decideTrade.name, () => {
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
