import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { StrategyId } from '@/kernel/ids';
import type { SideRules, Strategy, StrategyStanding } from '@/modules/strategies/strategy';
import { StrategyEntity, type SideColumns } from '@/modules/strategies/strategy.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';

const STANDING = ['isOn', 'deletedAt'] as const;

/** Which strategies a list shows. Absent = all. */
export interface StrategyFilter {
  readonly isOn?: boolean;
  readonly alarmName?: string;
  readonly instrument?: string;
  readonly account?: string;
  /** Part of the alarm name, description, result note, account or instrument, without regard to case. */
  readonly text?: string;
  readonly includeDeleted?: boolean;
}

/** The strategies connection: one row a strategy, kept after its deletion. */
@Injectable()
export class StrategiesRepository extends Repository<'strategies'> {
  constructor(@InjectConnection('strategies') source: DataSource) {
    super(source);
  }

  /** `exists`: a live strategy has the same alarm name, instrument and account. */
  async insert(strategy: Strategy, tx?: Tx<'strategies'>): Promise<'inserted' | 'exists'> {
    try {
      await this.managerFor(tx).insert(StrategyEntity, toRow(strategy));
      return 'inserted';
    } catch (error) {
      if (isDuplicateKey(error)) return 'exists';
      throw error;
    }
  }

  /** Writes the strategy over the given version of it. `stale`: another version stands, or it is deleted. */
  async replace(
    strategy: Strategy,
    expectedVersion: number,
    tx?: Tx<'strategies'>,
  ): Promise<'replaced' | 'stale' | 'exists'> {
    const { id, ...columns } = toRow(strategy);
    try {
      const result = await this.managerFor(tx)
        .createQueryBuilder()
        .update(StrategyEntity)
        .set(columns)
        .where('id = :id AND version = :expectedVersion AND deleted_at IS NULL', {
          id,
          expectedVersion,
        })
        .execute();
      return result.affected === 1 ? 'replaced' : 'stale';
    } catch (error) {
      if (isDuplicateKey(error)) return 'exists';
      throw error;
    }
  }

  /** Deleted ones too. */
  async find(id: string, tx?: Tx<'strategies'>): Promise<Strategy | null> {
    const [row] = await this.select(StrategyEntity, 'WHERE id = ?', [id], tx);
    return row === undefined ? null : toStrategy(row);
  }

  /** Whether a strategy trades, without the rest of it. */
  async standing(id: string): Promise<StrategyStanding | null> {
    const rows = await this.selectOnly(StrategyEntity, STANDING, 'WHERE id = ?', [id]);
    return rows[0] ?? null;
  }

  /** Not deleted, oldest first. The names are compared here once more: the database ignores trailing spaces. */
  async findByAlarmName(alarmName: string, tx?: Tx<'strategies'>): Promise<readonly Strategy[]> {
    const rows = await this.select(
      StrategyEntity,
      "WHERE alarm_name = ? AND live_key = 'live' ORDER BY id",
      [alarmName],
      tx,
    );
    return rows.filter((row) => row.alarmName === alarmName).map(toStrategy);
  }

  /** The live strategy that a new one would double; null when there is none. */
  async findTwin(
    strategy: Pick<Strategy, 'alarmName' | 'instrument' | 'account'>,
    tx?: Tx<'strategies'>,
  ): Promise<string | null> {
    const { alarmName, instrument, account } = strategy;
    const row = await this.managerFor(tx).findOne(StrategyEntity, {
      where: { alarmName, instrument, account, liveKey: 'live' },
    });
    return row?.id ?? null;
  }

  /** Newest first, `limit` rows after the given id, and how many match in all. */
  async list(
    filter: StrategyFilter,
    limit: number,
    afterId: string | null,
  ): Promise<{ readonly rows: readonly Strategy[]; readonly total: number }> {
    const total = await this.matching(filter).getCount();
    const page = this.matching(filter).orderBy('strategy.id', 'DESC').take(limit);
    if (afterId !== null) page.andWhere('strategy.id < :afterId', { afterId });
    const rows = await page.getMany();
    return { rows: rows.map(toStrategy), total };
  }

  private matching(filter: StrategyFilter): SelectQueryBuilder<StrategyEntity> {
    const query = this.source.manager.createQueryBuilder(StrategyEntity, 'strategy').where('1 = 1');
    const { isOn, alarmName, instrument, account, text } = filter;
    if (filter.includeDeleted !== true) query.andWhere("strategy.liveKey = 'live'");
    if (isOn !== undefined) query.andWhere('strategy.isOn = :isOn', { isOn });
    if (alarmName !== undefined) query.andWhere('strategy.alarmName = :alarmName', { alarmName });
    if (instrument !== undefined)
      query.andWhere('strategy.instrument = :instrument', { instrument });
    if (account !== undefined) query.andWhere('strategy.account = :account', { account });
    if (text !== undefined) {
      // Converted, because an ascii column refuses to be compared with other letters.
      const fields = ['alarmName', 'description', 'resultNote', 'account', 'instrument'];
      const any = fields
        .map(
          (field) =>
            `LOWER(CONVERT(strategy.${field} USING utf8mb4)) LIKE LOWER(:pattern) ESCAPE '|'`,
        )
        .join(' OR ');
      query.andWhere(`(${any})`, { pattern: `%${text.replace(/[|%_]/g, '|$&')}%` });
    }
    return query;
  }
}

function toRow(strategy: Strategy) {
  return { ...strategy, liveKey: strategy.deletedAt === null ? ('live' as const) : null };
}

function toStrategy(row: StrategyEntity): Strategy {
  return {
    id: row.id as StrategyId,
    alarmName: row.alarmName,
    isOn: row.isOn,
    account: row.account,
    instrument: row.instrument,
    description: row.description,
    startAt: row.startAt,
    endAt: row.endAt,
    long: toSide(row.long),
    short: toSide(row.short),
    resultNote: row.resultNote,
    expectSignalWithinMinutes: row.expectSignalWithinMinutes,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
    version: row.version,
  };
}

function toSide(columns: SideColumns): SideRules {
  return {
    entryOrderTimeframe: columns.entryOrderTimeframe,
    closeOrderTimeframe: columns.closeOrderTimeframe,
    entryIndicatorTimeframe: columns.entryIndicatorTimeframe,
    closeIndicatorTimeframe: columns.closeIndicatorTimeframe,
    regimeMaxAgeSeconds: columns.regimeMaxAgeSeconds,
    pyramiding: columns.pyramiding,
    leverage: columns.leverage,
    quantityMode: columns.quantityMode,
    quantity: columns.quantity,
    takeProfitPerOrder: columns.takeProfitPerOrder,
    stopLossPerOrder: columns.stopLossPerOrder,
    takeProfitGeneral: columns.takeProfitGeneral,
    stopLossGeneral: columns.stopLossGeneral,
    breakEvenAtPercent: columns.breakEvenAtPercent,
    breakEvenOffsetPercent: columns.breakEvenOffsetPercent,
    trailingStopPercent: columns.trailingStopPercent,
    trailingActivationPercent: columns.trailingActivationPercent,
  };
}
