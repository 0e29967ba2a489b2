import fc from 'fast-check';
import type { Placed } from '@/modules/orders/decisions/trade-decision';
import { LaneTurn, type Placing } from '@/modules/trading/sending/lane-turn';

const PLACING = { orders: [] } as unknown as Placing;
const ALONE = { isNew: true } as Placed;
const IN_LANE = { isNew: false } as Placed;

let alone: number;
let turn: LaneTurn;

beforeEach(() => {
  alone = 0;
  turn = new LaneTurn(() => {
    alone += 1;
    return Promise.resolve(ALONE);
  });
});

describe(LaneTurn.name, () => {
  it('gives the holder of the lane what is to be placed, and the commit to whoever decided it', async () => {
    const given = turn.given(1_000);
    const placed = turn.place(PLACING);
    (await given)?.settle(IN_LANE);
    expect(await placed).toBe(IN_LANE);
    turn.close();
    expect(alone).toBe(0);
  });

  it('is over after its time: what comes later is placed alone', async () => {
    expect(await turn.given(1)).toBeNull();
    expect(await turn.place(PLACING)).toBe(ALONE);
    expect(alone).toBe(1);
  });

  it('gives nothing where nothing was decided', async () => {
    turn.end();
    expect(await turn.given(1_000)).toBeNull();
  });

  it('tells whoever decided that it could not be placed', async () => {
    const placed = turn.place(PLACING);
    (await turn.given(1_000))?.settle(Promise.reject(new Error('no database')));
    await expect(placed).rejects.toThrow('no database');
  });

  it('places exactly once, whatever else happens before and after', async () => {
    const steps = fc.array(fc.constantFrom('end', 'close', 'given'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        let times = 0;
        const place = (placed: Placed): Promise<Placed> => {
          times += 1;
          return Promise.resolve(placed);
        };
        const tried = new LaneTurn(() => place(ALONE));
        const hold = async (): Promise<void> => (await tried.given(1))?.settle(place(IN_LANE));
        const act: Readonly<Record<string, () => unknown>> = {
          end: () => tried.end(),
          close: () => tried.close(),
          given: hold,
        };
        for (const step of before) void act[step]?.();
        const placed = tried.place(PLACING);
        // The holder of the lane closes a turn in the end, whatever came of it.
        for (const step of [...after, 'close']) void act[step]?.();
        await placed;
        expect(times).toBe(1);
      }),
    );
  });
});
