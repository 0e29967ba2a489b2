import type { FaultScript } from '@test/support/simulators/bingx/faults';
import type { StreamControl } from '@test/support/simulators/bingx/stream/stream-control';
import type { StreamFaultScript } from '@test/support/simulators/bingx/stream/stream-faults';

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

/** One thing that the exchange's websockets do for a while. */
export interface SocketTrouble {
  readonly detail: string;
  /** How long the fault lasts, from its beginning. */
  readonly ms: number;
  readonly begin: (stream: StreamControl) => Promise<unknown>;
}

const FRAMES: readonly Omit<StreamFaultScript, 'count'>[] = [
  { kind: 'drop', probability: 0.5 },
  { kind: 'delay', ms: 1_500 },
  { kind: 'reorder', window: 5, ms: 700 },
  { kind: 'repeat', times: 3, ms: 300 },
  { kind: 'not-gzip', probability: 0.3 },
  { kind: 'truncated-gzip', probability: 0.3 },
  { kind: 'broken-json', probability: 0.3 },
];

/** Sockets cut, silent or with a key that has expired, and frames that get lost, come late, twice, in disorder or broken. */
export function socketTrouble(random: () => number): SocketTrouble {
  const [kind, length] = [random(), random()];
  const [frames, seed] = [random(), Math.floor(random() * 1e9)];
  const ms = Math.round(500 + length * 5_500);
  if (kind < 0.25) return { detail: 'cut', ms, begin: (stream) => stream.cut({ refuseMs: ms }) };
  if (kind < 0.4) return { detail: 'silence', ms: ms * 2, begin: (one) => one.silence(ms * 2) };
  if (kind < 0.5) return { detail: 'expired key', ms: 0, begin: (stream) => stream.expireKeys() };
  const script = FRAMES[Math.floor(frames * FRAMES.length)] ?? { kind: 'drop' as const };
  const begin = (stream: StreamControl) => stream.addFaults({ ...script, seed, count: null });
  return { detail: script.kind, ms, begin };
}
