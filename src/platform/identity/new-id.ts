import { Injectable } from '@nestjs/common';
import { monotonicFactory } from 'ulid';
import { Clock } from '@/kernel/clock';

/** Makes ids: ULIDs, ascending within a process and, by their leading time, nearly so across processes. */
@Injectable()
export class IdSource {
  private readonly next = monotonicFactory();

  constructor(private readonly clock: Clock) {}

  newId(): string {
    return this.next(this.clock.now().getTime());
  }
}
