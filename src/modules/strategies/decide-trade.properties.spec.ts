import fc from 'fast-check';
import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { SignalStep } from '@/kernel/signal';
import { decideTrade } from '@/modules/strategies/decide-trade';
import {
  DECISION_REASONS,
  type DecisionFacts,
  type OpenEntry,
} from '@/modules/strategies/decision';
import { QUANTITY_MODES, rulesOf, type SideRules } from '@/modules/strategies/strategy';
import {
  aStrategy,
  anAlarm,
  facts,
  mark,
  NOW,
  orderSignal,
  secondsFromNow,
  sideRules,
  timeframe,
} from '@test/support/builders/decision-facts';

/** Decimal text with up to 12 digits before and up to 18 after the point, zero included. */
const amount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => decimalText(decimal(digits.toString()).div(decimal('10').pow(places))))
  .filter((text) => decimal(text).lt(decimal('1e18')));
/** Any text that an alarm may carry as quantity. */
const alarmQuantity = fc.oneof(
  amount,
  fc.constantFrom(null, '', '-1', 'NaN', '1e-18', '1e40', '0.1e2', '1,5', `0.${'9'.repeat(90)}`),
);
const stepText = fc.constantFrom('1', '0.001', '0.0005', '0.000000000000000001', '25', '0.3', '0');
const seconds = fc.integer({ min: -2_000, max: 100 });
const someTimeframe = fc.constantFrom(null, timeframe('1m'), timeframe('5m'), timeframe('1M'));
const someMark = fc.option(fc.tuple(seconds, seconds).map(([at, received]) => mark(at, received)));
const when = fc.option(seconds.map(secondsFromNow));

const entries: fc.Arbitrary<OpenEntry[]> = fc.array(
  fc.record({
    orderId: fc.string(),
    quantity: fc.oneof(amount, fc.constant('0')),
    averagePrice: fc.constant(null),
    isUnsettled: fc.boolean(),
  }),
  { maxLength: 4 },
);

const rules: fc.Arbitrary<SideRules> = fc
  .record({
    entryOrderTimeframe: someTimeframe,
    closeOrderTimeframe: someTimeframe,
    entryIndicatorTimeframe: fc.constantFrom(null, null, timeframe('1h')),
    closeIndicatorTimeframe: fc.constantFrom(null, null, timeframe('1h')),
    regimeMaxAgeSeconds: fc.option(fc.integer({ min: 1, max: 1_000 })),
    pyramiding: fc.option(fc.integer({ min: 0, max: 5 })),
    quantityMode: fc.constantFrom(...QUANTITY_MODES),
    quantity: fc.option(amount),
    leverage: fc.constantFrom(null, '5'),
  })
  .map((change) => sideRules(change));

const signalStep = fc.record({
  action: fc.constantFrom('open' as const, 'close' as const, 'reduce' as const),
  side: fc.constantFrom('long' as const, 'short' as const),
});

const anyFacts: fc.Arbitrary<DecisionFacts> = fc
  .record({
    steps: fc.array(signalStep, { maxLength: 2 }),
    kind: fc.constantFrom(
      'order' as const,
      'order' as const,
      'order' as const,
      'indicator' as const,
    ),
    timeframe: fc.constantFrom(timeframe('1m'), timeframe('1m'), timeframe('5m'), null),
    quantity: alarmQuantity,
    alarmAt: when,
    received: seconds,
    isOn: fc.boolean(),
    startAt: fc.oneof(fc.constant(null), when),
    long: rules,
    short: rules,
    marks: fc.tuple(someMark, someMark, someMark, someMark),
    open: fc.record({ long: entries, short: entries }),
    step: stepText,
    minimum: fc.constantFrom('0', '0.001', '1', '40'),
    minNotional: fc.constantFrom(null, '0', '5'),
    status: fc.constantFrom(
      'trading' as const,
      'trading' as const,
      'close-only' as const,
      'off' as const,
    ),
    known: fc.boolean(),
    price: fc.option(amount),
    equity: fc.option(amount),
  })
  .map((given) =>
    facts({
      alarm: anAlarm({
        signal: { ...orderSignal(...given.steps), kind: given.kind },
        timeframe: given.timeframe,
        quantity: given.quantity,
        alarmAt: given.alarmAt,
        receivedAt: secondsFromNow(given.received),
      }),
      strategy: aStrategy({
        isOn: given.isOn,
        startAt: given.startAt,
        long: given.long,
        short: given.short,
      }),
      regime: {
        long: { openedAt: given.marks[0], closedAt: given.marks[1] },
        short: { openedAt: given.marks[2], closedAt: given.marks[3] },
      },
      openEntries: given.open,
      instrument: given.known
        ? {
            quantityStep: given.step,
            minQuantity: given.minimum,
            minNotional: given.minNotional,
            contractValue: null,
            priceTick: '0.1',
            status: given.status,
          }
        : null,
      price: given.price,
      equity: given.equity,
    }),
  );

/** Facts that often place, so that the properties of legs are not proved on empty lists. */
const likelyFacts = anyFacts.map((given): DecisionFacts => ({
  ...given,
  alarm: {
    ...given.alarm,
    signal: { ...given.alarm.signal, kind: 'order' },
    timeframe: timeframe('1m'),
    alarmAt: secondsFromNow(-1),
    receivedAt: NOW,
  },
  strategy: {
    ...given.strategy,
    startAt: null,
    long: lively(given.strategy.long),
    short: lively(given.strategy.short),
  },
}));

const lively = (side: SideRules): SideRules => ({
  ...side,
  entryOrderTimeframe: timeframe('1m'),
  closeOrderTimeframe: timeframe('1m'),
  entryIndicatorTimeframe: null,
  closeIndicatorTimeframe: null,
  pyramiding: 9,
});

const someFacts = fc.oneof(anyFacts, likelyFacts);
const sum = (open: readonly OpenEntry[]) =>
  open.reduce((total, entry) => total.plus(decimal(entry.quantity)), ZERO);

describe('decideTrade, for any facts', () => {
  it('is pure: same facts, same result, and the facts stay as they were', () => {
    fc.assert(
      fc.property(someFacts, (given) => {
        const before = structuredClone(given);
        const first = decideTrade(given);
        expect(decideTrade(given)).toEqual(first);
        expect(given).toEqual(before);
      }),
    );
  });

  it('gives each step one listed reason and one sentence, and a leg exactly when it places', () => {
    fc.assert(
      fc.property(someFacts, (given) => {
        const result = decideTrade(given);
        expect(result.steps).toHaveLength(given.alarm.signal.steps.length);
        for (const outcome of result.steps) {
          expect(DECISION_REASONS).toContain(outcome.reason);
          expect(outcome.detail.length).toBeGreaterThan(10);
        }
        expect(result.legs).toHaveLength(
          result.steps.filter((one) => one.reason === 'placed').length,
        );
        expect(result.reason === 'placed').toBe(result.legs.length > 0);
        expect(new Set(result.legs.map((leg) => leg.leg)).size).toBe(result.legs.length);
      }),
    );
  });

  it('sizes every leg in whole steps, above zero and not below the minimum', () => {
    fc.assert(
      fc.property(likelyFacts, (given) => {
        for (const leg of decideTrade(given).legs) {
          const quantity = decimal(leg.quantity);
          expect(given.instrument).not.toBeNull();
          expect(quantity.gt(ZERO)).toBe(true);
          expect(quantity.mod(decimal(given.instrument?.quantityStep ?? '1')).isZero()).toBe(true);
          expect(quantity.gte(decimal(given.instrument?.minQuantity ?? '0'))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never enters more than was asked for', () => {
    fc.assert(
      fc.property(likelyFacts, (given) => {
        for (const leg of decideTrade(given).legs.filter((one) => one.purpose === 'entry')) {
          const side = rulesOf(given.strategy, leg.positionSide);
          const quantity = decimal(leg.quantity);
          const value = quantity.times(decimal(given.price ?? '0'));
          const asked = decimal(
            (side.quantityMode === 'alarm' ? given.alarm.quantity : side.quantity) ?? '0',
          );
          const most = {
            fixed: () => quantity.lte(asked),
            alarm: () => quantity.lte(asked),
            quote: () => value.lte(asked.times('1.0000000000000000000000000001')),
            'equity-percent': () =>
              value
                .times(100)
                .lte(
                  asked.times(decimal(given.equity ?? '0')).times('1.0000000000000000000000000001'),
                ),
          }[side.quantityMode];
          expect(most()).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('only shrinks with closes, by no more than is open on that side, and only opens with entries', () => {
    fc.assert(
      fc.property(someFacts, (given) => {
        const result = decideTrade(given);
        for (const leg of result.legs) {
          expect(leg.reduceOnly).toBe(leg.purpose === 'close');
          const opens = leg.side === (leg.positionSide === 'long' ? 'buy' : 'sell');
          expect(opens).toBe(leg.purpose === 'entry');
          if (leg.purpose === 'entry') {
            expect(leg.sendBefore).not.toBeNull();
            continue;
          }
          expect(leg.leverage).toBeNull();
          expect(leg.sendBefore).toBeNull();
          expect(decimal(leg.quantity).lte(sum(given.openEntries[leg.positionSide]))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never opens for a strategy that is off, and decides its closes as if it were on', () => {
    fc.assert(
      fc.property(someFacts, (given) => {
        const off = decideTrade({ ...given, strategy: { ...given.strategy, isOn: false } });
        const on = decideTrade({ ...given, strategy: { ...given.strategy, isOn: true } });
        expect(off.legs.filter((leg) => leg.purpose === 'entry')).toEqual([]);
        expect(off.steps.filter((one) => one.step.action !== 'open')).toEqual(
          on.steps.filter((one) => one.step.action !== 'open'),
        );
      }),
    );
  });

  it('decides each step of a reversal as if it had come alone', () => {
    fc.assert(
      fc.property(
        likelyFacts,
        fc.constantFrom('long' as const, 'short' as const),
        (given, side) => {
          const close = { action: 'close' as const, side };
          const open = {
            action: 'open' as const,
            side: side === 'long' ? ('short' as const) : ('long' as const),
          };
          const withSteps = (...steps: readonly SignalStep[]) =>
            decideTrade({ ...given, alarm: { ...given.alarm, signal: orderSignal(...steps) } });
          const both = withSteps(open, close);
          expect(both.steps).toEqual([...withSteps(close).steps, ...withSteps(open).steps]);
          expect(both.legs).toEqual([...withSteps(close).legs, ...withSteps(open).legs]);
        },
      ),
    );
  });

  it('keeps the pyramiding bound over any sequence of opens and closes', () => {
    const actions = fc.array(fc.constantFrom('open' as const, 'close' as const), { maxLength: 30 });
    fc.assert(
      fc.property(
        actions,
        fc.option(fc.integer({ min: 0, max: 4 })),
        fc.boolean(),
        (sequence, pyramiding, settles) => {
          const strategy = aStrategy({ long: sideRules({ pyramiding }) });
          let open: OpenEntry[] = [];
          for (const [index, action] of sequence.entries()) {
            const alarm = anAlarm({ signal: orderSignal({ action, side: 'long' }) });
            const [leg] = decideTrade(
              facts({ strategy, alarm, openEntries: { long: open, short: [] } }),
            ).legs;
            if (leg?.purpose === 'entry') {
              const quantity = settles ? leg.quantity : '0';
              open = [
                ...open,
                { orderId: String(index), quantity, averagePrice: null, isUnsettled: !settles },
              ];
            }
            if (leg?.purpose === 'close') open = [];
            expect(open.length).toBeLessThanOrEqual(Math.max(1, pyramiding ?? 1));
          }
        },
      ),
    );
  });
});
