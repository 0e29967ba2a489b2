import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hasProcessEnded, processPlace } from '@/platform/identity/process-place';

/**
 * Who this process is, in leases, beats and the journal: its host, and where the system tells, its place on it. New with
 * every start, so that a restart never owns its predecessor's leases.
 */
@Injectable()
export class InstanceName {
  readonly text = nameAt(processPlace());
}

/** A name of at most 90 characters. */
function nameAt(place: string): string {
  const start = `${hostname().slice(0, 40)}-${randomBytes(4).toString('hex')}`;
  return place === '' ? `${start}-${String(process.pid)}` : `${start}@${place}`;
}

/** Whether the process behind a name is proved to be gone; false when nothing can be proved, as for other machines. */
export function hasInstanceEnded(name: string): boolean {
  return hasProcessEnded(name.slice(name.indexOf('@') + 1));
}
