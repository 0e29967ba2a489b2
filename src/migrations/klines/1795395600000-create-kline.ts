import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Candles, one row a candle. */
export class CreateKline1795395600000 implements MigrationInterface {
  readonly name = 'CreateKline1795395600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kline (
        market varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        instrument varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        timeframe varchar(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        open_at datetime(3) NOT NULL,
        open decimal(36,18) NOT NULL,
        high decimal(36,18) NOT NULL,
        low decimal(36,18) NOT NULL,
        close decimal(36,18) NOT NULL,
        volume decimal(36,18) NOT NULL,
        is_final tinyint NOT NULL,
        recorded_at datetime(3) NOT NULL,
        PRIMARY KEY (market, instrument, timeframe, open_at),
        INDEX ix_kline_instrument_open_at (instrument, open_at)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kline');
  }
}
