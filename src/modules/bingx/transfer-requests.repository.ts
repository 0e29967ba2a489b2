import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { TransferRequestEntity } from '@/modules/bingx/transfer-request.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey } from '@/platform/database/unit-of-work';

/** Transfers by their idempotency keys, on the connection `orders`. */
@Injectable()
export class TransferRequestsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** False when the key was used before. */
  async insert(row: TransferRequestEntity): Promise<boolean> {
    try {
      await this.insertRows(TransferRequestEntity, [row]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(keyDigest: string): Promise<TransferRequestEntity | null> {
    const [row] = await this.select(TransferRequestEntity, 'WHERE key_digest = ?', [keyDigest]);
    return row ?? null;
  }

  async update(keyDigest: string, change: Partial<TransferRequestEntity>): Promise<void> {
    await this.updateRows(TransferRequestEntity, change, 'key_digest = ?', [keyDigest]);
  }

  /** Nothing was moved: the key may be used again. */
  async forget(keyDigest: string): Promise<void> {
    await this.statement('DELETE FROM bingx_transfer_request WHERE key_digest = ?', [keyDigest]);
  }
}
