import fc from 'fast-check';
import { Decimal, decimal, ZERO } from '@/kernel/decimal';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import { sideRules } from '@test/support/builders/decision-facts';
import { ProtectionWorld } from '@test/support/fakes/protection-world';

const triggersOf = (world: ProtectionWorld): readonly string[] =>
  world.resting().map((order) => `${order.purpose} ${order.quantity} at ${order.stopPrice ?? ''}`);

describe(ProtectionKeeper.name, () => {
  it('sizes the stop from what has filled, never from what was ordered', async () => {
    const world = new ProtectionWorld('bridge');
    world.enter('1', '0.3');
    await world.keeper().keep();
    expect(triggersOf(world)).toEqual(['stop-loss 0.3 at 95']);
    world.fillMore('0.7');
    await world.keeper().keep();
    expect(triggersOf(world)).toEqual(['stop-loss 1 at 95']);
  });

  it.each(['bridge', 'overlap'] as const)(
    'moves the stop of an added entry without an unprotected moment: %s',
    async (move) => {
      const world = new ProtectionWorld(move);
      const keeper = world.keeper();
      world.enter('1', '1');
      await keeper.keep();
      world.moveTo('110');
      world.enter('1', '1');
      world.covered.length = 0;
      await keeper.keep();
      expect(triggersOf(world)).toEqual(['stop-loss 2 at 99.8']);
      expect(Decimal.min(...world.covered).toFixed()).toBe('1');
    },
  );

  it('closes at market after the third refusal, and at once when the price has passed', async () => {
    const refused = new ProtectionWorld('bridge');
    refused.enter('1', '1');
    refused.refusals = ['invalid-parameter', 'invalid-parameter', 'invalid-parameter'];
    await refused.keeper().keep();
    expect(refused.held.isZero()).toBe(true);
    const passed = new ProtectionWorld('bridge');
    passed.enter('1', '1');
    passed.moveTo('90');
    await passed.keeper().keep();
    expect(passed.held.isZero()).toBe(true);
    expect(passed.orders.filter((order) => order.purpose === 'stop-loss')).toHaveLength(1);
  });

  it('closes nothing at market while another close of the side is on its way', async () => {
    const world = new ProtectionWorld('bridge');
    const keeper = world.keeper();
    world.enter('2', '2');
    world.moveTo('90');
    const close = world.sendClose('1');
    await keeper.keep();
    expect(world.orders.filter((order) => order.purpose === 'emergency-close')).toEqual([]);
    world.fillClose(close);
    await keeper.keep();
    const [rest, ...more] = world.orders.filter((order) => order.purpose === 'emergency-close');
    expect([rest?.quantity, more]).toEqual(['1', []]);
    expect(world.held.isZero()).toBe(true);
  });

  it('goes without the bridge when the venue refuses it', async () => {
    const world = new ProtectionWorld('bridge');
    const keeper = world.keeper();
    world.enter('1', '1');
    await keeper.keep();
    world.enter('1', '1');
    world.refusals = ['protection-exists'];
    await keeper.keep();
    expect(triggersOf(world)).toEqual(['stop-loss 2 at 95']);
  });

  it('keeps the old stop when a better one is refused again and again', async () => {
    const world = new ProtectionWorld('overlap');
    const keeper = world.keeper();
    world.enter('1', '1');
    await keeper.keep();
    world.moveTo('110');
    world.advance('100');
    world.refusals = Array.from({ length: 9 }, () => 'invalid-parameter');
    await keeper.keep();
    await keeper.keep();
    expect(triggersOf(world)).toEqual(['stop-loss 1 at 95']);
    expect(world.held.toFixed()).toBe('1');
  });

  it('leaves a flat side with nothing resting', async () => {
    const world = new ProtectionWorld('bridge');
    const keeper = world.keeper();
    world.enter('1', '1');
    await keeper.keep();
    world.close('1');
    await keeper.keep();
    expect(triggersOf(world)).toEqual([]);
  });
});

type Command = (world: ProtectionWorld) => void;

const hundredths = (most: number) =>
  fc.integer({ min: 1, max: most }).map((n) => decimal(String(n)).div(100).toFixed());

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(hundredths(200), hundredths(200)).map(([ordered, filled]): Command => {
    const part = Decimal.min(decimal(ordered), decimal(filled)).toFixed();
    return (world) => world.enter(ordered, part);
  }),
  hundredths(200).map(
    (quantity): Command =>
      (world) =>
        world.fillMore(quantity),
  ),
  hundredths(300).map(
    (quantity): Command =>
      (world) =>
        world.close(quantity),
  ),
  fc.integer({ min: 80, max: 125 }).map(
    (price): Command =>
      (world) =>
        world.moveTo(String(price)),
  ),
  fc.integer({ min: 80, max: 125 }).map(
    (stop): Command =>
      (world) =>
        world.advance(String(stop)),
  ),
  fc
    .tuple(
      fc.constantFrom('invalid-parameter', 'quantity-too-small', 'nothing-to-close', 'busy'),
      fc.integer({ min: 1, max: 4 }),
    )
    .map(([category, count]): Command => (world) => {
      world.refusals = Array.from({ length: count }, () => category);
    }),
);

/** Keeps until nothing changes any more: the timer would come again and again. */
async function settle(world: ProtectionWorld, keepers: number): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = world.orders.map((order) => order.version).join();
    const all = Array.from({ length: keepers }, (_, i) => world.keeper(`keeper-${String(i)}`));
    await Promise.all(all.map((keeper) => keeper.keep()));
    world.clock.advance(31_000);
    quiet = before === world.orders.map((order) => order.version).join() ? quiet + 1 : 0;
  }
}

describe('whatever happens to a side', () => {
  const run = fc.record({
    move: fc.constantFrom('overlap' as const, 'bridge' as const, undefined),
    side: fc.constantFrom('long' as const, 'short' as const),
    perOrder: fc.option(fc.constantFrom('3', '10')),
    general: fc.constantFrom('5', '8'),
    keepers: fc.constantFrom(1, 2),
    commands: fc.array(command, { minLength: 1, maxLength: 12 }),
  });

  it('what rests at the end is what is held: not more, not less, and no bridge', async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ move, side, perOrder, general, keepers, commands }) => {
        const world = new ProtectionWorld(move, side);
        world.rules = sideRules({ stopLossPerOrder: perOrder, stopLossGeneral: general });
        for (const happen of commands) {
          happen(world);
          await settle(world, keepers);
          expect(world.resting().filter((order) => order.purpose === 'stop-bridge')).toEqual([]);
          expect(world.stopped().toFixed()).toBe(world.held.toFixed());
          expect(world.leases.size).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a stop that followed the price never goes back while something is held', async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ side, keepers, move, commands }) => {
        const world = new ProtectionWorld(move, side);
        for (const happen of commands) {
          const [before] = world.marks.slice(-1);
          happen(world);
          await settle(world, keepers);
          const [stop] = world.resting();
          const isSameTrade =
            before !== undefined &&
            world.marks.some((mark) => mark.orderId === before.orderId) &&
            world.orders.findLast((one) => one.purpose === 'entry')?.state !== 'INITIALIZED';
          const first = world.orders.find((order) => order.id === before?.orderId);
          if (!isSameTrade || stop === undefined || first === undefined) continue;
          if (world.isFirstOpen(first.id)) {
            const price = decimal(stop.stopPrice ?? '0');
            expect(
              side === 'long' ? price.gte(before.stopPrice) : price.lte(before.stopPrice),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('nothing that was protected is bare while stops move, where the venue can do that', async () => {
    const calm = fc.record({
      move: fc.constantFrom('overlap' as const, 'bridge' as const),
      perOrder: fc.option(fc.constantFrom('3', '10')),
      entries: fc.array(fc.tuple(hundredths(200), fc.integer({ min: 101, max: 104 })), {
        minLength: 2,
        maxLength: 5,
      }),
    });
    await fc.assert(
      fc.asyncProperty(calm, async ({ move, perOrder, entries }) => {
        const world = new ProtectionWorld(move);
        world.rules = sideRules({ stopLossPerOrder: perOrder, stopLossGeneral: '8' });
        let before = ZERO;
        for (const [quantity, price] of entries) {
          world.moveTo(String(price));
          world.enter(quantity, quantity);
          world.covered.length = 0;
          await settle(world, 1);
          for (const covered of world.covered) expect(covered.gte(before)).toBe(true);
          before = world.held;
        }
      }),
      { numRuns: 100 },
    );
  });
});
