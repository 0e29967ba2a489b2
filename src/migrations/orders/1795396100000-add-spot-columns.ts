import type { MigrationInterface, QueryRunner } from 'typeorm';

const DECIMAL = 'decimal(36,18)';

/** What an order on Spot needs: the amount that a market buy spends, fees taken in coin, and what counts as dust. */
export class AddSpotColumns1795396100000 implements MigrationInterface {
  readonly name = 'AddSpotColumns1795396100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE trade_order
        ADD COLUMN quote_quantity ${DECIMAL} NULL,
        ADD COLUMN base_fee ${DECIMAL} NOT NULL DEFAULT 0,
        ADD COLUMN dust_below ${DECIMAL} NULL`,
    );
    // The default served the rows that were there; from now on every order says it.
    await runner.query(`ALTER TABLE trade_order ALTER COLUMN base_fee DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE trade_order
        DROP COLUMN quote_quantity, DROP COLUMN base_fee, DROP COLUMN dust_below`,
    );
  }
}
