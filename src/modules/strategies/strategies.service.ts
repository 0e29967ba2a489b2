import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { StrategyId } from '@/kernel/ids';
import {
  StrategyChangedError,
  StrategyDeletedError,
  StrategyExistsError,
  StrategyInvalidError,
  StrategyNotFoundError,
} from '@/modules/strategies/strategies.errors';
import {
  StrategiesRepository,
  type StrategyFilter,
} from '@/modules/strategies/strategies.repository';
import type { StrategyPlaceRule } from '@/modules/strategies/strategy-place';
import type { Strategy, StrategyStanding } from '@/modules/strategies/strategy';
import { EMPTY_DRAFT, readStrategy, type StrategyInput } from '@/modules/strategies/strategy-input';
import { IdSource } from '@/platform/identity/new-id';

/** A ULID; anything else is nobody's id and need not be looked up. */
const ID_FORM = /^[0-9A-Z]{26}$/;

/** How often a switch without a version is tried against changes by others. */
const SWITCH_TRIES = 20;

/** Stored strategies: the module's one public door. */
@Injectable()
export class StrategiesService {
  private readonly placeRules: StrategyPlaceRule[] = [];

  constructor(
    private readonly strategies: StrategiesRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Asked before a strategy gets another account or instrument. */
  registerPlaceRule(rule: StrategyPlaceRule): void {
    this.placeRules.push(rule);
  }

  /** On and off, not deleted, oldest first; the name is compared exactly. */
  findByAlarmName(alarmName: string): Promise<readonly Strategy[]> {
    return this.strategies.findByAlarmName(alarmName);
  }

  /** Throws StrategyNotFoundError, also for a deleted one unless `withDeleted`. */
  async get(id: StrategyId, options: { readonly withDeleted?: boolean } = {}): Promise<Strategy> {
    const strategy = ID_FORM.test(id) ? await this.strategies.find(id) : null;
    if (strategy === null || (strategy.deletedAt !== null && options.withDeleted !== true)) {
      throw new StrategyNotFoundError(id);
    }
    return strategy;
  }

  /** Whether a strategy trades, deleted or not: all that an order asks before it leaves. Throws StrategyNotFoundError. */
  async standing(id: StrategyId): Promise<StrategyStanding> {
    const standing = await this.strategies.standing(id);
    if (standing === null) throw new StrategyNotFoundError(id);
    return standing;
  }

  /** Newest first: `limit` strategies after the given id, and how many match in all. */
  list(
    filter: StrategyFilter,
    limit: number,
    afterId: string | null = null,
  ): Promise<{ readonly rows: readonly Strategy[]; readonly total: number }> {
    return this.strategies.list(filter, limit, afterId);
  }

  /** Throws StrategyInvalidError or StrategyExistsError. */
  async create(input: StrategyInput): Promise<Strategy> {
    const now = this.clock.now();
    const strategy: Strategy = {
      ...readStrategy(input, EMPTY_DRAFT),
      id: this.ids.newId() as StrategyId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
      version: 1,
    };
    await this.demandPlace(strategy);
    if ((await this.strategies.insert(strategy)) === 'exists') await this.throwExists(strategy);
    return strategy;
  }

  /** Changes what the input names. Throws StrategyChangedError when another version stands. */
  async change(id: StrategyId, expectedVersion: number, input: StrategyInput): Promise<Strategy> {
    const current = await this.changeable(id, expectedVersion);
    const changes = readChanges(input, current);
    const next = { ...current, ...changes };
    // An account that is gone must not keep the rest of a strategy from being changed.
    if (next.account !== current.account || next.instrument !== current.instrument)
      await this.demandPlace(next);
    return this.replace(current, changes);
  }

  /**
   * Switches on or off. Without a version it wins over whatever else changes, so that nothing delays an `off`;
   * a strategy that is as asked already stays untouched.
   */
  async switch(id: StrategyId, isOn: boolean, expectedVersion: number | null): Promise<Strategy> {
    for (let attempt = 1; ; attempt++) {
      const current = await this.changeable(id, expectedVersion);
      if (current.isOn === isOn) return current;
      try {
        return await this.replace(current, { isOn });
      } catch (error) {
        const isRace = error instanceof StrategyChangedError && expectedVersion === null;
        if (!isRace || attempt >= SWITCH_TRIES) throw error;
      }
    }
  }

  /** Deletes softly: the row stays, so that its history stays readable; the strategy is off from then on. */
  async remove(id: StrategyId, expectedVersion: number): Promise<Strategy> {
    const current = await this.changeable(id, expectedVersion);
    return this.replace(current, { isOn: false, deletedAt: this.clock.now() });
  }

  private async demandPlace(strategy: Strategy): Promise<void> {
    const problems = await Promise.all(this.placeRules.map((rule) => rule(strategy)));
    if (problems.flat().length > 0) throw new StrategyInvalidError(problems.flat());
  }

  private async changeable(id: StrategyId, expectedVersion: number | null): Promise<Strategy> {
    const current = await this.get(id, { withDeleted: true });
    if (current.deletedAt !== null) throw new StrategyDeletedError(id);
    if (expectedVersion !== null && current.version !== expectedVersion) {
      throw new StrategyChangedError(id, expectedVersion, current.version);
    }
    return current;
  }

  private async replace(current: Strategy, change: Partial<Strategy>): Promise<Strategy> {
    const next = {
      ...current,
      ...change,
      updatedAt: this.clock.now(),
      version: current.version + 1,
    };
    const outcome = await this.strategies.replace(next, current.version);
    if (outcome === 'exists') await this.throwExists(next);
    if (outcome === 'stale') {
      const standing = await this.get(current.id, { withDeleted: true });
      if (standing.deletedAt !== null) throw new StrategyDeletedError(current.id);
      throw new StrategyChangedError(current.id, current.version, standing.version);
    }
    return next;
  }

  private async throwExists(strategy: Strategy): Promise<never> {
    throw new StrategyExistsError(await this.strategies.findTwin(strategy));
  }
}

function readChanges(input: StrategyInput, current: Strategy): Partial<Strategy> {
  const {
    id: _id,
    createdAt: _created,
    updatedAt: _updated,
    deletedAt: _deleted,
    version: _version,
    ...draft
  } = current;
  return readStrategy(input, draft);
}
