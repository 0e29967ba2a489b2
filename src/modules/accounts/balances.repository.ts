import { Injectable } from '@nestjs/common';
import { LessThan, type DataSource } from 'typeorm';
import { BalanceSnapshotEntity } from '@/modules/accounts/balance-snapshot.entity';
import type { BalanceSnapshot } from '@/modules/accounts/balance-snapshot';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** Balance snapshots, on the connection `accounts`. */
@Injectable()
export class BalancesRepository extends Repository<'accounts'> {
  constructor(@InjectConnection('accounts') source: DataSource) {
    super(source);
  }

  async add(snapshots: readonly BalanceSnapshot[]): Promise<void> {
    if (snapshots.length > 0) await this.managerFor().insert(BalanceSnapshotEntity, [...snapshots]);
  }

  /** Newest first, from before an id when one is given. */
  async list(
    account: string,
    beforeId: string | null,
    limit: number,
  ): Promise<readonly BalanceSnapshot[]> {
    return this.managerFor().find(BalanceSnapshotEntity, {
      where: beforeId === null ? { account } : { account, id: LessThan(beforeId) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(account: string): Promise<number> {
    return this.managerFor().countBy(BalanceSnapshotEntity, { account });
  }

  /** When the newest snapshot of an account was taken; null before the first. */
  async lastTakenAt(account: string): Promise<Date | null> {
    const row = await this.managerFor().findOne(BalanceSnapshotEntity, {
      where: { account },
      order: { takenAt: 'DESC' },
    });
    return row?.takenAt ?? null;
  }
}
