import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'char(26) CHARACTER SET ascii COLLATE ascii_bin';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const JSON_TEXT = 'longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const UTC = 'datetime(3)';

/** Uses of the kill switch with the work that each still has to do. */
export class CreateTradingHalt1795482060000 implements MigrationInterface {
  name = 'CreateTradingHalt1795482060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trading_halt (
        id ${ID} NOT NULL,
        scope ${text(64)} NOT NULL,
        who ${text(100)} NOT NULL,
        from_address ${code(45)} NULL,
        why ${text(500)} NOT NULL,
        is_cancel tinyint(1) NOT NULL,
        is_flatten tinyint(1) NOT NULL,
        status ${code(20)} NOT NULL,
        started_at ${UTC} NOT NULL,
        deadline_at ${UTC} NOT NULL,
        finished_at ${UTC} NULL,
        canceled_ids ${JSON_TEXT} NOT NULL,
        close_ids ${JSON_TEXT} NOT NULL,
        remaining ${JSON_TEXT} NOT NULL,
        PRIMARY KEY (id),
        KEY ix_trading_halt_status (status, started_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE trading_halt');
  }
}
