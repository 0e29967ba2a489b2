import type { AlarmId } from '@/kernel/ids';
import type { Alarm, ReadAlarm } from '@/modules/alarms/alarm';
import { AlarmApproach, type Matching } from '@/modules/trading/deciding/alarm-approach';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const alarm = (id: string): ReadAlarm & Alarm => ({ id: id as AlarmId }) as Alarm;
const NONE: Matching = { named: [], matching: [] };

describe(AlarmApproach.name, () => {
  const clock = new FixedClock();
  let gatherings: number;
  const approach = (read = (): Promise<Matching> => Promise.resolve(NONE)): AlarmApproach<number> =>
    new AlarmApproach(alarm('a'), read, () => Promise.resolve((gatherings += 1)), clock);

  beforeEach(() => (gatherings = 0));

  it('reads no facts before it is told to, and reads them once', async () => {
    const begun = approach();
    await begun.strategies;
    expect(gatherings).toBe(0);
    begun.gather();
    expect([await begun.facts(), await begun.facts()]).toEqual([1, 1]);
  });

  it('is of use for its own alarm only, and not for long', () => {
    const begun = approach();
    expect([begun.isFreshFor(alarm('a')), begun.isFreshFor(alarm('b'))]).toEqual([true, false]);
    clock.advance(250);
    expect(begun.isFreshFor(alarm('a'))).toBe(true);
    clock.advance(1);
    expect(begun.isFreshFor(alarm('a'))).toBe(false);
  });

  it('tells a failure to whoever needs the facts, and to nobody else', async () => {
    const begun = approach(() => Promise.reject(new Error('gone')));
    begun.gather();
    await new Promise(setImmediate);
    await expect(begun.facts()).rejects.toThrow('gone');
    expect(gatherings).toBe(0);
  });
});
