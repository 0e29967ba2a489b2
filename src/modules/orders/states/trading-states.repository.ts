import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  SYSTEM_SCOPE,
  type TradingStateChange,
  type TradingStateEntry,
} from '@/modules/orders/states/trading-state';
import { TradingStateChangeEntity } from '@/modules/orders/states/trading-state-change.entity';
import { TradingStateEntity } from '@/modules/orders/states/trading-state.entity';
import { plainRow, type Row } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** Trading states and their changes on the connection `orders`. */
@Injectable()
export class TradingStatesRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async find(scopes: readonly string[], tx?: Tx<'orders'>): Promise<readonly TradingStateEntry[]> {
    const rows = await this.select(TradingStateEntity, 'WHERE scope IN (?)', [scopes], tx);
    return rows.map((row) => plainRow(row));
  }

  /**
   * The states that hold for an account, and nobody changes one until the transaction ends. Readers do not wait for
   * each other: every change of any scope locks the system's row.
   */
  async findShared(account: string, tx: Tx<'orders'>): Promise<readonly TradingStateEntry[]> {
    const which = 'WHERE scope IN (?) LOCK IN SHARE MODE';
    const rows = await this.select(TradingStateEntity, which, [[SYSTEM_SCOPE, account]], tx);
    return rows.map((row) => plainRow(row));
  }

  /** Begins a change: waits for submits under way, and those that come later wait for this transaction. */
  async lockForChange(tx: Tx<'orders'>): Promise<void> {
    const row = await this.managerFor(tx).findOne(TradingStateEntity, {
      where: { scope: SYSTEM_SCOPE },
      lock: { mode: 'pessimistic_write' },
    });
    if (row !== null) return;
    // There since the installation; on an emptied table there is nothing to lock until it is written again.
    await this.managerFor(tx).query(
      `INSERT INTO trading_state (scope, state, changed_at, changed_by, why)
       VALUES (?, 'active', UTC_TIMESTAMP(3), 'installation', NULL)
       ON DUPLICATE KEY UPDATE scope = VALUES(scope)`,
      [SYSTEM_SCOPE],
    );
  }

  async all(): Promise<readonly TradingStateEntry[]> {
    const rows = await this.managerFor().find(TradingStateEntity, { order: { scope: 'ASC' } });
    return rows.map((row) => plainRow(row));
  }

  async save(row: Row<TradingStateEntity>, tx: Tx<'orders'>): Promise<void> {
    await this.managerFor(tx).upsert(TradingStateEntity, row, ['scope']);
  }

  async append(change: TradingStateChange, tx: Tx<'orders'>): Promise<void> {
    const { before: stateBefore, after: stateAfter, from: fromAddress, ...same } = change;
    await this.managerFor(tx)
      .createQueryBuilder()
      .insert()
      .into(TradingStateChangeEntity)
      .values({ ...same, stateBefore, stateAfter, fromAddress })
      .updateEntity(false)
      .execute();
  }

  /** Changes of a scope, or of all with null, newest first, from before a position on. */
  async changes(
    scope: string | null,
    limit: number,
    before: string | null,
  ): Promise<readonly (TradingStateChange & { readonly position: string })[]> {
    const query = this.managerFor()
      .createQueryBuilder(TradingStateChangeEntity, 'c')
      .addSelect('c.position')
      .where(scope === null ? '1 = 1' : 'c.scope = :scope', { scope })
      .andWhere(before === null ? '1 = 1' : 'c.position < :before', { before })
      .orderBy('c.position', 'DESC')
      .take(limit);
    return (await query.getMany()).map(toChange);
  }

  countChanges(scope: string | null): Promise<number> {
    return this.managerFor().countBy(TradingStateChangeEntity, scope === null ? {} : { scope });
  }
}

function toChange(
  row: TradingStateChangeEntity,
): TradingStateChange & { readonly position: string } {
  const { id, scope, at, who, why, haltId, position = '0' } = row;
  const { stateBefore: before, stateAfter: after, fromAddress: from } = row;
  return { id, position, scope, before, after, at, who, from, why, haltId };
}
