import { Injectable } from '@nestjs/common';
import type { ReadAlarm } from './alarm';

/** An alarm that is being stored. */
export interface ArrivingAlarm {
  readonly alarm: ReadAlarm;
  /** Settles with its commit: before, nothing may be done that does not end with it. */
  readonly storing: Promise<unknown>;
}

/** Called with the lane of a new alarm, before and after its commit. */
export type ArrivalListener = (lane: string, arriving?: ArrivingAlarm) => void;

/** Tells whoever decides that new alarms are there, or about to be. */
@Injectable()
export class AlarmArrivals {
  private readonly listeners: ArrivalListener[] = [];

  listen(listener: ArrivalListener): void {
    this.listeners.push(listener);
  }

  announce(lane: string, arriving?: ArrivingAlarm): void {
    for (const listener of this.listeners) listener(lane, arriving);
  }
}
