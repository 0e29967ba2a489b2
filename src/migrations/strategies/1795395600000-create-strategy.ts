import type { MigrationInterface, QueryRunner } from 'typeorm';

const SIDE_COLUMNS = `
  SIDE_entry_order_timeframe varchar(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  SIDE_close_order_timeframe varchar(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  SIDE_entry_indicator_timeframe varchar(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  SIDE_close_indicator_timeframe varchar(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  SIDE_regime_max_age_seconds int NULL,
  SIDE_pyramiding int NULL,
  SIDE_leverage decimal(36,18) NULL,
  SIDE_quantity_mode varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  SIDE_quantity decimal(36,18) NULL,
  SIDE_take_profit_per_order decimal(36,18) NULL,
  SIDE_stop_loss_per_order decimal(36,18) NULL,
  SIDE_take_profit_general decimal(36,18) NULL,
  SIDE_stop_loss_general decimal(36,18) NULL,`;

/** Strategies. `live_key` is null once deleted, so that the unique key binds only live ones. */
export class CreateStrategy1795395600000 implements MigrationInterface {
  readonly name = 'CreateStrategy1795395600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE strategy (
        id char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        alarm_name varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        is_on tinyint NOT NULL,
        account varchar(50) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        instrument varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        description varchar(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        start_at datetime(3) NULL,
        end_at datetime(3) NULL,
        ${SIDE_COLUMNS.replaceAll('SIDE', 'long')}
        ${SIDE_COLUMNS.replaceAll('SIDE', 'short')}
        result_note varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        created_at datetime(3) NOT NULL,
        updated_at datetime(3) NOT NULL,
        deleted_at datetime(3) NULL,
        version int NOT NULL,
        live_key varchar(4) CHARACTER SET ascii COLLATE ascii_bin NULL,
        PRIMARY KEY (id),
        UNIQUE INDEX ux_strategy_live (alarm_name, instrument, account, live_key)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE strategy');
  }
}
