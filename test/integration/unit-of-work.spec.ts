import type { DataSource, QueryRunner } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { OrderEvent } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { poolOf, runStatement, valueOf, type StatementTarget } from '@/platform/database/statement';
import {
  connectionOf,
  managerOf,
  type Tx,
  type UnitOfWork,
} from '@/platform/database/unit-of-work';
import { openTestConnection, unitOfWorkFor } from '@test/support/database';

/** mysql2's pool says when it hands a connection out. */
interface Pool extends StatementTarget {
  once(event: 'acquire', listener: (connection: StatementTarget) => void): void;
}

const ORDER = '01J00000000000000000000000' as OrderId;

const eventOf = (sequence: number): OrderEvent => ({
  orderId: ORDER,
  sequence,
  type: 'initialized',
  stateAfter: 'INITIALIZED',
  at: new Date(0),
  data: {},
});

describe('transactions', () => {
  let source: DataSource;
  let work: UnitOfWork;
  let events: OrderEventsRepository;

  beforeAll(async () => {
    source = await openTestConnection('orders');
    work = unitOfWorkFor({ orders: source });
    events = new OrderEventsRepository(source);
  });
  afterAll(() => source.destroy());
  beforeEach(() => source.query('DELETE FROM order_event'));

  const sequences = async (): Promise<readonly number[]> =>
    (await events.of([ORDER])).map(({ sequence }) => sequence);

  /** On the next connection that is used, `statement` is not understood. */
  function breakNext(statement: string): void {
    (poolOf(source) as Pool).once('acquire', (connection) => {
      const query = connection.query.bind(connection);
      connection.query = (sql, values, done) =>
        query(sql.replace(statement, `${statement} NONSENSE`), values, done);
    });
  }

  it('writes all or nothing', async () => {
    await work.run('orders', (tx) => events.append([eventOf(1), eventOf(2)], tx));
    const doubled = work.run('orders', (tx) =>
      Promise.all([events.append([eventOf(3)], tx), events.append([eventOf(1)], tx)]),
    );
    await expect(doubled).rejects.toMatchObject({ driverError: { code: 'ER_DUP_ENTRY' } });
    expect(await sequences()).toEqual([1, 2]);
  });

  it('sends nothing of a transaction that could not be started', async () => {
    breakNext('START TRANSACTION');
    const unstarted = work.run('orders', async (tx) => {
      await Promise.allSettled([events.append([eventOf(1)], tx), events.append([eventOf(2)], tx)]);
    });
    await expect(unstarted).rejects.toThrow();
    expect(await sequences()).toEqual([]);
    await work.run('orders', (tx) => events.append([eventOf(3)], tx));
    expect(await sequences()).toEqual([3]);
  });

  it('does not use a connection again on which a transaction could not be ended', async () => {
    breakNext('ROLLBACK');
    const failed = work.run('orders', async (tx) => {
      await events.append([eventOf(1)], tx);
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    await work.run('orders', (tx) => events.append([eventOf(2)], tx));
    expect(await sequences()).toEqual([2]);
  });

  it('writes nothing of what still waits when the work gives up', async () => {
    const failed = work.run('orders', (tx) => {
      for (const sequence of [1, 2, 3])
        events.append([eventOf(sequence)], tx).catch(() => undefined);
      return Promise.reject(new Error('changed its mind'));
    });
    await expect(failed).rejects.toThrow('changed its mind');
    expect(await sequences()).toEqual([]);
  });

  it('tells what became of each of the statements that travel together', async () => {
    await work.run('orders', (tx) => events.append([eventOf(1)], tx));
    const count = (tx: Tx<'orders'>) =>
      runStatement(connectionOf(tx), 'SELECT COUNT(*) AS n FROM order_event', []);
    const told = await work.run('orders', (tx) =>
      Promise.allSettled([
        count(tx),
        events.append([eventOf(2)], tx),
        runStatement(connectionOf(tx), 'SELECT sequence FROM order_event WHERE sequence = 9', []),
        events.append([eventOf(1)], tx),
        runStatement(connectionOf(tx), 'UPDATE order_event SET data = ? WHERE sequence > 1', [
          '{"a":"what; of ? this"}',
        ]),
        count(tx),
      ]),
    );
    expect(told).toMatchObject([
      { value: [{ n: '1' }] },
      { status: 'fulfilled' },
      { value: [] },
      { reason: { driverError: { code: 'ER_DUP_ENTRY' } } },
      { value: { affectedRows: 1 } },
      { value: [{ n: '2' }] },
    ]);
    expect((await events.of([ORDER])).map(({ data }) => data)).toEqual([
      {},
      { a: 'what; of ? this' },
    ]);
  });

  it('loses all of it when the connection ends in the middle, and hears of it', async () => {
    let told: readonly PromiseSettledResult<unknown>[] = [];
    const broken = work.run('orders', async (tx) => {
      const own = runStatement<readonly { id: string }[]>(
        connectionOf(tx),
        'SELECT CONNECTION_ID() AS id',
        [],
      );
      const [{ id } = { id: '' }] = await own;
      const rest = Promise.allSettled([
        events.append([eventOf(1)], tx),
        runStatement(connectionOf(tx), 'SELECT SLEEP(20)', []),
        events.append([eventOf(2)], tx),
      ]);
      await source.query(`KILL CONNECTION ${id}`);
      told = await rest;
      for (const one of told) valueOf(one);
    });
    await expect(broken).rejects.toThrow();
    expect(told.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await sequences()).toEqual([]);
    await work.run('orders', (tx) => events.append([eventOf(3)], tx));
    expect(await sequences()).toEqual([3]);
  });

  describe('a look', () => {
    const read = (tx: Tx<'orders'>, sql: string): Promise<unknown> =>
      runStatement(connectionOf(tx), sql, []);
    const messages = async (): Promise<number> => {
      const [row] = await runStatement<readonly { Value: string }[]>(
        poolOf(source),
        "SHOW GLOBAL STATUS LIKE 'Com_begin'",
        [],
      );
      return Number(row?.Value ?? Number.NaN);
    };

    it('reads in the order of the calls on one connection, without a transaction', async () => {
      await work.run('orders', (tx) => events.append([eventOf(1)], tx));
      const begun = await messages();
      const told = await work.look('orders', (tx) =>
        Promise.all([
          read(tx, 'SELECT sequence FROM order_event'),
          read(tx, 'SELECT CONNECTION_ID() AS id'),
          read(tx, 'SELECT CONNECTION_ID() AS id'),
          read(tx, 'SELECT @@in_transaction AS isOpen'),
        ]),
      );
      expect(told[0]).toMatchObject([{ sequence: 1 }]);
      expect(told[1]).toEqual(told[2]);
      expect(told[3]).toEqual([{ isOpen: '0' }]);
      expect(await messages()).toBe(begun);
    });

    it('runs nothing behind a read that failed, and the connection stays of use', async () => {
      const told = await work.look('orders', (tx) =>
        Promise.allSettled([
          read(tx, 'SELECT 1 AS one'),
          read(tx, 'SELECT * FROM nothing_of_this_name'),
          read(tx, 'SELECT 2 AS two'),
        ]),
      );
      // Whether all rows of the one before it had come is not told: it may count as failed.
      expect(told.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await work.look('orders', (tx) => read(tx, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    });

    it('can not be used after its end', async () => {
      const kept = await work.look('orders', (tx) => Promise.resolve(tx));
      expect(() => read(kept, 'SELECT 1 AS one')).toThrow('over');
    });
  });

  describe('given up by the database', () => {
    const setSecond = 'UPDATE order_event SET at = at + INTERVAL 1 SECOND WHERE sequence = ?';
    type Run = (tx: Tx<'orders'>, sequence: number) => Promise<unknown>;

    /** Holds row 1 and much else, so that of two that wait for each other it is not the one that has to go. */
    async function rivalOf(): Promise<QueryRunner> {
      const rival = source.createQueryRunner();
      await rival.query('START TRANSACTION');
      await rival.query(setSecond, [1]);
      const values = Array.from(
        { length: 300 },
        (_, i) => `('${ORDER}', ${String(i + 1_000)}, 'initialized', 'INITIALIZED', NOW(3), '{}')`,
      );
      await rival.query(
        `INSERT INTO order_event (order_id, sequence, type, state_after, at, data) VALUES ${values.join(', ')}`,
      );
      return rival;
    }

    it.each<readonly [string, Run]>([
      ['past TypeORM', (tx, sequence) => runStatement(connectionOf(tx), setSecond, [sequence])],
      ['through TypeORM', (tx, sequence) => managerOf(tx).query(setSecond, [sequence])],
    ])(
      'sends nothing that waits behind the statement at which it happened, %s',
      async (_, update) => {
        await work.run('orders', (tx) => events.append([eventOf(1), eventOf(2)], tx));
        const rival = await rivalOf();
        let rivalWaits: Promise<unknown> = Promise.resolve();
        let runs = 0;
        const outcome = work.run('orders', async (tx) => {
          if (++runs > 1) throw new Error('ran again');
          await update(tx, 2);
          rivalWaits = rival.query(setSecond, [2]);
          const [updated, appended] = await Promise.allSettled([
            update(tx, 1),
            events.append([eventOf(3)], tx),
          ]);
          expect(appended.status).toBe('rejected');
          valueOf(updated);
        });
        await expect(outcome).rejects.toThrow('ran again');
        await rivalWaits;
        await rival.query('ROLLBACK');
        await rival.release();
        expect(await sequences()).toEqual([1, 2]);
      },
    );
  });
});
