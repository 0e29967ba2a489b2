import { ApiProperty } from '@nestjs/swagger';
import type { PositionSide } from '@/kernel/side';
import type { SideProtection } from '@/modules/trading/protection/protection-readings';

/** How one side of a strategy is protected on one account and instrument. */
export class SideProtectionResponse {
  /** The side. */
  @ApiProperty({ enum: ['long', 'short'], example: 'long' })
  side!: PositionSide;

  /** Name of the account. */
  @ApiProperty({ example: 'main' })
  account!: string;

  /** The instrument, in canonical form. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** What the strategy holds there, from its fills. */
  @ApiProperty({ example: '0.02' })
  heldQuantity!: string;

  /** What stops cover of it, resting on the venue. */
  @ApiProperty({ example: '0.02' })
  stoppedQuantity!: string;

  /** Whether the strategy wants a stop at all. */
  @ApiProperty({ example: true })
  isStopWanted!: boolean;

  /** Since when less is stopped than held; null while everything is, or where no stop is wanted. */
  @ApiProperty({ example: null, type: String, nullable: true })
  unprotectedSince!: string | null;

  /** The longest time that less was stopped than held since the side was last flat, in milliseconds; null where no stop is wanted. */
  @ApiProperty({ example: 84, type: 'integer', nullable: true })
  longestUnprotectedMs!: number | null;

  /** Trigger prices of the stops that rest. */
  @ApiProperty({ example: ['58800'], type: [String] })
  stopPrices!: readonly string[];

  /** Trigger prices of the targets that rest. */
  @ApiProperty({ example: ['63000'], type: [String] })
  targetPrices!: readonly string[];

  static from(reading: SideProtection): SideProtectionResponse {
    return Object.assign(new SideProtectionResponse(), {
      side: reading.side,
      account: reading.account,
      instrument: reading.instrument,
      heldQuantity: reading.heldQuantity,
      stoppedQuantity: reading.stoppedQuantity,
      isStopWanted: reading.isStopWanted,
      unprotectedSince: reading.unprotectedSince?.toISOString() ?? null,
      longestUnprotectedMs: reading.longestUnprotectedMs,
      stopPrices: reading.stopPrices,
      targetPrices: reading.targetPrices,
    } satisfies Readonly<SideProtectionResponse>);
  }
}
