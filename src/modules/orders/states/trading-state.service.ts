import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import {
  stricterState,
  SYSTEM_SCOPE,
  type ChangeReason,
  type TradingState,
  type TradingStateChange,
  type TradingStateEntry,
} from '@/modules/orders/states/trading-state';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';

/** What may be sent, for the whole system and for each account. Read from the database, so that it holds everywhere. */
@Injectable()
export class TradingStateService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly states: TradingStatesRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** The state of `system` or of an account; active when nobody ever changed it. */
  async get(scope: string, tx?: Tx<'orders'>): Promise<TradingStateEntry> {
    const [entry] = await this.states.find([scope], tx);
    return entry ?? { scope, state: 'active', changedAt: null, changedBy: null, why: null };
  }

  /** The system's state and the account's, from one read. */
  async both(
    account: string,
    look?: Tx<'orders'>,
  ): Promise<{ readonly system: TradingState; readonly account: TradingState }> {
    const entries = await this.states.find([SYSTEM_SCOPE, account], look);
    const stateOf = (scope: string): TradingState =>
      entries.find((entry) => entry.scope === scope)?.state ?? 'active';
    return { system: stateOf(SYSTEM_SCOPE), account: stateOf(account) };
  }

  /** What holds for an account: the stricter of its own state and the system's. */
  async effective(account: string): Promise<TradingState> {
    const states = await this.both(account);
    return stricterState(states.system, states.account);
  }

  /** The system's state, and that of every account that was ever changed. */
  list(): Promise<readonly TradingStateEntry[]> {
    return this.states.all();
  }

  /** Changes a scope's state, effective with the commit, and keeps who did it and why. */
  change(
    scope: string,
    state: TradingState,
    reason: ChangeReason,
    tx?: Tx<'orders'>,
  ): Promise<TradingStateEntry> {
    return tx === undefined
      ? this.work.run('orders', (own) => this.changeIn(own, scope, state, reason))
      : this.changeIn(tx, scope, state, reason);
  }

  /** Changes, newest first, with their number in all; `before` is the position of the last one that was read. */
  async changes(
    scope: string | null,
    limit: number,
    before: string | null,
  ): Promise<{
    readonly rows: readonly (TradingStateChange & { readonly position: string })[];
    readonly total: number;
  }> {
    const [rows, total] = await Promise.all([
      this.states.changes(scope, limit, before),
      this.states.countChanges(scope),
    ]);
    return { rows, total };
  }

  private async changeIn(
    tx: Tx<'orders'>,
    scope: string,
    state: TradingState,
    reason: ChangeReason,
  ): Promise<TradingStateEntry> {
    await this.states.lockForChange(tx);
    const { state: before } = await this.get(scope, tx);
    const { who, why } = reason;
    const at = this.clock.now();
    await this.states.save({ scope, state, changedAt: at, changedBy: who, why }, tx);
    const id = this.ids.newId();
    await this.states.append({ ...reason, id, scope, before, after: state, at }, tx);
    return { scope, state, changedAt: at, changedBy: who, why };
  }
}
