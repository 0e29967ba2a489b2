import { allot, RANKS, type Ask, type Rank } from './allotment';
import { RateWindow, type WindowRule } from './rate-window';

const rule = (key: string, capacity: number, reserve = 0): WindowRule => ({
  key,
  capacity,
  lengthMs: 1_000,
  reserve,
});

function kept() {
  const windows = new Map<string, RateWindow>();
  const windowOf = ({ key, lengthMs }: WindowRule): RateWindow => {
    const window = windows.get(key) ?? new RateWindow(lengthMs);
    windows.set(key, window);
    return window;
  };
  const ask = (asks: readonly Ask[], now = 0) => allot(asks, { windowOf, now, underWayMs: 5_000 });
  return { windowOf, ask };
}

let made = 0;
const anAsk = (rank: Rank, ...windows: readonly WindowRule[]): Ask => {
  made += 1;
  return { id: String(made), rank, windows };
};

describe(allot.name, () => {
  it('gives a place only where every window has one, and takes none otherwise', () => {
    const { ask, windowOf } = kept();
    const [wide, narrow] = [rule('wide', 5), rule('narrow', 1)];
    const given = ask([anAsk('read', wide, narrow), anAsk('read', wide, narrow)]);
    expect(given.map(({ granted }) => granted)).toEqual([true, false]);
    expect(windowOf(wide).occupied(0)).toBe(1);
  });

  it('keeps the reserve from entries and reads', () => {
    const window = rule('w', 3, 1);
    const { ask } = kept();
    expect(ask([anAsk('entry', window), anAsk('read', window)]).every((one) => one.granted)).toBe(
      true,
    );
    expect(ask([anAsk('entry', window)])[0]?.granted).toBe(false);
    expect(ask([anAsk('read', window)])[0]?.granted).toBe(false);
    expect(ask([anAsk('protect', window)])[0]?.granted).toBe(true);
    expect(ask([anAsk('close', window)])[0]?.granted).toBe(false);
  });

  it('lets nobody pass who waits for the same window', () => {
    const shared = rule('shared', 2);
    const { ask, windowOf } = kept();
    windowOf(shared).take('x', 9_000);
    windowOf(shared).take('y', 9_000);
    windowOf(shared).settle('y', 0);
    const asks = RANKS.map((rank) => anAsk(rank, shared));
    expect(ask(asks, 1_020).map(({ granted }) => granted)).toEqual([true, false, false, false]);
  });

  it('takes what an instance that died may have sent for sent', () => {
    const { windowOf } = kept();
    const options = {
      windowOf,
      now: 0,
      underWayMs: 1_000,
      missing: () => ({ count: 3, until: 700 }),
    };
    const window = rule('w', 4);
    expect(allot([anAsk('close', window)], options)[0]).toEqual({ granted: true });
    expect(allot([anAsk('close', window)], options)[0]).toMatchObject({ granted: false });
    expect(allot([anAsk('close', rule('v', 3))], options)[0]).toMatchObject({ at: 700 });
  });

  it('says why and until when a pause holds, for every rank', () => {
    const { ask, windowOf } = kept();
    const block = rule('ip', Number.POSITIVE_INFINITY);
    windowOf(block).pause(900, 'http-418');
    expect(ask([anAsk('close', block)])[0]).toEqual({
      granted: false,
      key: 'ip',
      at: 900,
      why: 'http-418',
    });
    expect(ask([anAsk('read', block)], 900)[0]).toEqual({ granted: true });
  });
});
