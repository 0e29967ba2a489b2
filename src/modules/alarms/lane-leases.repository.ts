import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { LeaseRepository } from '@/platform/database/lease.repository';

/** Who works on which lane of the inbox. */
@Injectable()
export class LaneLeases extends LeaseRepository<'alarms'> {
  constructor(@InjectConnection('alarms') source: DataSource) {
    super(source);
  }
}
