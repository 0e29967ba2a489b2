import { isNewer, regimeOf } from '@/modules/strategies/regime';
import { mark, NOW, sideRules, timeframe } from '@test/support/builders/decision-facts';

const ENTRY = timeframe('1h');
const CLOSE = timeframe('4h');
const OPENED = [null, mark(-300), mark(-200), mark(-100)];
const CLOSED = [null, mark(-250), mark(-200), mark(-150)];

describe(regimeOf.name, () => {
  for (const opened of OPENED) {
    for (const closed of CLOSED) {
      for (const maxAge of [null, 150]) {
        const age = (at: Date): number => (NOW.getTime() - at.getTime()) / 1_000;
        const label = `opened ${opened === null ? 'never' : `${String(age(opened.at))} s ago`}, closed ${
          closed === null ? 'never' : `${String(age(closed.at))} s ago`
        }, at most ${String(maxAge)} s`;
        const isNew = opened !== null && (maxAge === null || age(opened.at) <= maxAge);
        const isLater = opened !== null && (closed === null || opened.at > closed.at);

        it(`both timeframes: ${label}`, () => {
          const rules = sideRules({
            entryIndicatorTimeframe: ENTRY,
            closeIndicatorTimeframe: CLOSE,
            regimeMaxAgeSeconds: maxAge,
          });
          const regime = regimeOf('long', rules, { openedAt: opened, closedAt: closed }, NOW);
          // Equal times and arrivals: the ids decide, and these are equal, so the close is not older.
          expect(regime.isOpen).toBe(isNew && isLater);
          expect(regime.detail).not.toBe('');
        });

        it(`only the entry timeframe: ${label}`, () => {
          const rules = sideRules({ entryIndicatorTimeframe: ENTRY, regimeMaxAgeSeconds: maxAge });
          expect(regimeOf('long', rules, { openedAt: opened, closedAt: closed }, NOW).isOpen).toBe(
            isNew,
          );
        });

        it(`only the close timeframe: ${label}`, () => {
          const rules = sideRules({ closeIndicatorTimeframe: CLOSE, regimeMaxAgeSeconds: maxAge });
          expect(regimeOf('long', rules, { openedAt: opened, closedAt: closed }, NOW).isOpen).toBe(
            closed === null,
          );
        });

        it(`no timeframe: ${label}`, () => {
          const rules = sideRules({ regimeMaxAgeSeconds: maxAge });
          expect(regimeOf('long', rules, { openedAt: opened, closedAt: closed }, NOW).isOpen).toBe(
            true,
          );
        });
      }
    }
  }

  it('takes a regime that is exactly as old as allowed', () => {
    const rules = sideRules({ entryIndicatorTimeframe: ENTRY, regimeMaxAgeSeconds: 100 });
    expect(regimeOf('long', rules, { openedAt: mark(-100), closedAt: null }, NOW).isOpen).toBe(
      true,
    );
    expect(regimeOf('long', rules, { openedAt: mark(-100.001), closedAt: null }, NOW).isOpen).toBe(
      false,
    );
  });
});

describe(isNewer.name, () => {
  it('compares the own time first, then the arrival, then the id', () => {
    expect(isNewer(mark(-1, -100), mark(-2, -1))).toBe(true);
    expect(isNewer(mark(-2, -1), mark(-1, -100))).toBe(false);
    expect(isNewer(mark(-1, -1), mark(-1, -2))).toBe(true);
    expect(isNewer(mark(-1, -2), mark(-1, -1))).toBe(false);
    expect(isNewer(mark(-1, -1, 'B'), mark(-1, -1, 'A'))).toBe(true);
    expect(isNewer(mark(-1, -1, 'A'), mark(-1, -1, 'B'))).toBe(false);
    expect(isNewer(mark(-1, -1, 'A'), mark(-1, -1, 'A'))).toBe(false);
  });
});
