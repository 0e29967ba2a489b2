import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { Order } from '@/modules/orders/order';
import { HttpSettings } from '@/platform/settings/http.settings';
import {
  scopeKey,
  type ReconciliationScope,
} from '@/modules/trading/reconciliation/reconciliation';
import { isTrigger } from '@/modules/trading/protection/protection-orders';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';

/** What shrinks a position waits for the first comparison this long at most. */
export const CLOSE_WAIT_MS = 5_000;
/** A position without its stop is worse than two stops. */
export const PROTECT_WAIT_MS = 1_500;
/** How often the database is asked whether another instance has compared. */
const ASK_EVERY_MS = 500;
/** A process that compares nothing itself relies on a comparison of others that is not older. */
const OTHERS_MS = 5 * 60_000;

/** What a position without a stop waits for: the stop, or the close in its place. */
const endsUnprotected = (order: Order): boolean =>
  isTrigger(order) || order.purpose === 'emergency-close';

/** Why an order is held back or denied; null message parts never leave this file. */
export interface GateObjection {
  readonly category: 'not-reconciled';
  readonly message: string;
}

/**
 * Holds entries back until the books of their account were compared with the venue's once since this process began:
 * after a crash or a restored backup nobody knows before what was sent. The paper book is ours and needs none.
 */
@Injectable()
export class StartGate {
  private readonly open = new Set<string>();
  private readonly problems = new Map<
    string,
    { readonly isFinal: boolean; readonly why: string }
  >();
  private readonly wanted = new Map<string, ReconciliationScope>();
  private readonly askedAtMs = new Map<string, number>();
  private readonly listeners: (() => void)[] = [];
  private readonly bootAt: Date;

  constructor(
    private readonly reconciliations: ReconciliationsRepository,
    private readonly http: HttpSettings,
    private readonly clock: Clock,
  ) {
    this.bootAt = clock.now();
  }

  /** Called when an order waits for a comparison. */
  onWanted(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Accounts and venues for which orders wait. */
  waitingFor(): readonly ReconciliationScope[] {
    return [...this.wanted.values()].filter((scope) => !this.isOpen(scope));
  }

  isOpen(scope: ReconciliationScope): boolean {
    return scope.venue === 'paper' || this.open.has(scopeKey(scope));
  }

  /** The first comparison succeeded. */
  opened(scope: ReconciliationScope): void {
    this.open.add(scopeKey(scope));
    this.wanted.delete(scopeKey(scope));
    this.problems.delete(scopeKey(scope));
  }

  /** It could not be made; `isFinal` when the venue turned the key down, so that waiting is of no use. */
  failed(scope: ReconciliationScope, why: string, isFinal: boolean): void {
    this.problems.set(scopeKey(scope), { why, isFinal });
  }

  /** False: the order stays where it is for now. True also lets an entry through that is to be denied. */
  async admits(order: Order): Promise<boolean> {
    if (this.isOpen(order)) return true;
    this.want(order);
    if (await this.othersCompared(order)) return true;
    const now = this.clock.now();
    if (order.reduceOnly) {
      const since = Math.max(order.createdAt.getTime(), this.bootAt.getTime());
      return now.getTime() - since >= (endsUnprotected(order) ? PROTECT_WAIT_MS : CLOSE_WAIT_MS);
    }
    const isTooLate = order.sendBefore !== null && now >= order.sendBefore;
    return isTooLate || this.problems.get(scopeKey(order))?.isFinal === true;
  }

  /** Why an entry must not leave now; null when it may. */
  objectionTo(order: Order): GateObjection | null {
    if (order.reduceOnly || this.isOpen(order)) return null;
    const problem = this.problems.get(scopeKey(order));
    const why = problem === undefined ? '' : `: ${problem.why}`;
    const { account, venue } = order;
    return {
      category: 'not-reconciled',
      message: `the books of ${account} were not compared with ${venue} since the start${why}`,
    };
  }

  private want(order: Order): void {
    const scope = { account: order.account, venue: order.venue };
    if (this.wanted.has(scopeKey(scope))) return;
    this.wanted.set(scopeKey(scope), scope);
    for (const listener of this.listeners) listener();
  }

  private async othersCompared(scope: ReconciliationScope): Promise<boolean> {
    const key = scopeKey(scope);
    const nowMs = this.clock.monotonicMs();
    if (nowMs - (this.askedAtMs.get(key) ?? -Infinity) < ASK_EVERY_MS) return false;
    this.askedAtMs.set(key, nowMs);
    const last = await this.reconciliations.lastSuccess(scope, false).catch(() => null);
    const after =
      this.http.ROLE === 'api' ? new Date(this.clock.now().getTime() - OTHERS_MS) : this.bootAt;
    const madeAt = last?.startedAt ?? null;
    if (madeAt === null || madeAt < after) return false;
    this.opened(scope);
    return true;
  }
}
