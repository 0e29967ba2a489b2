import { Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
import type { AlarmId, DecisionId, StrategyId } from '@/kernel/ids';
import { toDecision } from '@/modules/orders/order.rows';
import type { Decision } from '@/modules/orders/decisions/trade-decision';
import { TradeDecisionEntity } from '@/modules/orders/decisions/trade-decision.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';

/** Decisions on the connection `orders`. */
@Injectable()
export class DecisionsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** False when the alarm and strategy, or the id, have a decision already; then nothing changed. */
  async insert(decision: Decision, tx: Tx<'orders'>): Promise<boolean> {
    try {
      await this.insertRows(TradeDecisionEntity, [decision], tx);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async ofAlarmAndStrategy(
    alarmId: AlarmId,
    strategyId: StrategyId,
    tx?: Tx<'orders'>,
  ): Promise<Decision | null> {
    const row = await this.managerFor(tx).findOneBy(TradeDecisionEntity, { alarmId, strategyId });
    return row === null ? null : toDecision(row);
  }

  async find(id: DecisionId, tx?: Tx<'orders'>): Promise<Decision | null> {
    const row = await this.managerFor(tx).findOneBy(TradeDecisionEntity, { id });
    return row === null ? null : toDecision(row);
  }

  /** Reads a decision and keeps others from adding orders to it until the transaction ends. */
  async lock(id: DecisionId, tx: Tx<'orders'>): Promise<Decision | null> {
    const row = await this.managerFor(tx).findOne(TradeDecisionEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return row === null ? null : toDecision(row);
  }

  /** Decisions of alarms, in order of creation. */
  async ofAlarms(alarmIds: readonly AlarmId[]): Promise<readonly Decision[]> {
    if (alarmIds.length === 0) return [];
    const rows = await this.managerFor().find(TradeDecisionEntity, {
      where: { alarmId: In([...alarmIds]) },
      order: { decidedAt: 'ASC', id: 'ASC' },
    });
    return rows.map(toDecision);
  }
}
