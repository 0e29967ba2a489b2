import { runStatement } from '@/platform/database/statement';
import type { BatchConnection } from '@/platform/database/statement-batch';
import { TransactionStatements } from '@/platform/database/transaction-statements';

/**
 * A connection that runs what one message holds in order, up to the first that fails; `failures` says what some fail with.
 * An `S` is a select. Messages and statements that ran are kept.
 */
class FakeConnection implements BatchConnection {
  readonly sent: string[] = [];
  readonly messages: string[] = [];
  isDestroyed = false;

  constructor(private readonly failures: Readonly<Record<string, string>> = {}) {}

  destroy(): void {
    this.isDestroyed = true;
  }

  format(sql: string, values: readonly unknown[]): string {
    if (values.includes(Symbol.for('no value'))) throw new Error('no text for a symbol');
    return sql;
  }

  query(
    message: string,
    _values: readonly unknown[],
    done: (error: Error | null, result: unknown) => void,
  ): { readonly _rows: readonly unknown[] } {
    const statements = message.split(';\n');
    const results: unknown[] = [];
    let error: Error | null = null;
    this.messages.push(message.replaceAll(';\n', ' '));
    for (const sql of statements) {
      this.sent.push(sql);
      const code = this.failures[sql];
      if (code !== undefined) error = Object.assign(new Error(code), { code });
      if (error !== null) break;
      results.push(sql.startsWith('S') ? [sql] : sql);
    }
    const result = statements.length === 1 ? results[0] : results;
    setImmediate(() => done(error, error === null ? result : undefined));
    return { _rows: results };
  }
}

const outcomes = (statements: TransactionStatements, ...sql: readonly string[]) =>
  Promise.all(
    sql.map((one) =>
      runStatement(statements, one, []).catch((error: unknown) => (error as Error).message),
    ),
  );

describe('the statements of a transaction', () => {
  it('are sent in the order of the calls', async () => {
    const connection = new FakeConnection();
    const statements = new TransactionStatements(connection);
    await expect(outcomes(statements, 'A', 'B', 'C')).resolves.toEqual(['A', 'B', 'C']);
    expect(connection.sent).toEqual(['A', 'B', 'C']);
  });

  it('travel together when they are called at one go', async () => {
    const connection = new FakeConnection();
    const statements = new TransactionStatements(connection);
    const first = outcomes(statements, 'A', 'S', 'B');
    await expect(first).resolves.toEqual(['A', ['S'], 'B']);
    const both = Promise.all([outcomes(statements, 'C'), outcomes(statements, 'D')]);
    await expect(both).resolves.toEqual([['C'], ['D']]);
    await outcomes(statements, 'E');
    expect(connection.messages).toEqual(['A S B', 'C D', 'E']);
  });

  it('that would be too long for one message go in several', async () => {
    const connection = new FakeConnection();
    const long = ['X', 'Y', 'Z'].map((letter) => letter.repeat(200_000));
    await outcomes(new TransactionStatements(connection), ...long);
    expect(connection.messages).toEqual(long);
  });

  it('fail where they are called when a value has no text, and the others go on', async () => {
    const connection = new FakeConnection();
    const statements = new TransactionStatements(connection);
    const wrong = runStatement(statements, 'A', [Symbol.for('no value')]);
    const right = outcomes(statements, 'B');
    await expect(wrong).rejects.toThrow('no text for a symbol');
    await expect(right).resolves.toEqual(['B']);
  });

  it.each(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_QUERY_INTERRUPTED', 'ECONNRESET'])(
    'end with one that fails with %s: what waits is refused with its reason, later ones too',
    async (code) => {
      const connection = new FakeConnection({ B: code });
      const statements = new TransactionStatements(connection);
      await expect(outcomes(statements, 'A', 'B', 'C')).resolves.toEqual(['A', code, code]);
      await expect(outcomes(statements, 'COMMIT')).resolves.toEqual([code]);
      expect(connection.sent).toEqual(['A', 'B']);
    },
  );

  it('go on after a unique key refused a row: the rest stands', async () => {
    const connection = new FakeConnection({ A: 'ER_DUP_ENTRY' });
    const statements = new TransactionStatements(connection);
    const all = outcomes(statements, 'S', 'A', 'B', 'C');
    await expect(all).resolves.toEqual([['S'], 'ER_DUP_ENTRY', 'B', 'C']);
    expect(connection.messages).toEqual(['S A B C', 'B C']);
  });

  it('do not believe rows that may have ended in the middle', async () => {
    const connection = new FakeConnection({ B: 'ER_QUERY_INTERRUPTED' });
    const statements = new TransactionStatements(connection);
    const interrupted = 'ER_QUERY_INTERRUPTED';
    const all = outcomes(statements, 'A', 'S', 'B', 'C');
    await expect(all).resolves.toEqual(['A', interrupted, interrupted, interrupted]);
  });

  it('end when the connection says at once that it is closed', async () => {
    const closed: BatchConnection = {
      format: (sql) => sql,
      destroy: () => undefined,
      query: (_message, _values, done) => done(new Error('closed'), undefined),
    };
    const all = outcomes(new TransactionStatements(closed), 'A', 'B');
    await expect(all).resolves.toEqual(['closed', 'closed']);
  });

  it('fail on a connection that answers less than it was asked, which nobody uses again', async () => {
    const connection = new FakeConnection();
    const query = connection.query.bind(connection);
    connection.query = (message, values, done) =>
      query(message, values, (error) => done(error, { affectedRows: 0 }));
    const all = await outcomes(new TransactionStatements(connection), 'A', 'B');
    expect(new Set(all)).toEqual(
      new Set(['the database answered fewer statements than were sent']),
    );
    expect(connection.isDestroyed).toBe(true);
  });

  it('that go through somebody else take their turn and end the transaction alike', async () => {
    const connection = new FakeConnection({ B: 'ER_LOCK_DEADLOCK' });
    const statements = new TransactionStatements(connection);
    const first = outcomes(statements, 'A');
    const through = statements.through(
      () => runStatement(connection, 'B', []),
      (error) => error,
    );
    const last = outcomes(statements, 'C');
    await expect(through).rejects.toThrow('ER_LOCK_DEADLOCK');
    await expect(Promise.all([first, last])).resolves.toEqual([['A'], ['ER_LOCK_DEADLOCK']]);
    const later = statements.through(
      () => runStatement(connection, 'D', []),
      (error) => new Error(`refused: ${error.message}`),
    );
    await expect(later).rejects.toThrow('refused: ER_LOCK_DEADLOCK');
    expect(connection.sent).toEqual(['A', 'B']);
  });

  it('are over once the transaction is closed, those that wait included', async () => {
    const connection = new FakeConnection();
    const statements = new TransactionStatements(connection);
    const sent = outcomes(statements, 'A');
    await Promise.resolve();
    const both = outcomes(statements, 'B', 'C');
    statements.close();
    await expect(sent).resolves.toEqual(['A']);
    await expect(both).resolves.toEqual(['the transaction is over', 'the transaction is over']);
    expect(connection.sent).toEqual(['A']);
  });
});
