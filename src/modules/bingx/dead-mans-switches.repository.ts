import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DeadMansSwitchEntity } from '@/modules/bingx/dead-mans-switch.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

const AT = 'account = ? AND product = ?';

/** Dead man's switches on the connection `orders`, with the lease of whoever keeps them alive. */
@Injectable()
export class DeadMansSwitchesRepository extends LeaseRepository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async find(account: string, product: string): Promise<DeadMansSwitchEntity | null> {
    const [row] = await this.select(DeadMansSwitchEntity, `WHERE ${AT}`, [account, product]);
    return row ?? null;
  }

  all(): Promise<readonly DeadMansSwitchEntity[]> {
    return this.select(DeadMansSwitchEntity, 'ORDER BY next_at', []);
  }

  /** A switch that is set again is a new one. */
  async put(row: DeadMansSwitchEntity): Promise<void> {
    const { account, product, ...change } = row;
    const where = [account, product] as const;
    if ((await this.updateRows(DeadMansSwitchEntity, change, AT, where)) === 0)
      await this.insertRows(DeadMansSwitchEntity, [row]);
  }

  /** Changes it unless it was set again, closed or removed since: false then. */
  async update(
    { account, product, setAt, state }: DeadMansSwitchEntity,
    change: Partial<DeadMansSwitchEntity>,
  ): Promise<boolean> {
    const where = `${AT} AND set_at = ? AND state = ?`;
    const values = [account, product, setAt, state];
    return (await this.updateRows(DeadMansSwitchEntity, change, where, values)) > 0;
  }

  /** Removes it unless it was set again since. */
  async remove({ account, product, setAt }: DeadMansSwitchEntity): Promise<void> {
    await this.statement(`DELETE FROM bingx_dead_mans_switch WHERE ${AT} AND set_at = ?`, [
      account,
      product,
      setAt,
    ]);
  }
}
