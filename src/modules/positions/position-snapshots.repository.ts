import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { instrumentText } from '@/kernel/instrument';
import { PositionSnapshotEntity } from '@/modules/positions/position-snapshot.entity';
import type { ReportedPosition } from '@/modules/positions/reported-position';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** What the venues reported over time, on the connection `positions`. */
@Injectable()
export class PositionSnapshotsRepository extends Repository<'positions'> {
  constructor(@InjectConnection('positions') source: DataSource) {
    super(source);
  }

  async add(positions: readonly (ReportedPosition & { readonly id: string })[]): Promise<void> {
    if (positions.length === 0) return;
    const rows = positions.map(({ id, account, venue, position, at }) => ({
      id,
      account,
      venue,
      instrument: instrumentText(position.instrument),
      side: position.side,
      quantity: position.quantity,
      averagePrice: position.averagePrice,
      leverage: position.leverage,
      unrealisedProfit: position.unrealisedProfit,
      takenAt: at,
    }));
    await this.managerFor().insert(PositionSnapshotEntity, rows);
  }

  count(account: string): Promise<number> {
    return this.managerFor().countBy(PositionSnapshotEntity, { account });
  }
}
