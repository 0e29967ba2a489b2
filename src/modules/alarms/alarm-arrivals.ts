import { Injectable } from '@nestjs/common';

/** Tells whoever decides that new alarms are there. */
@Injectable()
export class AlarmArrivals {
  private readonly listeners: (() => void)[] = [];

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  announce(): void {
    for (const listener of this.listeners) listener();
  }
}
