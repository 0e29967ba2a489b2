import { decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { LeverageSetting, PositionMode } from '@/modules/exchanges/venue.types';
import type { BingxEndpoint } from './bingx.client';
import type { JsonObject } from './bingx.json';
import type { BingxSessions } from './bingx.sessions';
import { objectOf } from './bingx.wire';

/** What is set, and the most that may be; null where BingX states none. */
export interface Leverage extends LeverageSetting {
  readonly most: { readonly long: string | null; readonly short: string | null };
}

/** A write of leverage that failed. */
export interface LeverageFailure {
  /** False when it may have taken effect all the same. */
  readonly isCertain: boolean;
  /** BingX refused it for the position mode that it assumed. */
  readonly contradictsMode: boolean;
  /** BingX's own words; empty when it said none. */
  readonly message: string;
  /** What it is thrown as. */
  readonly error: Error;
}

/** What the products with leverage differ in. */
export interface LeverageProduct {
  readonly venue: VenueId;
  readonly sessions: BingxSessions;
  readonly readEndpoint: BingxEndpoint;
  readonly setEndpoint: BingxEndpoint;
  readonly symbolOf: (instrument: Instrument) => string;
  readonly toLeverage: (row: JsonObject) => Leverage;
}

/** Asks for the leverage of one contract, and writes it. What it does about a mode that BingX contradicts is the product's. */
export class LeverageCalls {
  constructor(private readonly product: LeverageProduct) {}

  async look(account: string, instrument: Instrument): Promise<Leverage> {
    const { sessions, readEndpoint, symbolOf, toLeverage } = this.product;
    const session = await sessions.open(account);
    const data = await session.read(readEndpoint, { symbol: symbolOf(instrument) }, 'entry');
    return toLeverage(objectOf(data, 'leverage'));
  }

  async read(account: string, instrument: Instrument): Promise<LeverageSetting> {
    const { long, short } = await this.look(account, instrument);
    return { long, short };
  }

  /** Writes it once; what BingX said against it, or null. Whether an unknown write took effect shows in the next reading. */
  async write(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
    mode: PositionMode,
  ): Promise<LeverageFailure | null> {
    const { sessions, setEndpoint, symbolOf } = this.product;
    const session = await sessions.open(account);
    const wireSide = mode === 'hedge' ? side.toUpperCase() : 'BOTH';
    const params = { symbol: symbolOf(instrument), side: wireSide, leverage };
    const result = await session.write(setEndpoint, params, 'entry');
    if (result.kind === 'success' || result.kind === 'unknown') return null;
    const said = result.kind === 'error' ? result.error : null;
    return {
      isCertain: said?.executed !== 'unknown',
      contradictsMode: said?.category === 'position-mode-mismatch',
      message: said?.message ?? '',
      error: session.client.readError(setEndpoint, result),
    };
  }

  /** Throws VenueRefusedError for what is no leverage. */
  refuseOddText(leverage: string): void {
    if (!/^[1-9]\d{0,3}$/.test(leverage))
      throw this.refusal('invalid-parameter', 'leverage is a whole number from 1');
  }

  /** Throws VenueRefusedError for more than BingX allows; its demo host was seen to accept more than its maximum. */
  refuseTooHigh({ most }: Leverage, side: PositionSide, leverage: string): void {
    const highest = most[side];
    if (highest !== null && decimal(leverage).gt(decimal(highest)))
      throw this.refusal('leverage-too-high', `the highest leverage is ${highest}`);
  }

  private refusal(category: string, message: string): VenueRefusedError {
    return new VenueRefusedError(this.product.venue, category, null, message);
  }
}

/** One-way mode has one leverage for both sides, so both must have it. */
export function isLeverageSet(
  held: LeverageSetting,
  side: PositionSide,
  mode: PositionMode,
  leverage: string,
): boolean {
  const wanted = mode === 'hedge' ? [held[side]] : [held.long, held.short];
  return wanted.every((value) => decimal(value).eq(decimal(leverage)));
}
