import { seeded } from '../faults';
import { Frame, type FrameKind } from './frame';
import type { StreamProduct } from './topics';

/** What can happen to a frame on its way. Cuts, refusals and silence are not here: they concern whole sockets. */
export const STREAM_FAULT_KINDS = [
  'drop',
  'delay',
  'reorder',
  'repeat',
  'not-gzip',
  'truncated-gzip',
  'broken-json',
  'ping-in-text',
] as const;
export type StreamFaultKind = (typeof STREAM_FAULT_KINDS)[number];

/** Which frames a script is about; without a `frame` it is all data, market and private. */
export interface StreamFaultMatch {
  readonly product?: StreamProduct;
  readonly account?: string;
  readonly frame?: FrameKind;
  /** A part of the frame's text, e.g. `ORDER_TRADE_UPDATE` or `BTC-USDT@kline`. */
  readonly contains?: string;
}

/** One scripted fault of the sockets. */
export interface StreamFaultScript {
  readonly kind: StreamFaultKind;
  readonly match?: StreamFaultMatch;
  /** Leaves the first so many matching frames alone. */
  readonly after?: number;
  /** How often it strikes (`reorder`: windows); 1 when absent, null for ever. */
  readonly count?: number | null;
  /** Chance of striking, 0…1; drawn from `seed`, so that a run can be repeated. */
  readonly probability?: number;
  readonly seed?: number;
  /** `delay`: milliseconds, others may overtake. `repeat`: until the copies. `reorder`: longest wait for a full window. */
  readonly ms?: number;
  /** `reorder`: frames held back and shuffled; 4 when absent. */
  readonly window?: number;
  /** `repeat`: copies; 1 when absent. */
  readonly times?: number;
}

/** A socket as far as faults need it. */
export interface Recipient {
  readonly product: StreamProduct;
  readonly account: string | null;
  write(bytes: Buffer): void;
}

interface Held {
  readonly frames: Frame[];
  readonly timer: NodeJS.Timeout;
}

interface Running {
  readonly id: number;
  readonly script: StreamFaultScript;
  readonly random: () => number;
  readonly held: Map<Recipient, Held>;
  matched: number;
  struck: number;
}

/** The scripts in force; of those that match a frame the first strikes. */
export class StreamFaults {
  private running: Running[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private lastId = 0;

  add(script: StreamFaultScript): number {
    if (!STREAM_FAULT_KINDS.includes(script.kind))
      throw new RangeError(`no stream fault is called ${script.kind}`);
    this.lastId += 1;
    this.running.push({
      id: this.lastId,
      script,
      random: seeded(script.seed ?? 1),
      held: new Map(),
      matched: 0,
      struck: 0,
    });
    return this.lastId;
  }

  /** Takes every script back; frames that were held for a shuffle are sent. */
  clear(): void {
    for (const fault of this.running)
      for (const recipient of [...fault.held.keys()]) release(fault, recipient);
    this.running = [];
  }

  /** As {@link clear}, but nothing is sent any more. */
  stop(): void {
    for (const fault of this.running)
      for (const { timer } of fault.held.values()) clearTimeout(timer);
    for (const timer of this.timers) clearTimeout(timer);
    this.running = [];
  }

  list(): readonly {
    readonly id: number;
    readonly script: StreamFaultScript;
    readonly matched: number;
    readonly struck: number;
  }[] {
    return this.running.map(({ id, script, matched, struck }) => ({ id, script, matched, struck }));
  }

  /** Sends a frame, or does to it what a script says. */
  send(frame: Frame, to: Recipient): void {
    const fault = this.strike(frame, to);
    if (fault === null) {
      to.write(frame.bytes());
      return;
    }
    const { ms = 0, times = 1 } = fault.script;
    switch (fault.script.kind) {
      case 'drop':
        return;
      case 'delay':
        this.later(ms, () => to.write(frame.bytes()));
        return;
      case 'reorder':
        this.hold(fault, frame, to);
        return;
      case 'repeat':
        to.write(frame.bytes());
        for (let copy = 0; copy < times; copy += 1) {
          if (ms === 0) to.write(frame.bytes());
          else this.later(ms, () => to.write(frame.bytes()));
        }
        return;
      default:
        to.write(damaged(fault.script.kind, frame));
    }
  }

  private strike(frame: Frame, to: Recipient): Running | null {
    for (const fault of this.running) {
      if (!matches(fault.script.match ?? {}, frame, to)) continue;
      fault.matched += 1;
      // A window that is open takes every frame until it is full.
      if (fault.held.has(to)) return fault;
      const { count = 1, after = 0, probability = 1 } = fault.script;
      if (fault.matched <= after || (count !== null && fault.struck >= count)) continue;
      if (fault.random() >= probability) continue;
      fault.struck += 1;
      return fault;
    }
    return null;
  }

  private hold(fault: Running, frame: Frame, to: Recipient): void {
    const { window = 4, ms = 1_000 } = fault.script;
    let held = fault.held.get(to);
    if (held === undefined) {
      held = { frames: [], timer: setTimeout(() => release(fault, to), ms) };
      fault.held.set(to, held);
    }
    held.frames.push(frame);
    if (held.frames.length >= window) release(fault, to);
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }
}

function release(fault: Running, to: Recipient): void {
  const held = fault.held.get(to);
  if (held === undefined) return;
  fault.held.delete(to);
  clearTimeout(held.timer);
  for (const frame of shuffled(held.frames, fault.random)) to.write(frame.bytes());
}

/** Another order than the one given, as long as there are two. */
function shuffled(frames: readonly Frame[], random: () => number): Frame[] {
  const order = [...frames];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  const isSame = order.every((frame, index) => frame === frames[index]);
  return isSame ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

function damaged(
  kind: Exclude<StreamFaultKind, 'drop' | 'delay' | 'reorder' | 'repeat'>,
  frame: Frame,
): Buffer {
  switch (kind) {
    case 'not-gzip':
      return Buffer.from(frame.text);
    case 'truncated-gzip':
      return frame.bytes().subarray(0, Math.floor(frame.bytes().length / 2));
    case 'broken-json':
      return new Frame(frame.text.slice(0, Math.floor(frame.text.length / 2)), frame.kind).bytes();
    case 'ping-in-text':
      // One more member, as exchanges add them; who searches frames for "ping" takes this for a heartbeat.
      return new Frame(
        `${frame.text.slice(0, -1)},"remark":"Ping, ping and shipping"}`,
        frame.kind,
      ).bytes();
  }
}

function matches(match: StreamFaultMatch, frame: Frame, to: Recipient): boolean {
  if (match.frame === undefined ? !isData(frame.kind) : match.frame !== frame.kind) return false;
  if (match.product !== undefined && match.product !== to.product) return false;
  if (match.account !== undefined && match.account !== to.account) return false;
  return match.contains === undefined || frame.text.includes(match.contains);
}

const isData = (kind: FrameKind): boolean => kind === 'market' || kind === 'private';
