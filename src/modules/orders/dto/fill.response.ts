import { ApiProperty } from '@nestjs/swagger';
import type { Fill } from '@/modules/orders/order';

/** One execution that the venue reported. */
export class FillResponse {
  /** Our id of the fill. */
  id!: string;

  /** The venue's id of the fill; it counts once. */
  @ApiProperty({ example: '1812345678901239999' })
  venueFillId!: string;

  /** The venue's id of the order that filled. */
  @ApiProperty({ example: '1812345678901234567' })
  venueOrderId!: string;

  /** `buy` or `sell`. */
  @ApiProperty({ example: 'buy' })
  side!: string;

  /** Filled size in the venue's unit, decimal text. */
  @ApiProperty({ example: '0.015' })
  quantity!: string;

  /** Fill price, decimal text. */
  @ApiProperty({ example: '97250.1' })
  price!: string;

  /** What it cost, decimal text; a rebate is negative. */
  @ApiProperty({ example: '0.72937575' })
  fee!: string;

  /** Asset of the fee. */
  @ApiProperty({ example: 'USDT' })
  feeAsset!: string;

  /** `maker` or `taker`; null when the venue does not say. */
  @ApiProperty({ type: String, nullable: true })
  liquidity!: string | null;

  /** When the venue filled it, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.040Z' })
  filledAt!: string;

  /** When we booked it, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.047Z' })
  recordedAt!: string;

  static from(fill: Fill): FillResponse {
    return Object.assign(new FillResponse(), {
      id: fill.id,
      venueFillId: fill.venueFillId,
      venueOrderId: fill.venueOrderId,
      side: fill.side,
      quantity: fill.quantity,
      price: fill.price,
      fee: fill.fee,
      feeAsset: fill.feeAsset,
      liquidity: fill.liquidity,
      filledAt: fill.filledAt.toISOString(),
      recordedAt: fill.recordedAt.toISOString(),
    } satisfies Readonly<FillResponse>);
  }
}
