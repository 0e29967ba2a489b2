import type { MigrationInterface, QueryRunner } from 'typeorm';

const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

/** Transfers by their idempotency keys, and the dead man's switches that are kept alive. */
export class CreateBingxCommands1795490060000 implements MigrationInterface {
  readonly name = 'CreateBingxCommands1795490060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE bingx_transfer_request (
        key_digest ${code(64)} NOT NULL,
        request_digest ${code(64)} NOT NULL,
        state ${code(10)} NOT NULL,
        sent_at datetime(3) NOT NULL,
        answer longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        PRIMARY KEY (key_digest)
      ) ${TABLE}`,
    );
    await runner.query(
      `CREATE TABLE bingx_dead_mans_switch (
        account ${text(64)} NOT NULL,
        product ${code(10)} NOT NULL,
        timeout_seconds int unsigned NOT NULL,
        is_closed_on_halt tinyint(1) NOT NULL,
        is_closed_on_shutdown tinyint(1) NOT NULL,
        state ${code(10)} NOT NULL,
        set_at datetime(3) NOT NULL,
        renewed_at datetime(3) NULL,
        trigger_at datetime(3) NULL,
        next_at datetime(3) NOT NULL,
        problem ${text(300)} NULL,
        PRIMARY KEY (account, product)
      ) ${TABLE}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bingx_dead_mans_switch');
    await runner.query('DROP TABLE bingx_transfer_request');
  }
}
