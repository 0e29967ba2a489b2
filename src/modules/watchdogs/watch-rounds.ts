import type { PinoLogger } from 'nestjs-pino';
import type { Clock } from '@/kernel/clock';
import type { Notifier } from '@/modules/notifications/notifier.port';
import type { Finding, Watch } from '@/modules/watchdogs/watch';

/** Looks in a row that must find nothing before an alarm counts as over. */
const CLEAN_LOOKS = 2;
const LOOK_LIMIT_MS = 5_000;

interface State {
  lookedAtMs: number;
  running: Promise<readonly Finding[]> | null;
  isFailing: boolean;
  /** Looks in a row that found a key. */
  readonly seen: Map<string, number>;
  /** Looks in a row that did not find an open key. */
  readonly clean: Map<string, number>;
}

/**
 * Runs the watches and turns what they find into alarms that open once and close once. A watch that throws or hangs
 * changes nothing: what was open stays open. It hangs by itself; the others go on.
 */
export class WatchRounds {
  private readonly states = new Map<Watch, State>();

  constructor(
    watches: readonly Watch[],
    private readonly notifier: Notifier,
    private readonly clock: Clock,
    private readonly logger: Pick<PinoLogger, 'warn'>,
  ) {
    for (const watch of watches) {
      this.states.set(watch, {
        ...{ lookedAtMs: -Infinity, running: null, isFailing: false },
        ...{ seen: new Map(), clean: new Map() },
      });
    }
  }

  /** Looks with every watch whose time has come. `open`: keys of the alarms that are open now. Never throws. */
  async run(open: ReadonlySet<string>): Promise<void> {
    const now = this.clock.monotonicMs();
    const due = [...this.states].filter(
      ([watch, { lookedAtMs, running }]) =>
        running === null && now - lookedAtMs >= (watch.everyMs ?? 0),
    );
    await Promise.all(due.map(([watch, state]) => this.look(watch, state, open)));
  }

  private async look(watch: Watch, state: State, open: ReadonlySet<string>): Promise<void> {
    state.lookedAtMs = this.clock.monotonicMs();
    try {
      state.running = watch.look();
      const findings = await inTime(state.running);
      state.running = null;
      state.isFailing = false;
      this.compare(watch, state, findings, open);
    } catch (err) {
      const hanging = err instanceof LookTooLong ? state.running : null;
      // One that hangs is not started again beside itself.
      state.running = hanging;
      hanging?.then(
        () => (state.running = null),
        () => (state.running = null),
      );
      if (!state.isFailing)
        this.logger.warn({ watch: watch.name, err }, 'a watchdog could not look');
      state.isFailing = true;
    }
  }

  private compare(
    watch: Watch,
    state: State,
    findings: readonly Finding[],
    open: ReadonlySet<string>,
  ): void {
    const found = new Map(findings.map(({ id, notice }) => [`${watch.name}:${id}`, notice]));
    for (const key of state.seen.keys()) if (!found.has(key)) state.seen.delete(key);
    for (const [key, notice] of found) {
      const looks = (state.seen.get(key) ?? 0) + 1;
      state.seen.set(key, looks);
      state.clean.delete(key);
      if (looks >= (watch.confirmations ?? 1) && !open.has(key)) this.notifier.raise(key, notice);
    }
    for (const key of state.clean.keys()) if (!open.has(key)) state.clean.delete(key);
    for (const key of open) {
      if (!key.startsWith(`${watch.name}:`) || found.has(key)) continue;
      const looks = (state.clean.get(key) ?? 0) + 1;
      state.clean.set(key, looks);
      if (looks >= CLEAN_LOOKS) this.notifier.clear(key, watch.over);
    }
  }
}

class LookTooLong extends Error {}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new LookTooLong(`no end within ${String(LOOK_LIMIT_MS)} ms`)),
      LOOK_LIMIT_MS,
    );
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
