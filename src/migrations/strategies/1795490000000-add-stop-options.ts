import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  'break_even_at_percent',
  'break_even_offset_percent',
  'trailing_stop_percent',
  'trailing_activation_percent',
].flatMap((name) => [`long_${name}`, `short_${name}`]);

/** How a side's stop follows the price: break-even and trailing. Null switches each off. */
export class AddStopOptions1795490000000 implements MigrationInterface {
  readonly name = 'AddStopOptions1795490000000';

  async up(runner: QueryRunner): Promise<void> {
    const columns = COLUMNS.map((name) => `ADD COLUMN ${name} decimal(36,18) NULL`);
    await runner.query(`ALTER TABLE strategy ${columns.join(', ')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const columns = COLUMNS.map((name) => `DROP COLUMN ${name}`);
    await runner.query(`ALTER TABLE strategy ${columns.join(', ')}`);
  }
}
