import { Injectable } from '@nestjs/common';

/** Tells whoever decides that new alarms are there. */
@Injectable()
export class AlarmArrivals {
  private readonly listeners: ((lane: string) => void)[] = [];

  listen(listener: (lane: string) => void): void {
    this.listeners.push(listener);
  }

  announce(lane: string): void {
    for (const listener of this.listeners) listener(lane);
  }
}
