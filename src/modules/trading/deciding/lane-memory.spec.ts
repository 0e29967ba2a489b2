import fc from 'fast-check';
import type { Lease } from '@/platform/worker/lease';
import { LaneMemory } from '@/modules/trading/deciding/lane-memory';

const lease = (token: bigint): Lease => ({ name: 'lane', owner: 'me', token: String(token) });

describe(LaneMemory.name, () => {
  it('says whether somebody had a lane between two tenures of ours', () => {
    const token = fc.bigInt({ min: 1n, max: 2n ** 63n });
    fc.assert(
      fc.property(token, fc.bigInt({ min: 0n, max: 5n }), (last, others) => {
        const memory = new LaneMemory();
        expect(memory.isUnbroken('a', lease(last))).toBe(false);
        memory.remember('a', lease(last));
        expect([memory.has('a'), memory.has('b')]).toEqual([true, false]);
        // Each tenure of others moves the token on by one, ours as well.
        expect(memory.isUnbroken('a', lease(last + others + 1n))).toBe(others === 0n);
        expect(memory.isUnbroken('a', lease(last))).toBe(true);
        expect(memory.isUnbroken('b', lease(last + 1n))).toBe(false);
      }),
    );
  });
});
