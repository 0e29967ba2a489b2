import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Request limits of exchanges, counted for all instances. */
export class CreateRateWindows1795485600000 implements MigrationInterface {
  readonly name = 'CreateRateWindows1795485600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rate_member (
        instance varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        place varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        mode varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        alive_until datetime(3) NOT NULL,
        PRIMARY KEY (instance)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE rate_window (
        window_key varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        state longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        paused_until datetime(3) NULL,
        empty_at datetime(3) NOT NULL,
        PRIMARY KEY (window_key)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_window');
    await runner.query('DROP TABLE rate_member');
  }
}
