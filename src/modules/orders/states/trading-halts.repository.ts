import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { TradingHalt } from '@/modules/orders/states/trading-halt';
import { TradingHaltEntity } from '@/modules/orders/states/trading-halt.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** Uses of the kill switch on the connection `orders`. */
@Injectable()
export class TradingHaltsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async find(id: string): Promise<TradingHalt | null> {
    const row = await this.managerFor().findOneBy(TradingHaltEntity, { id });
    return row === null ? null : toHalt(row);
  }

  /** Those that have work left, oldest first. */
  async running(): Promise<readonly TradingHalt[]> {
    const rows = await this.managerFor().find(TradingHaltEntity, {
      where: { status: 'running' },
      order: { startedAt: 'ASC' },
    });
    return rows.map(toHalt);
  }

  /** Those of a scope that have work left; nobody else changes them until the transaction ends. */
  async lockRunning(scope: string, tx: Tx<'orders'>): Promise<readonly TradingHalt[]> {
    const rows = await this.managerFor(tx).find(TradingHaltEntity, {
      where: { status: 'running', scope },
      lock: { mode: 'pessimistic_write' },
    });
    return rows.map(toHalt);
  }

  async insert({ from: fromAddress, ...halt }: TradingHalt, tx: Tx<'orders'>): Promise<void> {
    await this.managerFor(tx)
      .createQueryBuilder()
      .insert()
      .into(TradingHaltEntity)
      .values({ ...halt, fromAddress })
      .updateEntity(false)
      .execute();
  }

  /** Changes a halt that still runs; false when it does not, and then nothing changed. */
  async update(
    id: string,
    change: Partial<Omit<TradingHalt, 'id' | 'from'>>,
    tx?: Tx<'orders'>,
  ): Promise<boolean> {
    const result = await this.managerFor(tx)
      .createQueryBuilder()
      .update(TradingHaltEntity)
      .set(change)
      .where("id = :id AND status = 'running'", { id })
      .execute();
    return result.affected === 1;
  }
}

function toHalt({ fromAddress: from, ...row }: TradingHaltEntity): TradingHalt {
  return { ...row, from };
}
