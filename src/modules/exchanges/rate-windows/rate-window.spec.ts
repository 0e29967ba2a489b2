import fc from 'fast-check';
import { RateWindow, spanOf, type WindowState } from './rate-window';

describe(RateWindow.name, () => {
  it('counts a request from before it is sent until a window after its answer', () => {
    const window = new RateWindow(1_000);
    window.take('a', 99_000);
    expect(window.occupied(0)).toBe(1);
    expect(window.occupied(50_000)).toBe(1);
    window.settle('a', 50_000);
    expect(window.occupied(50_999)).toBe(1);
    expect(window.occupied(50_000 + spanOf(1_000) + 10)).toBe(0);
  });

  it('forgets a request that was not sent, and one whose time is over', () => {
    const window = new RateWindow(1_000);
    window.take('a', 10_000);
    window.take('b', 10_000);
    window.release('a');
    expect(window.occupied(0)).toBe(1);
    expect(window.occupied(10_000)).toBe(0);
  });

  it('says when places become free, or that it depends on answers', () => {
    const window = new RateWindow(1_000);
    window.take('a', 60_000);
    expect(window.atMost(0, 0)).toBeNull();
    window.settle('a', 100);
    window.take('b', 60_000);
    expect(window.atMost(1, 100)).toBe(1_110);
    expect(window.atMost(2, 100)).toBe(100);
    expect(window.atMost(0, 100)).toBeNull();
  });

  it('keeps the longer pause', () => {
    const window = new RateWindow(1_000);
    window.pause(5_000, 'first');
    window.pause(3_000, 'second');
    expect(window.pauseAt(4_999)).toEqual({ until: 5_000, reason: 'first' });
    expect(window.pauseAt(5_000)).toBeNull();
  });

  it('never counts less after being stored, moved to another clock and read', () => {
    const step = fc.record({
      at: fc.integer({ min: 0, max: 5_000 }),
      answered: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 8_000 }),
        (steps, shift, look) => {
          const window = new RateWindow(1_000);
          steps.forEach(({ at, answered }, index) => {
            window.take(String(index), at + 7_000);
            if (answered) window.settle(String(index), at);
          });
          const text = JSON.stringify(window.toState(0, shift));
          const read = RateWindow.of(JSON.parse(text) as WindowState);
          const moved = RateWindow.of(read.toState(shift), -shift);
          expect(moved.occupied(look)).toBeGreaterThanOrEqual(window.occupied(look));
          expect(moved.occupied(look + 25)).toBeLessThanOrEqual(window.occupied(look));
        },
      ),
    );
  });
});
