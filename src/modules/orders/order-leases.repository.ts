import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** Leases on the connection `orders`. */
@Injectable()
export class OrderLeasesRepository extends LeaseRepository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }
}
