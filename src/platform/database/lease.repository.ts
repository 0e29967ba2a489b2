import type { ConnectionName } from '@/platform/database/connection-name';
import { Repository } from '@/platform/database/repository';
import type { Written } from '@/platform/database/statement';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';

const MICROSECONDS = 1_000;
const FIRST_TOKEN = '1';

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
    // The token is set first: MySQL evaluates the assignments from left to right. LAST_INSERT_ID brings it back with
    // the statement's own answer, which saves reading it: every order waits for this round trip.
    const taken = await this.statement<Written>(
      `UPDATE lease
          SET token = LAST_INSERT_ID(token + (owner <> ? OR lease_until < UTC_TIMESTAMP(3))), owner = ?,
              lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
        WHERE name = ? AND (owner = ? OR lease_until < UTC_TIMESTAMP(3))`,
      [owner, owner, leaseMs * MICROSECONDS, name, owner],
    );
    if (taken.affectedRows > 0) return { name, owner, token: String(taken.insertId) };
    return (await this.insertIfAbsent(name, owner, leaseMs))
      ? { name, owner, token: FIRST_TOKEN }
      : null;
  }

  /**
   * Begins the tenure that `lease` names, within a transaction, where nobody had the lease since it was seen with the token
   * before. False: it is not free any more.
   */
  async takeFree(lease: Lease, leaseMs: number, tx: Tx<N>): Promise<boolean> {
    const { affectedRows } = await this.statement<Written>(
      `UPDATE lease SET token = ?, owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
        WHERE name = ? AND token + 1 = ? AND lease_until < UTC_TIMESTAMP(3)`,
      [lease.token, lease.owner, leaseMs * MICROSECONDS, lease.name, lease.token],
      tx,
    );
    return affectedRows === 1;
  }

  /** Extends a lease from now on; null when it was lost. An expired lease that nobody took is still held. */
  async renew(lease: Lease, leaseMs: number): Promise<Lease | null> {
    // mysql2 counts the rows that were found, not those that became different.
    const { affectedRows } = await this.statement<Written>(
      `UPDATE lease SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
        WHERE name = ? AND owner = ? AND token = ?`,
      [leaseMs * MICROSECONDS, lease.name, lease.owner, lease.token],
    );
    return affectedRows === 0 ? null : lease;
  }

  /** Gives a lease back. Nothing happens when it was lost already. */
  async release(lease: Lease): Promise<void> {
    await this.statement(
      `UPDATE lease SET lease_until = '1970-01-01 00:00:00.000' WHERE name = ? AND owner = ? AND token = ?`,
      [lease.name, lease.owner, lease.token],
    );
  }

  /** Frees what is held by owners of whom this holds; says who they were. */
  async releaseOf(isOver: (owner: string) => boolean): Promise<readonly string[]> {
    const held = await this.statement<readonly { readonly owner: string }[]>(
      'SELECT DISTINCT owner FROM lease WHERE lease_until > UTC_TIMESTAMP(3)',
      [],
    );
    const ended = held.map(({ owner }) => owner).filter(isOver);
    if (ended.length === 0) return [];
    await this.statement(
      `UPDATE lease SET lease_until = '1970-01-01 00:00:00.000' WHERE owner IN (${ended.map(() => '?').join(', ')})`,
      ended,
    );
    return ended;
  }

  /**
   * Whether nobody took the lease over. In a transaction the row stays locked until it ends, so that
   * a take-over waits for the write that this check allowed.
   */
  async holds(lease: Lease, tx?: Tx<N>): Promise<boolean> {
    const rows = await this.statement<readonly { owner: string; token: string | number }[]>(
      `SELECT owner, token FROM lease WHERE name = ?${tx === undefined ? '' : ' FOR UPDATE'}`,
      [lease.name],
      tx,
    );
    const [row] = rows;
    return row !== undefined && row.owner === lease.owner && String(row.token) === lease.token;
  }

  private async insertIfAbsent(name: string, owner: string, leaseMs: number): Promise<boolean> {
    try {
      await this.statement(
        `INSERT INTO lease (name, owner, token, lease_until)
         VALUES (?, ?, ${FIRST_TOKEN}, UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND)`,
        [name, owner, leaseMs * MICROSECONDS],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
