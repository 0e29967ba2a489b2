import { Column, Entity, PrimaryColumn } from 'typeorm';
import { codeColumn, textColumn, utcColumn } from '@/platform/database/columns';

/** `armed`: kept alive; `stopping`: to be closed at BingX, and nobody knows yet that it is. */
export type SwitchState = 'armed' | 'stopping';

/** A dead man's switch that the service keeps alive at BingX. */
@Entity({ name: 'bingx_dead_mans_switch' })
export class DeadMansSwitchEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  account!: string;

  @PrimaryColumn({ type: 'varchar', length: 10, charset: 'ascii', collation: 'ascii_bin' })
  product!: string;

  @Column({ type: 'int', unsigned: true })
  timeoutSeconds!: number;

  @Column({ type: 'boolean' })
  isClosedOnHalt!: boolean;

  @Column({ type: 'boolean' })
  isClosedOnShutdown!: boolean;

  @codeColumn(10)
  state!: SwitchState;

  @utcColumn()
  setAt!: Date;

  /** When BingX last confirmed it; null before. */
  @utcColumn({ nullable: true })
  renewedAt!: Date | null;

  /** When BingX cancels everything unless it is renewed. */
  @utcColumn({ nullable: true })
  triggerAt!: Date | null;

  @utcColumn()
  nextAt!: Date;

  @textColumn(300, { nullable: true })
  problem!: string | null;
}
