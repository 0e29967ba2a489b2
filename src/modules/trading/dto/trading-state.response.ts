import { ApiProperty } from '@nestjs/swagger';
import type { TradingStateEntry } from '@/modules/orders/states/trading-state';

/** A trading state with who set it and why. */
export class TradingStateResponse {
  /** `system`, or the name of an account. */
  @ApiProperty({ example: 'system' })
  scope!: string;
  /** `active`, `reducing` or `halted`. */
  @ApiProperty({ example: 'active' })
  state!: string;
  /** When it was set, UTC; null when it never was. */
  changedAt!: string | null;
  /** Who set it; null when nobody ever did. */
  changedBy!: string | null;
  /** Why; null when it never was set. */
  why!: string | null;

  static from(record: TradingStateEntry): TradingStateResponse {
    const { scope, state, changedBy, why } = record;
    return { scope, state, changedAt: record.changedAt?.toISOString() ?? null, changedBy, why };
  }
}
