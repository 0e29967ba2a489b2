import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { isIdText } from '@/kernel/ids';
import { HaltNotFoundError } from '@/modules/orders/orders.errors';
import type { HaltOptions, HaltProgress, TradingHalt } from '@/modules/orders/states/trading-halt';
import { TradingHaltsRepository } from '@/modules/orders/states/trading-halts.repository';
import type { TradingState, TradingStateEntry } from '@/modules/orders/states/trading-state';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';

/** How long a halt may take to cancel and close. What is not done by then is left to a person, with a record. */
export const HALT_LIMIT_MS = 120_000;

/** Who throws the switch, and why. */
export interface SwitchReason {
  readonly who: string;
  readonly from: string | null;
  readonly why: string;
}

/**
 * The one switch above everything that trades. Every change of a trading state goes through here, in one transaction
 * with its record and with the halt that it begins or ends.
 */
@Injectable()
export class TradingSwitchService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly states: TradingStateService,
    private readonly stateRows: TradingStatesRepository,
    private readonly halts: TradingHaltsRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Stops entries of a scope from the commit on. While positions are to be closed the state is `reducing`, so that
   * protection goes on; then it is `halted`. A state that is `halted` already is never loosened. A halt that still
   * runs takes the new options over and is returned: asking twice does nothing twice.
   */
  halt(scope: string, options: HaltOptions, reason: SwitchReason): Promise<TradingHalt> {
    return this.work.run('orders', async (tx) => {
      await this.stateRows.lockForChange(tx);
      const [current] = await this.halts.lockRunning(scope, tx);
      if (current !== undefined) return this.extend(current, options, tx);
      const halt = this.newHalt(scope, options, reason);
      await this.halts.insert(halt, tx);
      const { state } = await this.states.get(scope, tx);
      const wanted = options.isFlatten && state !== 'halted' ? 'reducing' : 'halted';
      if (state !== wanted) await this.changeState(halt, wanted, halt.why, tx);
      return halt;
    });
  }

  /** Lets a scope trade again, or only close. Ends a halt of the scope that still runs: the later command counts. */
  resume(
    scope: string,
    state: Exclude<TradingState, 'halted'>,
    reason: SwitchReason,
  ): Promise<TradingStateEntry> {
    return this.work.run('orders', async (tx) => {
      await this.stateRows.lockForChange(tx);
      const running = await this.halts.lockRunning(scope, tx);
      const ended = { status: 'ended' as const, finishedAt: this.clock.now() };
      for (const { id } of running) await this.halts.update(id, ended, tx);
      const haltId = running.at(-1)?.id ?? null;
      return this.states.change(scope, state, { ...reason, haltId }, tx);
    });
  }

  /** Throws HaltNotFoundError. */
  async get(id: string): Promise<TradingHalt> {
    const halt = isIdText(id) ? await this.halts.find(id) : null;
    if (halt === null) throw new HaltNotFoundError(id);
    return halt;
  }

  /** Halts with work left, oldest first. */
  running(): Promise<readonly TradingHalt[]> {
    return this.halts.running();
  }

  /** Keeps what a halt has done so far. False: it does not run any more. */
  progress(id: string, progress: HaltProgress): Promise<boolean> {
    return this.halts.update(id, progress);
  }

  /** Ends a halt, and makes its scope `halted` where it was `reducing` for it. Nothing happens when it ended already. */
  async finish(
    halt: TradingHalt,
    status: 'done' | 'incomplete',
    why = 'the time is up',
  ): Promise<void> {
    await this.work.run('orders', async (tx) => {
      await this.stateRows.lockForChange(tx);
      const finished = { status, finishedAt: this.clock.now(), remaining: halt.remaining };
      if (!(await this.halts.update(halt.id, finished, tx))) return;
      const { state } = await this.states.get(halt.scope, tx);
      if (state === 'halted') return;
      const outcome =
        status === 'done'
          ? 'all is cancelled and closed'
          : `${why}, ${String(halt.remaining.length)} left to do by hand`;
      await this.changeState(halt, 'halted', `${outcome}: ${halt.why}`.slice(0, 500), tx);
    });
  }

  private async changeState(
    { id: haltId, scope, who, from }: TradingHalt,
    state: TradingState,
    why: string,
    tx: Tx<'orders'>,
  ): Promise<void> {
    await this.states.change(scope, state, { who, from, why, haltId }, tx);
  }

  private async extend(
    halt: TradingHalt,
    options: HaltOptions,
    tx: Tx<'orders'>,
  ): Promise<TradingHalt> {
    const isMore = (options.isCancel && !halt.isCancel) || (options.isFlatten && !halt.isFlatten);
    if (!isMore) return halt;
    const change = {
      isCancel: halt.isCancel || options.isCancel,
      isFlatten: halt.isFlatten || options.isFlatten,
      deadlineAt: this.deadline(),
    };
    await this.halts.update(halt.id, change, tx);
    return { ...halt, ...change };
  }

  private newHalt(scope: string, options: HaltOptions, reason: SwitchReason): TradingHalt {
    const hasWork = options.isCancel || options.isFlatten;
    const startedAt = this.clock.now();
    return {
      ...{ id: this.ids.newId(), scope, ...reason, ...options },
      status: hasWork ? 'running' : 'done',
      startedAt,
      deadlineAt: this.deadline(),
      finishedAt: hasWork ? null : startedAt,
      ...{ canceledIds: [], closeIds: [], remaining: [] },
    };
  }

  private deadline(): Date {
    return new Date(this.clock.now().getTime() + HALT_LIMIT_MS);
  }
}
