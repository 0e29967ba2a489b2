import type { MigrationInterface, QueryRunner } from 'typeorm';

const DECIMAL = 'decimal(36,18)';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;

/** What an order may say beyond its type: how long it rests, how it trails, which price pulls its trigger. */
export class AddOrderTerms1795490000000 implements MigrationInterface {
  readonly name = 'AddOrderTerms1795490000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE trade_order
        ADD COLUMN time_in_force ${code(10)} NULL,
        ADD COLUMN trailing_rate ${DECIMAL} NULL,
        ADD COLUMN trailing_distance ${DECIMAL} NULL,
        ADD COLUMN activation_price ${DECIMAL} NULL,
        ADD COLUMN working_type ${code(5)} NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE trade_order
        DROP COLUMN time_in_force, DROP COLUMN trailing_rate, DROP COLUMN trailing_distance,
        DROP COLUMN activation_price, DROP COLUMN working_type`,
    );
  }
}
