import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** Leases on the connection `diary`: who delivers on a channel. */
@Injectable()
export class NotificationLeasesRepository extends LeaseRepository<'diary'> {
  constructor(@InjectConnection('diary') source: DataSource) {
    super(source);
  }
}
