/** What can go wrong. `…-after-accept` kinds process the request first; the others never let it in. */
export const FAULT_KINDS = [
  'delay',
  'drop-request',
  'hang',
  'http-5xx-before',
  '429',
  'reject-code',
  'late-accept',
  'partial-fills',
  'drop-response-after-accept',
  'reset-after-accept',
  'http-5xx-after-accept',
  'html-502-after-accept',
  'wrong-json-after-accept',
  'half-body-after-accept',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which requests a script is about; what is left out matches everything. */
export interface FaultMatch {
  readonly method?: string;
  /** A part of the path, e.g. `/trade/order`; with a `$` at its end the path has to end there. */
  readonly path?: string;
  readonly symbol?: string;
  readonly side?: string;
  readonly positionSide?: string;
  readonly type?: string;
  readonly clientOrderId?: string;
}

/** One scripted fault. */
export interface FaultScript {
  readonly kind: FaultKind;
  readonly match?: FaultMatch;
  /** Leaves the first so many matching requests alone. */
  readonly after?: number;
  /** How often it strikes; 1 when absent, null for ever. */
  readonly count?: number | null;
  /** Chance of striking, 0…1; drawn from `seed`, so that a run can be repeated. */
  readonly probability?: number;
  readonly seed?: number;
  /** `delay` and `late-accept`: milliseconds. `partial-fills`: milliseconds between the fills. */
  readonly ms?: number;
  /** `delay`: wait before processing (default) or before answering. */
  readonly when?: 'before' | 'after';
  /** `drop-request` and `drop-response-after-accept`: close the connection (default) or leave it hanging. */
  readonly connection?: 'close' | 'hang';
  /** `http-5xx-…`: the status, 500 when absent. */
  readonly status?: number;
  /** `reject-code`: code and text. */
  readonly code?: number;
  readonly msg?: string;
  /** `wrong-json-after-accept`: the body to send instead. */
  readonly body?: string;
  /** `partial-fills`: fractions of the order's quantity; an empty list leaves the order unfilled. */
  readonly fractions?: readonly string[];
}

interface Running {
  readonly id: number;
  readonly script: FaultScript;
  readonly random: () => number;
  matched: number;
  struck: number;
}

/** The scripts in force, in the order in which they were added. */
export class Faults {
  private running: Running[] = [];
  private lastId = 0;

  add(script: FaultScript): number {
    if (!FAULT_KINDS.includes(script.kind))
      throw new RangeError(`no fault is called ${script.kind}`);
    this.lastId += 1;
    this.running.push({
      id: this.lastId,
      script,
      random: seeded(script.seed ?? 1),
      matched: 0,
      struck: 0,
    });
    return this.lastId;
  }

  clear(): void {
    this.running = [];
  }

  list(): readonly {
    readonly id: number;
    readonly script: FaultScript;
    readonly matched: number;
    readonly struck: number;
  }[] {
    return this.running.map(({ id, script, matched, struck }) => ({ id, script, matched, struck }));
  }

  /** The scripts that strike this request. Delays add to others; of the rest only the first strikes. */
  strike(
    method: string,
    path: string,
    params: ReadonlyMap<string, string>,
  ): readonly FaultScript[] {
    const striking: FaultScript[] = [];
    for (const fault of this.running) {
      const isTaken =
        fault.script.kind !== 'delay' && striking.some(({ kind }) => kind !== 'delay');
      if (isTaken || !matches(fault.script.match ?? {}, method, path, params)) continue;
      fault.matched += 1;
      const { count = 1, after = 0, probability = 1 } = fault.script;
      if (fault.matched <= after || (count !== null && fault.struck >= count)) continue;
      if (fault.random() >= probability) continue;
      fault.struck += 1;
      striking.push(fault.script);
    }
    return striking;
  }
}

function matches(
  match: FaultMatch,
  method: string,
  path: string,
  params: ReadonlyMap<string, string>,
): boolean {
  const { path: part, method: wanted, clientOrderId, ...fields } = match;
  if (wanted !== undefined && wanted.toUpperCase() !== method) return false;
  if (
    part !== undefined &&
    !(part.endsWith('$') ? path.endsWith(part.slice(0, -1)) : path.includes(part))
  )
    return false;
  const id =
    params.get('clientOrderId') ?? params.get('clientOrderID') ?? params.get('newClientOrderId');
  if (clientOrderId !== undefined && clientOrderId.toLowerCase() !== id?.toLowerCase())
    return false;
  return Object.entries(fields).every(
    ([name, value]) => value === undefined || params.get(name) === value,
  );
}

/** Mulberry32: small, and the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
