import type { Clock } from '@/kernel/clock';
import type { BeatPlan, SharedRateWindows, StoredWindow } from './shared-rate-windows.port';
import {
  LIFE_MS,
  standingOf,
  VALID_MS,
  type MemberMode,
  type RateMember,
  type Standing,
} from './standing';
import { within } from './within';

const BEAT_MS = 1_000;
/** While others have to see a newcomer, and after a failure. */
const HURRY_MS = 200;
const BEAT_LIMIT_MS = 2_000;

/** `cut-off`: the database that says who else lives is out of reach. */
export type MembershipMode = MemberMode | 'cut-off';

/** What whoever counts does at a beat. */
export interface Counting {
  /** Windows to be stored when the mode becomes `next`; from then on nothing may be counted in memory unless `next` is `alone`. */
  store(next: MemberMode, before: MemberMode | null, shiftMs: number): readonly StoredWindow[];
  /** The beat was written: windows of others, with times to be moved by `shiftMs`. */
  load(
    mode: MemberMode,
    before: MemberMode | null,
    loaded: readonly StoredWindow[],
    shiftMs: number,
  ): void;
  /** The beat was not written. */
  failed(): void;
  /** What was counted in memory is over: it is left to the others to reckon with it. */
  drop(): void;
}

export interface MembershipDeps {
  readonly clock: Clock;
  readonly shared: SharedRateWindows;
  /** Names of this process's lives; each one is used once. */
  readonly newName: () => string;
  readonly place: string;
  readonly hasEnded: (member: RateMember) => boolean;
}

/**
 * Tells the other instances that this one lives and learns which of them do. Whoever is alone counts in memory, without
 * the database; a newcomer sends nothing until everybody who was alone has stored its counts. An instance that was
 * taken for dead, or that cannot say what the others know of it, starts over under a new name: what it did under the
 * old one is then reckoned with like that of any instance that died.
 */
export class RateMembership {
  private life: string;
  private before: MemberMode | null = null;
  private validUntil = Number.NEGATIVE_INFINITY;
  private failure: string | null = null;
  private beganAt: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private run: BeatRun | null = null;
  private standing: Standing | null = null;
  private lostAtLocal: readonly number[] = [];

  constructor(
    private readonly deps: MembershipDeps,
    private readonly counting: Counting,
    /** Runs beats and counts one after the other. */
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
    private readonly onChange: () => void,
  ) {
    this.life = deps.newName();
  }

  get instance(): string {
    return this.life;
  }

  /** Until when the mode holds, on the monotonic clock. */
  get until(): number {
    return this.validUntil;
  }

  /** Instances that died while alone: in the database's time, and in ours. */
  get lost(): { readonly database: readonly number[]; readonly local: readonly number[] } {
    return { database: this.standing?.lostAt ?? [], local: this.lostAtLocal };
  }

  get others(): number {
    return this.standing?.others ?? 0;
  }

  get why(): string | null {
    return this.mode() === 'cut-off' ? (this.failure ?? 'no answer') : null;
  }

  mode(): MembershipMode {
    const now = this.deps.clock.monotonicMs();
    // Once the counts have been read to be stored, nobody would learn of what is counted here.
    const isChanging = this.run?.isOver === true;
    if (this.before !== null && now < this.validUntil && !isChanging) return this.before;
    const isLate = this.beganAt !== null && now - this.beganAt > BEAT_LIMIT_MS;
    return this.failure !== null || isLate ? 'cut-off' : 'joining';
  }

  /** Begins, if it has not yet. */
  start(): void {
    if (this.timer === null && !this.isStopped) this.beatIn(0);
  }

  /** Beats as soon as it may. */
  hurry(): void {
    if (!this.isStopped && this.beganAt === null) this.beatIn(0);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.inTurn(async () => {
      const { before } = this;
      const startedAt = this.deps.clock.monotonicMs();
      const isSure = before !== null && startedAt < this.validUntil;
      this.validUntil = Number.NEGATIVE_INFINITY;
      if (!isSure) return;
      await this.deps.shared.leave(this.life, (nowMs) =>
        this.counting.store('shared', before, nowMs - startedAt),
      );
    }).catch(() => undefined);
  }

  private beatIn(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.inTurn(() => this.beat()).then((nextMs) => {
        if (!this.isStopped) this.beatIn(nextMs);
      });
    }, ms);
    this.timer.unref();
  }

  /** One beat; gives back when the next one is due. */
  private async beat(): Promise<number> {
    if (this.isStopped) return BEAT_MS;
    const { clock } = this.deps;
    const startedAt = clock.monotonicMs();
    this.beganAt = startedAt;
    const modeBefore = this.mode();
    const run = new BeatRun(this.deps, this.life, this.before, this.counting, startedAt);
    this.run = run;
    try {
      const { nowMs, loaded } = await within(run.beat(), BEAT_LIMIT_MS, () => run.abandon());
      const standing = run.decided();
      const receivedAt = clock.monotonicMs();
      this.standing = standing;
      this.lostAtLocal = standing.lostAt.map((at) => receivedAt + (at - nowMs));
      this.counting.load(standing.mode, this.before, loaded, receivedAt - nowMs);
      this.before = standing.mode;
      this.validUntil = startedAt + VALID_MS;
      this.failure = null;
    } catch (error) {
      if (run.isOver) this.startOver();
      else this.counting.failed();
      if (!(error instanceof LapsedError)) this.failure = reasonOf(error);
    } finally {
      this.beganAt = null;
      this.run = null;
    }
    if (this.mode() !== modeBefore || modeBefore === 'joining' || modeBefore === 'alone')
      this.onChange();
    const isSettled = this.failure === null && this.mode() !== 'joining';
    return isSettled ? BEAT_MS : HURRY_MS;
  }

  private startOver(): void {
    this.life = this.deps.newName();
    this.before = null;
    this.validUntil = Number.NEGATIVE_INFINITY;
    this.counting.drop();
  }
}

class LapsedError extends Error {}

/** One attempt at a beat, and what it may have set off. */
class BeatRun {
  /** The others may know other things of this life than it does. */
  isOver = false;
  private isAbandoned = false;
  private standing: Standing | null = null;

  constructor(
    private readonly deps: MembershipDeps,
    private readonly life: string,
    private readonly before: MemberMode | null,
    private readonly counting: Counting,
    private readonly startedAt: number,
  ) {}

  beat(): ReturnType<SharedRateWindows['beat']> {
    const me = { instance: this.life, place: this.deps.place };
    return this.deps.shared.beat(me, LIFE_MS, (members, nowMs) => this.plan(members, nowMs));
  }

  /** Called when nobody waits for the beat any more. */
  abandon(): void {
    this.isAbandoned = true;
  }

  decided(): Standing {
    if (this.standing === null) throw new Error('a beat without a plan');
    return this.standing;
  }

  private plan(members: readonly RateMember[], nowMs: number): BeatPlan {
    if (this.isAbandoned) throw new Error('the beat came too late');
    const { before } = this;
    const standing = standingOf(this.life, before, members, nowMs, this.deps.hasEnded);
    if (standing.isLapsed || (before === 'alone' && standing.mode === 'joining')) {
      this.isOver = true;
      throw new LapsedError('taken for dead');
    }
    this.standing = standing;
    const { mode, ended, forgotten } = standing;
    // Whether the others saw the counts is uncertain until the beat is known to be written.
    this.isOver = before !== null && before !== mode;
    const windows = this.counting.store(mode, before, nowMs - this.startedAt);
    const load =
      mode === 'shared' ? 'notices' : mode === 'alone' && before !== mode ? 'all' : 'none';
    return { mode, ended, forgotten, windows, load };
  }
}

function reasonOf(error: unknown): string {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message.slice(0, 100) : 'failed';
}
