import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { instrumentOf } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { LeverageSetting } from '@/modules/exchanges/venue.types';

/** How long a reading counts. Long enough for decision and dispatch to share one, short enough for a change by hand. */
const FRESH_MS = 5_000;

/** Whose leverage: `instrument` in its canonical text. */
export interface LeveragePlace {
  readonly venue: VenueId;
  readonly account: string;
  readonly instrument: string;
}

interface Reading {
  readonly startedMs: number;
  readonly setting: Promise<LeverageSetting>;
  /** Null until it is there. */
  known: LeverageSetting | null;
}

/** The leverage that venues have in force, read at most every few seconds and already while an order is being decided. */
@Injectable()
export class LeverageReadings {
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly venues: VenueRegistry,
    private readonly clock: Clock,
  ) {}

  /** Begins to read, for whoever needs it next. Never throws: a failure shows when it is needed. */
  expect(place: LeveragePlace): void {
    const control = this.venues.find(place.venue)?.leverage;
    if (control !== undefined) this.read(place, control).catch(() => undefined);
  }

  /** What is in force, at most 5 s old. Rejects as the venue does; the next call asks again. */
  read(place: LeveragePlace, control: LeverageControl): Promise<LeverageSetting> {
    const key = keyOf(place);
    const last = this.readings.get(key);
    const now = this.clock.monotonicMs();
    if (last !== undefined && now - last.startedMs < FRESH_MS) return last.setting;
    const setting = control.read(place.account, instrumentOf(place.instrument));
    const reading: Reading = { startedMs: now, setting, known: null };
    this.readings.set(key, reading);
    setting.then(
      (value) => (reading.known = value),
      () => {
        if (this.readings.get(key) === reading) this.readings.delete(key);
      },
    );
    return setting;
  }

  /** What is in force as far as it is known without asking; null when it is not. */
  known(place: LeveragePlace): LeverageSetting | null {
    const reading = this.readings.get(keyOf(place));
    const isFresh =
      reading !== undefined && this.clock.monotonicMs() - reading.startedMs < FRESH_MS;
    return isFresh ? reading.known : null;
  }

  /** After a change or a refusal: what was read before says nothing any more. */
  forget(place: LeveragePlace): void {
    this.readings.delete(keyOf(place));
  }
}

const keyOf = ({ venue, account, instrument }: LeveragePlace): string =>
  `${venue}|${account}|${instrument}`;
