import { ApiProperty } from '@nestjs/swagger';
import type { DeadMansSwitchEntity } from '@/modules/bingx/dead-mans-switch.entity';

/** A dead man's switch and how it stands. */
export class DeadMansSwitchResponse {
  /** Name of the account. */
  @ApiProperty({ example: 'bingx' })
  account!: string;

  /** `usdt-m` or `spot`. */
  @ApiProperty({ example: 'usdt-m' })
  product!: string;

  /** Seconds of silence after which BingX cancels everything of the product, protection included. */
  @ApiProperty({ type: 'integer', example: 60 })
  timeoutSeconds!: number;

  /** Whether it is closed when trading is halted. */
  isClosedOnHalt!: boolean;

  /** Whether it is closed when the service stops in order. */
  isClosedOnShutdown!: boolean;

  /** `armed`; `stopping`: being closed, and nobody knows yet that it is; `closed`. */
  @ApiProperty({ example: 'armed', enum: ['armed', 'stopping', 'closed'] })
  state!: string;

  /** When it was set, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  setAt!: string;

  /** When BingX last confirmed it, UTC; null before. */
  @ApiProperty({ type: String, nullable: true, example: '2026-01-15T12:00:20.000Z' })
  renewedAt!: string | null;

  /** When BingX cancels everything unless it is renewed before, UTC; null when not known. */
  @ApiProperty({ type: String, nullable: true, example: '2026-01-15T12:01:20.000Z' })
  triggerAt!: string | null;

  /** What went wrong last, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  problem!: string | null;

  static from(row: DeadMansSwitchEntity, isClosed = false): DeadMansSwitchResponse {
    const { account, product, timeoutSeconds, isClosedOnHalt, isClosedOnShutdown } = row;
    return Object.assign(new DeadMansSwitchResponse(), {
      ...{ account, product, timeoutSeconds, isClosedOnHalt, isClosedOnShutdown },
      state: isClosed ? 'closed' : row.state,
      setAt: row.setAt.toISOString(),
      renewedAt: row.renewedAt?.toISOString() ?? null,
      triggerAt: isClosed ? null : (row.triggerAt?.toISOString() ?? null),
      problem: isClosed ? null : row.problem,
    });
  }
}
