import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { WorkerBeatEntity } from '@/modules/orders/worker-beats/worker-beat.entity';
import type { WorkerBeat } from '@/modules/orders/worker-beats/worker-beat';
import { plainRow } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** Worker beats on the connection `orders`. */
@Injectable()
export class WorkerBeatsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async save({ name, instance, beatAt, detail }: WorkerBeat): Promise<void> {
    const json = detail === null ? null : JSON.stringify(detail);
    await this.statement(
      `INSERT INTO worker_beat (name, instance, beat_at, detail) VALUES (?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE beat_at = VALUES(beat_at), detail = VALUES(detail)`,
      [name, instance, beatAt, json],
    );
  }

  /** Beats at or after a time, by name and instance. */
  async since(from: Date): Promise<readonly WorkerBeat[]> {
    const rest = 'WHERE beat_at >= ? ORDER BY name, instance';
    const rows = await this.select(WorkerBeatEntity, rest, [from]);
    return rows.map((row) => plainRow(row));
  }

  async remove(name: string, instance: string): Promise<void> {
    await this.managerFor().delete(WorkerBeatEntity, { name, instance });
  }
}
