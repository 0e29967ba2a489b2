import { Injectable } from '@nestjs/common';

/** Called with the lane of a new alarm. `storing`, when given, settles with its commit: there is nothing to read before. */
export type ArrivalListener = (lane: string, storing?: Promise<unknown>) => void;

/** Tells whoever decides that new alarms are there, or about to be. */
@Injectable()
export class AlarmArrivals {
  private readonly listeners: ArrivalListener[] = [];

  listen(listener: ArrivalListener): void {
    this.listeners.push(listener);
  }

  announce(lane: string, storing?: Promise<unknown>): void {
    for (const listener of this.listeners) listener(lane, storing);
  }
}
