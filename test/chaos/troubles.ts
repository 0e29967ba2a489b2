import type { FaultScript } from '@test/support/simulators/bingx/faults';

const ORDER = { method: 'POST', path: '/trade/order$' };

/** How the exchange misbehaves for a whole run, each kind now and then; repeatable from the random numbers given. */
export function exchangeTroubles(random: () => number): readonly FaultScript[] {
  const often = (
    kind: FaultScript['kind'],
    probability: number,
    more: Partial<FaultScript> = {},
  ): FaultScript => ({
    ...{ kind, probability, match: ORDER, count: null, seed: Math.floor(random() * 1e9) },
    ...more,
  });
  return [
    often('drop-response-after-accept', 0.04),
    often('reset-after-accept', 0.03),
    often('http-5xx-after-accept', 0.04),
    often('html-502-after-accept', 0.03),
    often('half-body-after-accept', 0.04),
    often('wrong-json-after-accept', 0.03),
    often('late-accept', 0.03, { ms: 700 }),
    often('drop-request', 0.03),
    often('http-5xx-before', 0.03),
    often('429', 0.04),
    often('partial-fills', 0.15, {
      match: { ...ORDER, type: 'MARKET' },
      fractions: ['0.5', '1'],
      ms: 400,
    }),
    often('drop-response-after-accept', 0.08, { match: { method: 'DELETE' } }),
    often('http-5xx-before', 0.03, { match: { method: 'GET' } }),
    often('half-body-after-accept', 0.02, { match: { method: 'GET' } }),
    often('429', 0.02, { match: { method: 'GET' } }),
    often('delay', 0.1, { match: {}, ms: 250 }),
    often('delay', 0.05, { match: {}, ms: 200, when: 'after' }),
  ];
}
