import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the two orders of an OCO have in common. */
export class AddOrderPair1795500000000 implements MigrationInterface {
  readonly name = 'AddOrderPair1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE trade_order
        ADD COLUMN pair_id varchar(20) CHARACTER SET ascii COLLATE ascii_bin NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE trade_order DROP COLUMN pair_id');
  }
}
