import {
  isProvedAbsent,
  nextLookMs,
  NOT_PLACED_AFTER_MS,
  NOT_PLACED_LOOKS,
} from '@/modules/trading/settling/check-schedule';

const SENT = new Date('2026-01-15T12:00:00Z');
const after = (ms: number): Date => new Date(SENT.getTime() + ms);

describe(isProvedAbsent.name, () => {
  it('needs both the looks and the time', () => {
    expect(isProvedAbsent(SENT, after(NOT_PLACED_AFTER_MS), NOT_PLACED_LOOKS)).toBe(true);
    expect(isProvedAbsent(SENT, after(NOT_PLACED_AFTER_MS - 1), NOT_PLACED_LOOKS)).toBe(false);
    expect(isProvedAbsent(SENT, after(NOT_PLACED_AFTER_MS), NOT_PLACED_LOOKS - 1)).toBe(false);
  });
});

describe(nextLookMs.name, () => {
  it('looks soon and then less often at what settles by itself', () => {
    const looks = [0, 1, 2, 3, 4, 5, 6, 100].map((n) =>
      nextLookMs({ state: 'UNKNOWN', type: 'market' }, n),
    );
    expect(looks).toEqual([200, 300, 500, 1_000, 2_000, 3_000, 3_000, 10_000]);
  });

  it('looks at resting orders at a steady pace', () => {
    expect(nextLookMs({ state: 'ACCEPTED', type: 'stop-market' }, 0)).toBe(10_000);
  });

  it('doubts a "not placed" verdict for a while and then stops', () => {
    const looks = [0, 3, 4].map((n) => nextLookMs({ state: 'NOT_PLACED', type: 'market' }, n));
    expect(looks).toEqual([30_000, 1_800_000, null]);
  });
});
