import type { DataSource } from 'typeorm';
import { LeaseRepository } from '@/platform/database/lease.repository';
import type { UnitOfWork } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';

const LONG_MS = 60_000;

describe(LeaseRepository.name, () => {
  let source: DataSource;
  let work: UnitOfWork;
  let leases: LeaseRepository<'orders'>;

  beforeAll(async () => {
    source = await openTestConnection('orders');
    work = unitOfWorkFor({ orders: source });
    leases = new LeaseRepository<'orders'>(source);
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  const expire = (name: string): Promise<unknown> =>
    source.query(
      `UPDATE lease SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE name = ?`,
      [name],
    );

  async function taken(name: string, owner: string): Promise<Lease> {
    const lease = await leases.take(name, owner, LONG_MS);
    if (lease === null) throw new Error('the lease should have been free');
    return lease;
  }

  async function remainingMs(name: string): Promise<number> {
    const [row]: { now: Date; until: Date }[] = await source.query(
      'SELECT UTC_TIMESTAMP(3) AS now, lease_until AS `until` FROM lease WHERE name = ?',
      [name],
    );
    if (row === undefined) throw new Error('no such lease');
    return row.until.getTime() - row.now.getTime();
  }

  it('gives a free lease to the first and refuses the second', async () => {
    expect(await leases.take('lane', 'a', LONG_MS)).toMatchObject({
      name: 'lane',
      owner: 'a',
      token: '1',
    });
    expect(await leases.take('lane', 'b', LONG_MS)).toBeNull();
    expect(await leases.take('other lane', 'b', LONG_MS)).not.toBeNull();
  });

  it('frees what is held by owners who are gone, and nothing else', async () => {
    await taken('theirs', 'gone');
    await taken('theirs too', 'gone');
    const alive = await taken('ours', 'alive');
    expect(await leases.releaseOf((owner) => owner === 'gone')).toEqual(['gone']);
    expect(await leases.take('theirs', 'next', LONG_MS)).toMatchObject({ token: '2' });
    expect(await leases.take('ours', 'next', LONG_MS)).toBeNull();
    expect(await leases.holds(alive)).toBe(true);
    expect(await leases.releaseOf((owner) => owner === 'gone')).toEqual([]);
  });

  it('extends an own lease under the same token', async () => {
    const first = await leases.take('lane', 'a', 1_000);
    const second = await taken('lane', 'a');
    expect(second.token).toBe('1');
    expect(first?.token).toBe('1');
    expect(await remainingMs('lane')).toBeGreaterThan(2_000);
  });

  it('raises the token by one at every take-over, and for an owner that let its own run out', async () => {
    await taken('lane', 'a');
    await expire('lane');
    expect((await taken('lane', 'b')).token).toBe('2');
    await expire('lane');
    expect((await taken('lane', 'b')).token).toBe('3');
  });

  it('a lease that was given back is free at once, and its token goes on', async () => {
    await leases.release(await taken('lane', 'a'));
    expect((await taken('lane', 'b')).token).toBe('2');
  });

  it('giving back a lost lease does not free the new holder’s', async () => {
    const lost = await taken('lane', 'a');
    await expire('lane');
    await taken('lane', 'b');
    await leases.release(lost);
    expect(await leases.take('lane', 'c', LONG_MS)).toBeNull();
  });

  it('renews what is still held, and says when it was lost', async () => {
    const lease = await taken('lane', 'a');
    await expire('lane');
    expect(await leases.renew(lease, LONG_MS)).toMatchObject({ token: '1' });
    await expire('lane');
    await taken('lane', 'b');
    expect(await leases.renew(lease, LONG_MS)).toBeNull();
  });

  it('tells names apart byte by byte', async () => {
    await taken('main|bingx-usdt-m/BTC-USDT', 'a');
    expect(await leases.take('Main|bingx-usdt-m/BTC-USDT', 'b', LONG_MS)).not.toBeNull();
  });

  it('goes by the database’s clock: its own end is near the server’s time plus the length', async () => {
    await taken('lane', 'a');
    expect(Math.abs((await remainingMs('lane')) - LONG_MS)).toBeLessThan(5_000);
  });

  it.each(['free', 'expired'])('of 20 that want one %s lease exactly one gets it', async (kind) => {
    if (kind === 'expired') {
      await taken('lane', 'before');
      await expire('lane');
    }
    const owners = Array.from({ length: 20 }, (_, index) => `worker-${String(index)}`);
    const results = await Promise.all(owners.map((owner) => leases.take('lane', owner, LONG_MS)));
    expect(results.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('four workers that claim lanes never hold the same one at once', async () => {
    const holders = new Map<string, string>();
    let claims = 0;
    const overlaps: string[] = [];
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const claim = async (owner: string, lane: string): Promise<void> => {
      const lease = await leases.take(lane, owner, LONG_MS);
      if (lease === null) return;
      claims += 1;
      const other = holders.get(lane);
      if (other !== undefined) overlaps.push(`${owner} and ${other} in ${lane}`);
      holders.set(lane, owner);
      await pause(1);
      holders.delete(lane);
      await leases.release(lease);
    };
    const worker = async (owner: string): Promise<void> => {
      for (let round = 0; round < 25; round++) await claim(owner, `lane-${String(round % 3)}`);
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(worker));
    expect(overlaps).toEqual([]);
    expect(claims).toBeGreaterThan(25);
  });

  describe('fencing', () => {
    it('holds as long as nobody took it over, even past its end', async () => {
      const lease = await taken('lane', 'a');
      await expire('lane');
      expect(await leases.holds(lease)).toBe(true);
      expect(await work.run('orders', (tx) => leases.holds(lease, tx))).toBe(true);
      await taken('lane', 'b');
      expect(await leases.holds(lease)).toBe(false);
      expect(await work.run('orders', (tx) => leases.holds(lease, tx))).toBe(false);
    });

    it('a take-over waits for the write that the check allowed', async () => {
      const lease = await taken('lane', 'a');
      await expire('lane');
      const order: string[] = [];
      let takeOver: Promise<unknown> = Promise.resolve();
      await work.run('orders', async (tx) => {
        await leases.holds(lease, tx);
        takeOver = leases.take('lane', 'b', LONG_MS).then(() => order.push('taken over'));
        await new Promise((resolve) => setTimeout(resolve, 100));
        order.push('written');
      });
      await takeOver;
      expect(order).toEqual(['written', 'taken over']);
    });
  });

  it('a deadlock runs the whole transaction again: two sessions in opposite order both end', async () => {
    await taken('one', 'a');
    await taken('two', 'a');
    let runs = 0;
    const holdBoth = (first: string, second: string): Promise<void> =>
      work.run('orders', async (tx) => {
        runs += 1;
        const lease = { owner: 'a', token: '1' };
        await leases.holds({ ...lease, name: first }, tx);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await leases.holds({ ...lease, name: second }, tx);
      });
    await Promise.all([holdBoth('one', 'two'), holdBoth('two', 'one')]);
    expect(runs).toBeGreaterThan(2);
  });
});
