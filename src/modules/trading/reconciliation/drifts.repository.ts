import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';
import { DriftEntity } from '@/modules/trading/reconciliation/drift.entity';
import {
  scopeKey,
  type Drift,
  type ReconciliationScope,
  type SideDifference,
} from '@/modules/trading/reconciliation/reconciliation';

/** Which drifts a list shows. */
export type DriftChoice = 'open' | 'all';

/** Drifts on the connection `orders`; one at most is open for an account, venue, instrument and side. */
@Injectable()
export class DriftsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async openOf({ account, venue }: ReconciliationScope): Promise<readonly Drift[]> {
    const rows = await this.select(
      DriftEntity,
      'WHERE account = ? AND venue = ? AND cleared_at IS NULL ORDER BY id',
      [account, venue],
    );
    return rows.map(toDrift);
  }

  /** Those that block a lane: open and not acknowledged. */
  async blocking(
    account: string,
    instrument: string,
    tx?: Tx<'orders'>,
  ): Promise<readonly Drift[]> {
    const rows = await this.select(
      DriftEntity,
      `WHERE account = ? AND instrument = ? AND cleared_at IS NULL AND acknowledged_at IS NULL
       ORDER BY id`,
      [account, instrument],
      tx,
    );
    return rows.map(toDrift);
  }

  /** False when one is open for the same side already. */
  async insert(drift: Drift): Promise<boolean> {
    try {
      await this.insertRows(DriftEntity, [{ ...drift, openKey: openKeyOf(drift, drift) }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async see(id: string, ours: string, theirs: string, lastSeenAt: Date): Promise<void> {
    await this.updateRows(DriftEntity, { ours, theirs, lastSeenAt }, 'id = ?', [id]);
  }

  async clear(id: string, clearedAt: Date): Promise<void> {
    await this.statement(
      'UPDATE drift SET cleared_at = ?, open_key = NULL WHERE id = ? AND cleared_at IS NULL',
      [clearedAt, id],
    );
  }

  /** False when it was cleared or acknowledged before. */
  async acknowledge(id: string, at: Date, by: string, why: string): Promise<boolean> {
    const found = await this.updateRows(
      DriftEntity,
      { acknowledgedAt: at, acknowledgedBy: by, why },
      'id = ? AND cleared_at IS NULL AND acknowledged_at IS NULL',
      [id],
    );
    return found === 1;
  }

  async get(id: string): Promise<Drift | null> {
    const [row] = await this.select(DriftEntity, 'WHERE id = ?', [id]);
    return row === undefined ? null : toDrift(row);
  }

  /** Newest first, from after the given id on. */
  async list(
    choice: DriftChoice,
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<readonly Drift[]> {
    const rows = await this.select(
      DriftEntity,
      `WHERE (? = 'all' OR cleared_at IS NULL) AND (? IS NULL OR account = ?)
         AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
      [choice, account, account, beforeId, beforeId, limit],
    );
    return rows.map(toDrift);
  }

  async count(choice: DriftChoice, account: string | null): Promise<number> {
    const [row] = await this.statement<readonly { n: string }[]>(
      `SELECT COUNT(*) AS n FROM drift
        WHERE (? = 'all' OR cleared_at IS NULL) AND (? IS NULL OR account = ?)`,
      [choice, account, account],
    );
    return Number.parseInt(row?.n ?? '0', 10);
  }
}

const openKeyOf = (scope: ReconciliationScope, { instrument, side }: SideDifference): string =>
  `${scopeKey(scope)}|${instrument}|${side}`;

function toDrift(row: DriftEntity): Drift {
  const { openKey: _key, ...drift } = row;
  return drift;
}
