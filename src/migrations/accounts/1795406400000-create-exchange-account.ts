import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of exchanges with their sealed keys. `uid_key` is null once revoked, so that it binds only what is in use. */
export class CreateExchangeAccount1795406400000 implements MigrationInterface {
  readonly name = 'CreateExchangeAccount1795406400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_account (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        name varchar(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        exchange varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        environment varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        label varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        parent varchar(50) CHARACTER SET ascii COLLATE ascii_bin NULL,
        allows_withdrawals tinyint NOT NULL,
        uid varchar(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
        uid_key varchar(80) CHARACTER SET ascii COLLATE ascii_bin NULL,
        key_version int NOT NULL,
        data_key varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        api_key varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        secret_key varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        key_end varchar(4) CHARACTER SET ascii COLLATE ascii_bin NULL,
        permissions longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        ip_restricted tinyint NULL,
        position_mode varchar(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
        clock_offset_ms int NULL,
        checked_at datetime(3) NULL,
        status varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        problem_code varchar(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
        problem_message varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        created_at datetime(3) NOT NULL,
        updated_at datetime(3) NOT NULL,
        version int NOT NULL,
        PRIMARY KEY (id),
        UNIQUE INDEX ux_exchange_account_name (name),
        UNIQUE INDEX ux_exchange_account_uid_key (uid_key)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exchange_account');
  }
}
