import type { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import type { HttpSettings } from '@/platform/settings/http.settings';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { CLOSE_WAIT_MS, PROTECT_WAIT_MS, StartGate } from './start-gate';

function gateAtStart() {
  const clock = new FixedClock();
  const nothingCompared = { lastSuccess: () => Promise.resolve(null) };
  const gate = new StartGate(
    nothingCompared as unknown as ReconciliationsRepository,
    { ROLE: 'all' } as HttpSettings,
    clock,
  );
  const order = (fields: Parameters<typeof anOrder>[0]) =>
    anOrder({ venue: 'bingx-usdt-m', createdAt: clock.now(), ...fields });
  return { clock, gate, order };
}

describe(StartGate.name, () => {
  it('holds an entry until the books were compared', async () => {
    const { clock, gate, order } = gateAtStart();
    const entry = order({ purpose: 'entry', reduceOnly: false });
    clock.advance(60_000);
    expect(await gate.admits(entry)).toBe(false);
    gate.opened(entry);
    expect(await gate.admits(entry)).toBe(true);
  });

  it.each([
    ['close', CLOSE_WAIT_MS],
    ['stop-loss', PROTECT_WAIT_MS],
    ['stop-bridge', PROTECT_WAIT_MS],
    ['emergency-close', PROTECT_WAIT_MS],
  ] as const)('holds a %s for %i ms at most', async (purpose, ms) => {
    const { clock, gate, order } = gateAtStart();
    const shrinking = order({ purpose, reduceOnly: true });
    clock.advance(ms - 1);
    expect(await gate.admits(shrinking)).toBe(false);
    clock.advance(1);
    expect(await gate.admits(shrinking)).toBe(true);
  });

  it('knows nothing of paper', async () => {
    const { gate, order } = gateAtStart();
    expect(await gate.admits(order({ venue: 'paper' }))).toBe(true);
  });
});
