import { runAlone, type StatementTarget } from '@/platform/database/statement';

/** A database that answers the sends of a statement with these errors, and then with 'done'. */
class Answers implements StatementTarget {
  sends = 0;

  constructor(private readonly codes: readonly string[]) {}

  query(
    _sql: string,
    _values: readonly unknown[],
    done: (error: Error | null | undefined, result: unknown) => void,
  ): void {
    const code = this.codes[this.sends];
    this.sends += 1;
    if (code === undefined) done(null, 'done');
    else done(Object.assign(new Error(code), { code }), undefined);
  }
}

const LOST = 'ER_LOCK_DEADLOCK';

describe(runAlone.name, () => {
  it.each([0, 1, 2])('has its result after having lost %i times', async (times) => {
    const database = new Answers(Array.from({ length: times }, () => LOST));
    await expect(runAlone(database, 'UPDATE', [])).resolves.toBe('done');
    expect(database.sends).toBe(times + 1);
  });

  it('gives up after three', async () => {
    const database = new Answers([LOST, LOST, LOST]);
    await expect(runAlone(database, 'UPDATE', [])).rejects.toMatchObject({
      driverError: { code: LOST },
    });
    expect(database.sends).toBe(3);
  });

  it.each(['ER_DUP_ENTRY', 'ER_LOCK_WAIT_TIMEOUT', 'PROTOCOL_CONNECTION_LOST'])(
    'does not repeat what failed with %s: waiting again would take too long, or it may have happened',
    async (code) => {
      const database = new Answers([code]);
      await expect(runAlone(database, 'UPDATE', [])).rejects.toMatchObject({
        driverError: { code },
      });
      expect(database.sends).toBe(1);
    },
  );
});
