import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import {
  SUCCEEDED,
  type Reconciliation,
  type ReconciliationScope,
} from '@/modules/trading/reconciliation/reconciliation';
import { ReconciliationEntity } from '@/modules/trading/reconciliation/reconciliation.entity';

/** Reconciliations on the connection `orders`. */
@Injectable()
export class ReconciliationsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  insert(row: Reconciliation): Promise<void> {
    return this.insertRows(ReconciliationEntity, [row]);
  }

  /** Notes that it began. False when somebody else began it. */
  async begin(id: string, startedAt: Date, instance: string): Promise<boolean> {
    const found = await this.updateRows(
      ReconciliationEntity,
      { startedAt, instance },
      'id = ? AND started_at IS NULL',
      [id],
    );
    return found === 1;
  }

  async finish(row: Reconciliation): Promise<void> {
    const { finishedAt, outcome, isWhole, summary, report } = row;
    await this.updateRows(
      ReconciliationEntity,
      { finishedAt, outcome, isWhole, summary, report },
      'id = ?',
      [row.id],
    );
  }

  /** Begun ones of a scope that never ended: their process is gone, as the caller holds the lease. */
  async abandon({ account, venue }: ReconciliationScope, at: Date, summary: string): Promise<void> {
    await this.updateRows(
      ReconciliationEntity,
      { finishedAt: at, outcome: 'failed', summary },
      'account = ? AND venue = ? AND started_at IS NOT NULL AND finished_at IS NULL',
      [account, venue],
    );
  }

  async get(id: string): Promise<Reconciliation | null> {
    const [row] = await this.select(ReconciliationEntity, 'WHERE id = ?', [id]);
    return row === undefined ? null : Object.assign({}, row);
  }

  /** Those that wait for their turn, oldest first. */
  async waiting(): Promise<readonly Reconciliation[]> {
    const rows = await this.select(
      ReconciliationEntity,
      'WHERE started_at IS NULL AND finished_at IS NULL ORDER BY id LIMIT 100',
      [],
    );
    return rows.map((row) => Object.assign({}, row));
  }

  /** The newest of a scope that succeeded; with `isWhole` the newest that read everything. */
  async lastSuccess(
    { account, venue }: ReconciliationScope,
    isWhole: boolean,
  ): Promise<Reconciliation | null> {
    const [row] = await this.select(
      ReconciliationEntity,
      `WHERE account = ? AND venue = ? AND outcome IN (?) AND is_whole >= ?
       ORDER BY started_at DESC LIMIT 1`,
      [account, venue, SUCCEEDED, isWhole ? 1 : 0],
    );
    return row === undefined ? null : Object.assign({}, row);
  }

  /** Newest first, from after the given id on. */
  async list(
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<readonly Reconciliation[]> {
    const rows = await this.select(
      ReconciliationEntity,
      'WHERE (? IS NULL OR account = ?) AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?',
      [account, account, beforeId, beforeId, limit],
    );
    return rows.map((row) => Object.assign({}, row));
  }

  async count(account: string | null): Promise<number> {
    const [row] = await this.statement<readonly { n: string }[]>(
      'SELECT COUNT(*) AS n FROM reconciliation WHERE (? IS NULL OR account = ?)',
      [account, account],
    );
    return Number.parseInt(row?.n ?? '0', 10);
  }

  /** Forgets those of the timer that found nothing, but for the newest ones. */
  async forget(before: Date): Promise<void> {
    await this.statement(
      `DELETE FROM reconciliation
        WHERE started_at < ? AND \`trigger\` = 'timer' AND outcome = 'clean' LIMIT 500`,
      [before],
    );
  }
}
