import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a stop has followed the price: it never goes back, whatever happens in between. */
export class CreateStopMark1795490120000 implements MigrationInterface {
  readonly name = 'CreateStopMark1795490120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stop_mark (
        order_id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        scope varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        stop_price decimal(36,18) NOT NULL,
        seen_price decimal(36,18) NOT NULL,
        updated_at datetime(3) NOT NULL,
        PRIMARY KEY (order_id, scope)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stop_mark');
  }
}
