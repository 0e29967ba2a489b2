import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The paper venue's own book, and what the venues reported as open positions. */
export class CreatePaperBook1795395600000 implements MigrationInterface {
  readonly name = 'CreatePaperBook1795395600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE paper_order (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        instrument varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        client_order_id varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        side varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        position_side varchar(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        type varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        quantity decimal(36,18) NOT NULL,
        price decimal(36,18) NULL,
        stop_price decimal(36,18) NULL,
        reduce_only tinyint NOT NULL,
        state varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        filled_quantity decimal(36,18) NOT NULL,
        average_price decimal(36,18) NULL,
        margin decimal(36,18) NOT NULL,
        created_at datetime(3) NOT NULL,
        updated_at datetime(3) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE INDEX ux_paper_order_account_client_order_id (account, client_order_id),
        INDEX ix_paper_order_state_instrument (state, instrument),
        INDEX ix_paper_order_account_instrument (account, instrument, updated_at)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE paper_fill (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        order_id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        instrument varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        side varchar(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        quantity decimal(36,18) NOT NULL,
        price decimal(36,18) NOT NULL,
        fee decimal(36,18) NOT NULL,
        profit decimal(36,18) NOT NULL,
        liquidity varchar(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        filled_at datetime(3) NOT NULL,
        PRIMARY KEY (id),
        INDEX ix_paper_fill_order_id (order_id),
        INDEX ix_paper_fill_account_instrument (account, instrument, filled_at)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE paper_position (
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        instrument varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        side varchar(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        quantity decimal(36,18) NOT NULL,
        open_value decimal(36,18) NOT NULL,
        leverage decimal(36,18) NOT NULL,
        mark_price decimal(36,18) NULL,
        updated_at datetime(3) NOT NULL,
        PRIMARY KEY (account, instrument, side),
        INDEX ix_paper_position_instrument (instrument)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE paper_balance (
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        asset varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        total decimal(36,18) NOT NULL,
        updated_at datetime(3) NOT NULL,
        PRIMARY KEY (account, asset)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE position_snapshot (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        account varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        venue varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        instrument varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        side varchar(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        quantity decimal(36,18) NOT NULL,
        average_price decimal(36,18) NULL,
        leverage decimal(36,18) NULL,
        unrealised_profit decimal(36,18) NULL,
        taken_at datetime(3) NOT NULL,
        PRIMARY KEY (id),
        INDEX ix_position_snapshot_account_taken_at (account, taken_at)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'position_snapshot',
      'paper_balance',
      'paper_position',
      'paper_fill',
      'paper_order',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
