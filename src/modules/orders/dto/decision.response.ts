import { ApiProperty } from '@nestjs/swagger';
import type { Decision } from '@/modules/orders/decisions/trade-decision';

/** What was decided and why. */
export class DecisionResponse {
  /** The decision's id. */
  id!: string;

  /** The alarm that it answers; null for a person's order and for protection. */
  @ApiProperty({ type: String, nullable: true })
  alarmId!: string | null;

  /** The strategy that it was made for, or null. */
  @ApiProperty({ type: String, nullable: true })
  strategyId!: string | null;

  /** `alarm`, `manual`, `protection`, or `halt` for the kill switch. */
  @ApiProperty({ example: 'alarm' })
  source!: string;

  /** When, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.010Z' })
  decidedAt!: string;

  /** `placed` or `skipped`. */
  @ApiProperty({ example: 'placed' })
  outcome!: string;

  /** The reason as a code. */
  @ApiProperty({ example: 'placed' })
  reason!: string;

  /** The reason in a sentence. */
  detail!: string;

  /** Everything that it was made from. */
  @ApiProperty({ type: Object, additionalProperties: true, nullable: true })
  facts!: unknown;

  /** The outcome of each step of the signal. */
  @ApiProperty({ type: Object, isArray: true, nullable: true })
  steps!: unknown;

  static from(decision: Decision): DecisionResponse {
    const { id, alarmId, strategyId, source, decidedAt, outcome, reason, detail, facts, steps } =
      decision;
    return Object.assign(new DecisionResponse(), {
      ...{ id, alarmId, strategyId, source, outcome, reason, detail, facts, steps },
      decidedAt: decidedAt.toISOString(),
    } satisfies Readonly<DecisionResponse>);
  }
}
