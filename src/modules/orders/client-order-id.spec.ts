import fc from 'fast-check';
import type { DecisionId } from '@/kernel/ids';
import {
  clientOrderId,
  isMadeHere,
  pairClientOrderId,
  pairIdOf,
} from '@/modules/orders/client-order-id';
import { looksOurs } from '@/modules/orders/external/external-order';

describe(clientOrderId.name, () => {
  const id = '01KEZ00000000000000000000D' as DecisionId;

  it('stays the same for ever: orders on venues carry it', () => {
    expect(clientOrderId(id, 'entry')).toBe(clientOrderId(id, 'entry'));
    expect(clientOrderId(id, 'entry')).toMatchInlineSnapshot(`"s7ce90d1c5c6a9fb1d8c828ae7a9577e"`);
  });

  it('is 32 characters that every venue takes, and differs by leg', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(clientOrderId(id, a)).toMatch(/^s[0-9a-f]{31}$/);
        if (a !== b) expect(clientOrderId(id, a)).not.toBe(clientOrderId(id, b));
      }),
    );
  });
});

describe(pairClientOrderId.name, () => {
  const id = '01KEZ00000000000000000000D' as DecisionId;

  it('stays the same for ever, like that of the pair', () => {
    expect(pairClientOrderId(id, 'oco-limit')).toMatchInlineSnapshot(`"815246652956613834"`);
    expect(pairIdOf(id)).toMatchInlineSnapshot(`"815332731078366755"`);
  });

  it('is a number that fits 64 bits, is known as ours, and differs by leg', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const made = pairClientOrderId(id, a);
        expect(made).toMatch(/^815\d{15}$/);
        expect(BigInt(made) < 2n ** 63n).toBe(true);
        expect([isMadeHere(made), looksOurs(clientOrderId(id, a))]).toEqual([true, true]);
        if (a !== b) expect(made).not.toBe(pairClientOrderId(id, b));
      }),
    );
  });

  it.each(['', '12345610034', '815', '8151234567890123456', 'S815123456789012345', null])(
    '%p is none of ours',
    (other) => {
      expect(looksOurs(other)).toBe(false);
    },
  );
});
