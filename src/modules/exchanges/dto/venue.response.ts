import { ApiProperty } from '@nestjs/swagger';
import type { VenueCapabilities, VenueStatus } from '@/modules/exchanges/venue.types';
import { listResponse } from '@/platform/http/validation/page-response';

/** What a venue can do. */
export class VenueCapabilitiesResponse {
  /** Order types that it takes. */
  @ApiProperty({ example: ['market', 'limit', 'stop-market', 'take-profit-market'] })
  readonly orderTypes!: string[];

  /** Unit of every quantity: base coin or whole contracts. */
  @ApiProperty({ example: 'base' })
  readonly quantityUnit!: string;

  /** Whether orders can be found by their client order ids; where not, they are recognised by what they look like. */
  readonly isClientOrderIdKept!: boolean;

  /** Whether it can hold short positions. */
  readonly shorts!: boolean;

  /** Whether leverage can be set. */
  readonly leverage!: boolean;

  /** Whether a long and a short of one instrument can be held at once. */
  readonly hedgeMode!: boolean;

  /** What a market buy names: `base` for a size, `quote` for an amount to spend. */
  @ApiProperty({ example: 'base' })
  readonly marketBuysBy!: string;

  /** What an exit is: `position` shrinks a position, `coins` sells coins that a resting exit locks. */
  @ApiProperty({ example: 'position' })
  readonly exitsBy!: string;

  /** Whether orders can be placed at all; false on read-only venues. */
  readonly trades!: boolean;

  static from(capabilities: VenueCapabilities, trades: boolean): VenueCapabilitiesResponse {
    const { orderTypes, quantityUnit, isClientOrderIdKept, shorts, leverage, hedgeMode } =
      capabilities;
    const { marketBuysBy, exitsBy } = capabilities;
    return Object.assign(new VenueCapabilitiesResponse(), {
      orderTypes: [...orderTypes],
      quantityUnit,
      isClientOrderIdKept,
      shorts,
      leverage,
      hedgeMode,
      marketBuysBy,
      exitsBy,
      trades,
    } satisfies Readonly<VenueCapabilitiesResponse>);
  }
}

/** One venue and what the last look at it found. */
export class VenueResponse {
  /** The venue's id. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  readonly id!: string;

  /** Whether it answered. */
  readonly reachable!: boolean;

  /** How long the answer took, in milliseconds; null when none came. */
  @ApiProperty({ type: Number, nullable: true, example: 84 })
  readonly latencyMs!: number | null;

  /** Our clock minus the venue's, in milliseconds; null when not measured. */
  @ApiProperty({ type: Number, nullable: true, example: -3 })
  readonly clockOffsetMs!: number | null;

  /** Why it could not be reached, in words; null otherwise. */
  @ApiProperty({ type: String, nullable: true })
  readonly detail!: string | null;

  /** What it can do. */
  readonly capabilities!: VenueCapabilitiesResponse;

  static from(
    status: VenueStatus,
    capabilities: VenueCapabilities,
    trades: boolean,
  ): VenueResponse {
    const { venue, reachable, latencyMs, clockOffsetMs, detail } = status;
    const described = VenueCapabilitiesResponse.from(capabilities, trades);
    return Object.assign(new VenueResponse(), {
      id: venue,
      reachable,
      latencyMs,
      clockOffsetMs,
      detail,
      capabilities: described,
    } satisfies Readonly<VenueResponse>);
  }
}

/** All venues that are built in. */
export class VenueListResponse extends listResponse(VenueResponse, 'The venues.') {}
