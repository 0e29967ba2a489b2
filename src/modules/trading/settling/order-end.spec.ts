import { endOf } from '@/modules/trading/settling/order-end';
import { TRANSITIONS } from '@/modules/orders/order-transitions';

const REPORTED = ['filled', 'cancelled', 'rejected', 'expired'] as const;

describe(endOf.name, () => {
  it.each(['ACCEPTED', 'PARTIALLY_FILLED', 'UNKNOWN'] as const)(
    'gives an event that %s can take, whatever the venue reports',
    (state) => {
      for (const reported of REPORTED) {
        expect(TRANSITIONS[state]).toHaveProperty(endOf(reported, state) ?? 'none');
      }
    },
  );

  it('calls the rest of a partly filled order canceled when the venue rejects it', () => {
    expect(endOf('rejected', 'PARTIALLY_FILLED')).toBe('canceled');
    expect(endOf('rejected', 'ACCEPTED')).toBe('rejected');
  });
});
