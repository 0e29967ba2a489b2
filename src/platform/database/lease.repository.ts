import type { EntityManager } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { LeaseEntity } from '@/platform/database/lease.entity';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';

const MICROSECONDS = 1_000;

/**
 * Leases on one connection. Every comparison uses the database's own clock, so instances whose clocks differ
 * still agree on who holds what.
 */
export class LeaseRepository<N extends ConnectionName> extends Repository<N> {
  /**
   * Takes a lease that is free, expired or the owner's own; null when somebody else holds it.
   * An own lease that still runs is extended under the same token; every other success is a new tenure, token + 1.
   */
  async take(name: string, owner: string, leaseMs: number): Promise<Lease | null> {
    const manager = this.managerFor();
    // The token is set first: MySQL evaluates the assignments from left to right.
    const taken = await changedRows(
      manager,
      `UPDATE lease
          SET token = token + (owner <> ? OR lease_until < UTC_TIMESTAMP(3)), owner = ?,
              lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
        WHERE name = ? AND (owner = ? OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, owner, leaseMs * MICROSECONDS, name, owner],
    );
    if (taken === 0 && !(await this.insertIfAbsent(manager, name, owner, leaseMs))) return null;
    // Null when the lease already ran out and somebody took it between the two statements.
    return this.read(manager, name, owner);
  }

  /** Extends a lease from now on; null when it was lost. An expired lease that nobody took is still held. */
  async renew(lease: Lease, leaseMs: number): Promise<Lease | null> {
    const manager = this.managerFor();
    const renewed = await changedRows(
      manager,
      `UPDATE lease SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
        WHERE name = ? AND owner = ? AND token = ?`,
      [leaseMs * MICROSECONDS, lease.name, lease.owner, lease.token],
    );
    if (renewed === 0) return null;
    const held = await this.read(manager, lease.name, lease.owner);
    return held?.token === lease.token ? held : null;
  }

  /** Gives a lease back. Nothing happens when it was lost already. */
  async release(lease: Lease): Promise<void> {
    await this.managerFor().query(
      `UPDATE lease SET lease_until = '1970-01-01 00:00:00.000' WHERE name = ? AND owner = ? AND token = ?`,
      [lease.name, lease.owner, lease.token],
    );
  }

  /**
   * Whether nobody took the lease over. In a transaction the row stays locked until it ends, so that
   * a take-over waits for the write that this check allowed.
   */
  async holds(lease: Lease, tx?: Tx<N>): Promise<boolean> {
    const query = this.managerFor(tx)
      .createQueryBuilder(LeaseEntity, 'lease')
      .where('lease.name = :name', { name: lease.name });
    if (tx !== undefined) query.setLock('pessimistic_write');
    const row = await query.getOne();
    return row !== null && row.owner === lease.owner && row.token === lease.token;
  }

  private async insertIfAbsent(
    manager: EntityManager,
    name: string,
    owner: string,
    leaseMs: number,
  ): Promise<boolean> {
    try {
      await manager.query(
        `INSERT INTO lease (name, owner, token, lease_until)
         VALUES (?, ?, 1, UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND)`,
        [name, owner, leaseMs * MICROSECONDS],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async read(manager: EntityManager, name: string, owner: string): Promise<Lease | null> {
    const row = await manager.findOneBy(LeaseEntity, { name, owner });
    return row === null ? null : { name, owner, token: row.token, until: row.leaseUntil };
  }
}

/** Rows that a statement matched: mysql2 counts found rows, not changed ones. */
async function changedRows(
  manager: EntityManager,
  sql: string,
  values: readonly unknown[],
): Promise<number> {
  const result: { affectedRows: number } = await manager.query(sql, [...values]);
  return result.affectedRows;
}
