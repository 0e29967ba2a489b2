import type { DataSource, EntityManager } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { managerOf, type Tx } from '@/platform/database/unit-of-work';

/** Base of the repositories: the one place where a transaction is unwrapped. */
export abstract class Repository<N extends ConnectionName> {
  constructor(protected readonly source: DataSource) {}

  protected managerFor(tx?: Tx<N>): EntityManager {
    return tx === undefined ? this.source.manager : managerOf(tx);
  }
}
