import { FixedClock } from '@test/support/fakes/fixed-clock';
import { anOrder } from '@test/support/builders/an-order';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { SendCheck } from '@/modules/trading/sending/send-check';

type Parts = ConstructorParameters<typeof SendCheck>;

class UnsureClock extends FixedClock {
  constructor(private readonly isInDoubt: boolean) {
    super();
  }

  override get isUnsure(): boolean {
    return this.isInDoubt;
  }
}

/** Only what `mustWait` asks. */
function checkWith(isInDoubt: boolean): SendCheck {
  const venues = { get: () => ({ capabilities: { isClientOrderIdKept: true } }) };
  const nobody = {} as never;
  const parts: Parts = [
    nobody,
    nobody,
    nobody,
    venues as unknown as VenueRegistry,
    nobody,
    nobody,
    nobody,
    new UnsureClock(isInDoubt),
  ];
  return new SendCheck(...parts);
}

describe(SendCheck.name, () => {
  it('holds an order back while nobody knows how old it is, and no longer', async () => {
    const order = anOrder();
    expect(await checkWith(true).mustWait(order)).toBe(true);
    expect(await checkWith(false).mustWait(order)).toBe(false);
  });
});
