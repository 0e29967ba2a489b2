import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** The sealer's lease, where the chain is. */
@Injectable()
export class JournalLeasesRepository extends LeaseRepository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }
}
