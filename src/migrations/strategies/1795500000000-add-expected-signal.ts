import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a strategy may be silent before a watchdog speaks up. */
export class AddExpectedSignal1795500000000 implements MigrationInterface {
  readonly name = 'AddExpectedSignal1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE strategy ADD COLUMN expect_signal_within_minutes int NULL AFTER result_note',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE strategy DROP COLUMN expect_signal_within_minutes');
  }
}
