import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** Who listens to the events of which account: a lease per account and venue, on the connection `orders`. */
@Injectable()
export class StreamLeasesRepository extends LeaseRepository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** The instance that holds a lease that still runs; null when nobody does. */
  async holderOf(name: string): Promise<string | null> {
    const rows = await this.statement<readonly { owner: string }[]>(
      'SELECT owner FROM lease WHERE name = ? AND lease_until >= UTC_TIMESTAMP(3)',
      [name],
    );
    return rows[0]?.owner ?? null;
  }
}
