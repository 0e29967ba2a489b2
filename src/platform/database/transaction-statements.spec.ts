import type { StatementTarget } from '@/platform/database/statement';
import { runStatement } from '@/platform/database/statement';
import { TransactionStatements } from '@/platform/database/transaction-statements';

/** A connection that answers in the order of the calls; `failures` says what some statements fail with. */
class FakeConnection implements StatementTarget {
  readonly sent: string[] = [];

  constructor(private readonly failures: Readonly<Record<string, string>> = {}) {}

  query(
    sql: string,
    _values: readonly unknown[],
    done: (error: Error | null, result: unknown) => void,
  ): void {
    this.sent.push(sql);
    const code = this.failures[sql];
    const error = code === undefined ? null : Object.assign(new Error(code), { code });
    setImmediate(() => done(error, sql));
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
    await expect(outcomes(statements, 'A', 'B')).resolves.toEqual(['ER_DUP_ENTRY', 'B']);
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
    const both = outcomes(statements, 'A', 'B');
    statements.close();
    await expect(both).resolves.toEqual(['A', 'the transaction is over']);
    expect(connection.sent).toEqual(['A']);
  });
});
