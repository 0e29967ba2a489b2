import type { ProtectionLeg } from '@/modules/trading/protection/protection-plan';
import {
  bridgeFor,
  isCovered,
  protectionStep,
  type KnownLeg,
} from '@/modules/trading/protection/protection-step';

const leg: ProtectionLeg = {
  purpose: 'stop-loss',
  protects: null,
  quantity: '2',
  stopPrice: '98',
};
const known = (change: Partial<KnownLeg> = {}): KnownLeg => ({
  ...leg,
  orderId: 'old',
  isResting: true,
  ...change,
});
const smaller = known({ quantity: '1', stopPrice: '97' });
const NOTHING = { cancel: [], place: [], bridge: false };

describe(protectionStep.name, () => {
  it.each(['overlap', 'bridge', 'cancel-first'] as const)(
    'places what is missing and leaves what is right, %s',
    (move) => {
      expect(protectionStep([leg], [], [], move)).toEqual({ ...NOTHING, place: [leg] });
      expect(protectionStep([leg], [known()], [], move)).toEqual(NOTHING);
    },
  );

  it('overlap: cancels the old stop only once the new one is confirmed', () => {
    const place = { ...NOTHING, place: [leg] };
    expect(protectionStep([leg], [smaller], [], 'overlap')).toEqual(place);
    const onItsWay = known({ orderId: 'new', isResting: false });
    expect(protectionStep([leg], [smaller, onItsWay], [], 'overlap')).toEqual(NOTHING);
    expect(protectionStep([leg], [smaller, known({ orderId: 'new' })], [], 'overlap')).toEqual({
      ...NOTHING,
      cancel: ['old'],
    });
  });

  it('bridge: bridge, cancel the old, place the new, cancel the bridge', () => {
    const bridge = { orderId: 'b', isResting: true };
    const onItsWay = { orderId: 'b', isResting: false };
    expect(protectionStep([leg], [smaller], [], 'bridge')).toEqual({ ...NOTHING, bridge: true });
    expect(protectionStep([leg], [smaller], [onItsWay], 'bridge')).toEqual(NOTHING);
    expect(protectionStep([leg], [smaller], [bridge], 'bridge').cancel).toEqual(['old']);
    expect(protectionStep([leg], [], [bridge], 'bridge')).toEqual({ ...NOTHING, place: [leg] });
    const fresh = known({ orderId: 'new', isResting: false });
    expect(protectionStep([leg], [fresh], [bridge], 'bridge')).toEqual(NOTHING);
    expect(protectionStep([leg], [known()], [bridge], 'bridge').cancel).toEqual(['b']);
  });

  it('cancel-first: places only in the next step', () => {
    expect(protectionStep([leg], [smaller], [], 'cancel-first')).toEqual({
      ...NOTHING,
      cancel: ['old'],
    });
  });

  it('removes everything, a bridge too, from a flat side', () => {
    const bridge = { orderId: 'b', isResting: true };
    const target = known({ orderId: 't', purpose: 'take-profit' });
    expect(protectionStep([], [smaller, target], [bridge], 'bridge').cancel).toEqual([
      'old',
      'b',
      't',
    ]);
  });

  it('moves a target without waiting for the stop', () => {
    const target = known({ orderId: 't', purpose: 'take-profit', stopPrice: '110' });
    const plan = [leg, { ...leg, purpose: 'take-profit' as const, stopPrice: '111' }];
    expect(protectionStep(plan, [known(), target], [], 'bridge')).toEqual({
      ...NOTHING,
      cancel: ['t'],
    });
  });
});

describe(bridgeFor.name, () => {
  it('stands where the last stop would trigger, for the sum of all', () => {
    const legs = [leg, { ...leg, protects: 'a', quantity: '0.5', stopPrice: '99' }];
    expect(bridgeFor('long', legs)).toMatchObject({ stopPrice: '98', quantity: '2.5' });
    expect(bridgeFor('short', legs)).toMatchObject({ stopPrice: '99', protects: null });
    expect(bridgeFor('long', [])).toBeNull();
  });
});

describe(isCovered.name, () => {
  it('counts only what rests and is large enough', () => {
    expect(isCovered(leg, [known({ stopPrice: '1' })])).toBe(true);
    expect(isCovered(leg, [smaller])).toBe(false);
    expect(isCovered(leg, [known({ isResting: false })])).toBe(false);
  });
});
