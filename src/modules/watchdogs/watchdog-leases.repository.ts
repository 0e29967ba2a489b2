import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** Who watches; on the connection where what is found is kept. */
@Injectable()
export class WatchdogLeasesRepository extends LeaseRepository<'diary'> {
  constructor(@InjectConnection('diary') source: DataSource) {
    super(source);
  }
}
