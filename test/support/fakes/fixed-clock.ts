import { Clock } from '@/kernel/clock';

/** A clock that stands still until it is told to move. */
export class FixedClock extends Clock {
  private ms: number;

  constructor(iso = '2026-01-15T12:00:00.000Z') {
    super();
    this.ms = new Date(iso).getTime();
  }

  override now(): Date {
    return new Date(this.ms);
  }

  override monotonicMs(): number {
    return this.ms;
  }

  advance(ms: number): void {
    this.ms += ms;
  }

  set(iso: string): void {
    this.ms = new Date(iso).getTime();
  }
}
