import { ApiProperty } from '@nestjs/swagger';
import type { TradingStateChange } from '@/modules/orders/states/trading-state';
import { pageResponse } from '@/platform/http/validation/page-response';

/** One change of a trading state: who, when, why. */
export class TradingStateChangeResponse {
  /** The change's id. */
  id!: string;

  /** `system`, or the name of an account. */
  @ApiProperty({ example: 'system' })
  scope!: string;

  /** The state before. */
  @ApiProperty({ example: 'active' })
  before!: string;

  /** The state from then on. */
  @ApiProperty({ example: 'halted' })
  after!: string;

  /** When, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  at!: string;

  /** Who. */
  @ApiProperty({ example: 'maria' })
  who!: string;

  /** From which address; null for what the service did. */
  @ApiProperty({ type: String, nullable: true })
  from!: string | null;

  /** Why. */
  @ApiProperty({ type: String, nullable: true })
  why!: string | null;

  /** The halt that it belongs to, or null. */
  @ApiProperty({ type: String, nullable: true })
  haltId!: string | null;

  static from(change: TradingStateChange): TradingStateChangeResponse {
    const { id, scope, before, after, who, from, why, haltId } = change;
    const at = change.at.toISOString();
    return { id, scope, before, after, at, who, from, why, haltId };
  }
}

/** A page of changes, newest first. */
export class TradingStateChangePageResponse extends pageResponse(
  TradingStateChangeResponse,
  'changes',
  (change: TradingStateChange) => TradingStateChangeResponse.from(change),
) {}
