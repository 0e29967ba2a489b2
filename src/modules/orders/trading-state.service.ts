import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import {
  stricterState,
  SYSTEM_SCOPE,
  type TradingState,
  type TradingStateEntry,
} from '@/modules/orders/trading-state';
import { TradingStatesRepository } from '@/modules/orders/trading-states.repository';

/** What may be sent, for the whole system and for each account. Read from the database, so that it holds everywhere. */
@Injectable()
export class TradingStateService {
  constructor(
    private readonly states: TradingStatesRepository,
    private readonly clock: Clock,
  ) {}

  /** The state of `system` or of an account; active when nobody ever changed it. */
  async get(scope: string): Promise<TradingStateEntry> {
    const [entry] = await this.states.find([scope]);
    return entry ?? { scope, state: 'active', changedAt: null, changedBy: null, why: null };
  }

  /** The system's state and the account's, from one read. */
  async both(
    account: string,
  ): Promise<{ readonly system: TradingState; readonly account: TradingState }> {
    const entries = await this.states.find([SYSTEM_SCOPE, account]);
    const stateOf = (scope: string): TradingState =>
      entries.find((entry) => entry.scope === scope)?.state ?? 'active';
    return { system: stateOf(SYSTEM_SCOPE), account: stateOf(account) };
  }

  /** What holds for an account: the stricter of its own state and the system's. */
  async effective(account: string): Promise<TradingState> {
    const states = await this.both(account);
    return stricterState(states.system, states.account);
  }

  /** Every scope that was ever changed. */
  list(): Promise<readonly TradingStateEntry[]> {
    return this.states.all();
  }

  /** Changes a scope's state, effective with the return. */
  async set(
    scope: string,
    state: TradingState,
    by: string,
    why: string | null,
  ): Promise<TradingStateEntry> {
    const entry = { scope, state, changedAt: this.clock.now(), changedBy: by, why };
    await this.states.save(entry);
    return entry;
  }
}
