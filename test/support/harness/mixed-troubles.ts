import type { FaultKind, FaultMatch, FaultScript } from '@test/support/simulators/bingx/faults';

const ORDER: FaultMatch = { method: 'POST', path: '/trade/order$' };
const SPOT_CANCEL: FaultMatch = { method: 'POST', path: '/trade/cancel$' };
const OTHER_CANCEL: FaultMatch = { method: 'DELETE' };

/** Each kind of trouble with the case of reference B5 that it stands for; it strikes now and then, by seed. */
const TROUBLES: readonly (readonly [
  kind: FaultKind,
  probability: number,
  match: FaultMatch,
  more?: Partial<FaultScript>,
])[] = [
  // 1: the answer is lost after the order was taken.
  ['drop-response-after-accept', 0.03, ORDER],
  ['reset-after-accept', 0.02, ORDER],
  ['half-body-after-accept', 0.02, ORDER],
  // 2: the request never arrives.
  ['drop-request', 0.02, ORDER],
  // 3: taken long after it was sent.
  ['late-accept', 0.03, ORDER, { ms: 700 }],
  ['late-accept', 0.01, ORDER, { ms: 6_000 }],
  // 17: in parts.
  ['partial-fills', 0.15, { ...ORDER, type: 'MARKET' }, { fractions: ['0.5', '1'], ms: 400 }],
  // 20: a stop is refused; with several codes, as many equal errors hold an endpoint back for minutes.
  ...[110411, 110412, 110402, 110428].map(
    (code) => ['reject-code', 0.012, { ...ORDER, type: 'STOP_MARKET' }, { code, msg: '' }] as const,
  ),
  // 21: an entry is refused.
  ...[101204, 101253, 110424].map(
    (code) => ['reject-code', 0.01, { ...ORDER, type: 'MARKET' }, { code, msg: '' }] as const,
  ),
  // 22: too many requests, in both forms.
  ['429', 0.02, ORDER],
  ['reject-code', 0.01, ORDER, { code: 109429, msg: 'too many requests' }],
  ['429', 0.01, { method: 'GET' }],
  // 23: error pages and damaged answers.
  ['http-5xx-after-accept', 0.02, ORDER],
  ['html-502-after-accept', 0.02, ORDER],
  ['wrong-json-after-accept', 0.02, ORDER],
  ['http-5xx-before', 0.02, ORDER],
  ['http-5xx-before', 0.02, { method: 'GET' }],
  ['half-body-after-accept', 0.01, { method: 'GET' }],
  // 18: a cancel without answer, and slow enough for a fill to be first.
  ['drop-response-after-accept', 0.06, OTHER_CANCEL],
  ['drop-response-after-accept', 0.06, SPOT_CANCEL],
  ['delay', 0.2, OTHER_CANCEL, { ms: 300 }],
  ['delay', 0.2, SPOT_CANCEL, { ms: 300 }],
  ['delay', 0.05, {}, { ms: 200, when: 'after' }],
];

/** The scripts for one run. */
export const mixedTroubles = (random: () => number): readonly FaultScript[] =>
  TROUBLES.map(([kind, probability, match, more]) => ({
    ...{ kind, probability, match, count: null, seed: Math.floor(random() * 1e9) },
    ...more,
  }));
