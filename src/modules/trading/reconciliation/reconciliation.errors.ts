import { DomainError } from '@/kernel/errors';
import type { Drift } from '@/modules/trading/reconciliation/reconciliation';

/** No drift with this id. */
export class DriftNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'drift-not-found', `there is no drift ${id}`);
  }
}

/** The drift is gone, or somebody acknowledged it before. */
export class DriftNotOpenError extends DomainError {
  constructor({ id, acknowledgedBy, clearedAt }: Drift) {
    const what =
      clearedAt === null ? `was acknowledged by ${acknowledgedBy ?? 'somebody'}` : 'is gone';
    super('conflict', 'drift-not-open', `drift ${id} ${what}`);
  }
}

/** No reconciliation with this id. */
export class ReconciliationNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'reconciliation-not-found', `there is no reconciliation ${id}`);
  }
}

/** Nothing can be compared for this account: it has no venue with orders. */
export class NothingToReconcileError extends DomainError {
  constructor(account: string | null) {
    const what = account === null ? 'no account' : `account '${account}' does not exist or`;
    super('not-found', 'nothing-to-reconcile', `${what} trades on a venue that can be compared`);
  }
}
