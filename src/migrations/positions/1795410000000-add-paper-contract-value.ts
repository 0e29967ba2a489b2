import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts of a fixed worth on paper: what one of a position's contracts is worth, null where sizes are base coin. */
export class AddPaperContractValue1795410000000 implements MigrationInterface {
  readonly name = 'AddPaperContractValue1795410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE paper_position ADD COLUMN contract_value decimal(36,18) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE paper_position DROP COLUMN contract_value');
  }
}
