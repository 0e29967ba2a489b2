import fc from 'fast-check';
import type { DecisionId } from '@/kernel/ids';
import { clientOrderId } from '@/modules/orders/client-order-id';

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
