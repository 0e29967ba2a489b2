import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the accounts held, over time. */
export class CreateBalanceSnapshot1795395600000 implements MigrationInterface {
  readonly name = 'CreateBalanceSnapshot1795395600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE balance_snapshot (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        venue varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        asset varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        total decimal(36,18) NOT NULL,
        available decimal(36,18) NOT NULL,
        equity decimal(36,18) NOT NULL,
        taken_at datetime(3) NOT NULL,
        PRIMARY KEY (id),
        INDEX ix_balance_snapshot_account_taken_at (account, taken_at)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE balance_snapshot');
  }
}
