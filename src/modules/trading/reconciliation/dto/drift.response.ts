import { ApiProperty } from '@nestjs/swagger';
import type { ExternalOrder } from '@/modules/orders/external/external-order';
import { pageResponse } from '@/platform/http/validation/page-response';
import type { Drift } from '@/modules/trading/reconciliation/reconciliation';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A difference between our books and a venue's that two looks confirmed. */
export class DriftResponse {
  /** The drift's id. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  id!: string;

  /** Account. */
  @ApiProperty({ example: 'bingx' })
  account!: string;

  /** Venue. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  venue!: string;

  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** `long` or `short`. */
  @ApiProperty({ example: 'long' })
  side!: string;

  /** What our books hold, in the venue's unit. */
  @ApiProperty({ example: '0.02', format: 'decimal' })
  ours!: string;

  /** What the venue says. */
  @ApiProperty({ example: '0.05', format: 'decimal' })
  theirs!: string;

  /** When it was raised, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  firstSeenAt!: string;

  /** When a comparison last found it. */
  @ApiProperty({ example: '2026-01-15T12:05:00.000Z' })
  lastSeenAt!: string;

  /** When a person accepted it; null while it blocks the entries of its lane. */
  @ApiProperty({ type: String, nullable: true })
  acknowledgedAt!: string | null;

  /** Who accepted it. */
  @ApiProperty({ type: String, nullable: true })
  acknowledgedBy!: string | null;

  /** Why it was accepted. */
  @ApiProperty({ type: String, nullable: true })
  why!: string | null;

  /** When the books agreed again, or differed in another way; null while it lasts. */
  @ApiProperty({ type: String, nullable: true })
  clearedAt!: string | null;

  static from(drift: Drift): DriftResponse {
    const { id, account, venue, instrument, side, ours, theirs, acknowledgedBy, why } = drift;
    return Object.assign(new DriftResponse(), {
      ...{ id, account, venue, instrument, side, ours, theirs, acknowledgedBy, why },
      firstSeenAt: drift.firstSeenAt.toISOString(),
      lastSeenAt: drift.lastSeenAt.toISOString(),
      acknowledgedAt: iso(drift.acknowledgedAt),
      clearedAt: iso(drift.clearedAt),
    } satisfies Readonly<DriftResponse>);
  }
}

/** A page of drifts, newest first. */
export class DriftPageResponse extends pageResponse(DriftResponse, 'drifts', (drift: Drift) =>
  DriftResponse.from(drift),
) {}

/** An order on the venue that our books did not make. It is shown and not touched. */
export class ExternalOrderResponse {
  /** Our id of the sighting. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  id!: string;

  /** Account. */
  @ApiProperty({ example: 'bingx' })
  account!: string;

  /** Venue. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  venue!: string;

  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** The venue's id. */
  @ApiProperty({ example: '1812345678901234567' })
  venueOrderId!: string;

  /** The client order id that it carries, if any. */
  @ApiProperty({ type: String, nullable: true })
  clientOrderId!: string | null;

  /** Its client order id has the form of ours: our books are older than the order. */
  @ApiProperty({ example: false })
  looksOurs!: boolean;

  /** `by-hand` (or by another program), `liquidation` or `adl`. */
  @ApiProperty({ example: 'by-hand' })
  origin!: string;

  /** `buy` or `sell`. */
  @ApiProperty({ example: 'buy' })
  side!: string;

  /** `long` or `short`; null where the venue names none. */
  @ApiProperty({ type: String, nullable: true, example: 'long' })
  positionSide!: string | null;

  /** Type, `other` for those that we do not place. */
  @ApiProperty({ example: 'limit' })
  type!: string;

  /** The venue's word when last seen: `open`, `partially-filled`, `filled`, `cancelled`, `rejected` or `expired`. */
  @ApiProperty({ example: 'open' })
  state!: string;

  /** In the venue's unit. */
  @ApiProperty({ example: '0.05', format: 'decimal' })
  quantity!: string;

  /** Of it filled. */
  @ApiProperty({ example: '0', format: 'decimal' })
  filledQuantity!: string;

  /** Average price of what is filled. */
  @ApiProperty({ type: String, nullable: true, format: 'decimal' })
  averagePrice!: string | null;

  /** Trigger price, if it has one. */
  @ApiProperty({ type: String, nullable: true, format: 'decimal' })
  stopPrice!: string | null;

  /** When it was first seen, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  firstSeenAt!: string;

  /** When it last looked different. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  lastSeenAt!: string;

  static from({ firstSeenAt, lastSeenAt, ...order }: ExternalOrder): ExternalOrderResponse {
    return Object.assign(new ExternalOrderResponse(), {
      ...order,
      firstSeenAt: firstSeenAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    } satisfies Readonly<ExternalOrderResponse>);
  }
}

/** A page of external orders, newest first. */
export class ExternalOrderPageResponse extends pageResponse(
  ExternalOrderResponse,
  'orders',
  (order: ExternalOrder) => ExternalOrderResponse.from(order),
) {}
