import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { isIdText } from '@/kernel/ids';
import { IdSource } from '@/platform/identity/new-id';
import {
  scopeKey,
  type Reconciliation,
  type ReconciliationScope,
  type ReconciliationTrigger,
} from '@/modules/trading/reconciliation/reconciliation';
import {
  NothingToReconcileError,
  ReconciliationNotFoundError,
} from '@/modules/trading/reconciliation/reconciliation.errors';
import { ReconciliationScopes } from '@/modules/trading/reconciliation/reconciliation-scopes';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';

/** Asks for comparisons and reads them. The worker of some instance makes them. */
@Injectable()
export class Reconciliations {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly rows: ReconciliationsRepository,
    private readonly scopes: ReconciliationScopes,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Called when a comparison was asked for. Only saves the wait for the next poll. */
  onAsked(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Has an account compared on each of its venues, soon: after a stream was away, or because a person asks. Returns at
   * once; one that waits already is not doubled. Throws NothingToReconcileError.
   */
  async reconcileAccount(
    account: string,
    trigger: Extract<ReconciliationTrigger, 'gap' | 'asked'>,
  ): Promise<readonly Reconciliation[]> {
    const scopes = await this.scopes.ofAccount(account);
    if (scopes.length === 0) throw new NothingToReconcileError(account);
    return this.ask(scopes, trigger);
  }

  /** Like {@link reconcileAccount} for every account in use. */
  async reconcileAll(): Promise<readonly Reconciliation[]> {
    const scopes = await this.scopes.inUse();
    if (scopes.length === 0) throw new NothingToReconcileError(null);
    return this.ask(scopes, 'asked');
  }

  /** Throws ReconciliationNotFoundError. */
  async get(id: string): Promise<Reconciliation> {
    const found = isIdText(id) ? await this.rows.get(id) : null;
    if (found === null) throw new ReconciliationNotFoundError(id);
    return found;
  }

  /** Newest first, with their number in all. */
  async list(
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<{ readonly rows: readonly Reconciliation[]; readonly total: number }> {
    const [rows, total] = await Promise.all([
      this.rows.list(account, limit, beforeId),
      this.rows.count(account),
    ]);
    return { rows, total };
  }

  /** A comparison that nobody made yet. */
  newRow(scope: ReconciliationScope, trigger: ReconciliationTrigger): Reconciliation {
    return {
      ...{ id: this.ids.newId(), account: scope.account, venue: scope.venue, trigger },
      ...{ askedAt: this.clock.now(), startedAt: null, finishedAt: null, instance: null },
      ...{ outcome: null, isWhole: false, summary: null, report: null },
    };
  }

  private async ask(
    scopes: readonly ReconciliationScope[],
    trigger: ReconciliationTrigger,
  ): Promise<readonly Reconciliation[]> {
    const waiting = await this.rows.waiting();
    const asked: Reconciliation[] = [];
    for (const scope of scopes) {
      const same = waiting.find((row) => scopeKey(row) === scopeKey(scope));
      const row = same ?? this.newRow(scope, trigger);
      if (same === undefined) await this.rows.insert(row);
      asked.push(row);
    }
    for (const listener of this.listeners) listener();
    return asked;
  }
}
