import { Entity, PrimaryColumn } from 'typeorm';
import { jsonColumn, utcColumn } from '@/platform/database/columns';

/** When a worker of one instance last said that it is alive. */
@Entity({ name: 'worker_beat' })
export class WorkerBeatEntity {
  @PrimaryColumn({ type: 'varchar', length: 60, charset: 'ascii', collation: 'ascii_bin' })
  name!: string;

  @PrimaryColumn({ type: 'varchar', length: 100, charset: 'ascii', collation: 'ascii_bin' })
  instance!: string;

  @utcColumn()
  beatAt!: Date;

  @jsonColumn({ nullable: true })
  detail!: Record<string, unknown> | null;
}
