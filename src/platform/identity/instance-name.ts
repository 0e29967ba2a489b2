import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';

/** Who this process is, in leases, beats and the journal. New with every start, so that a restart never owns its predecessor's leases. */
@Injectable()
export class InstanceName {
  readonly text = `${hostname().slice(0, 40)}-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
}
