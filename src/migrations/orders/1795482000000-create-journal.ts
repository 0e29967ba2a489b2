import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'char(26) CHARACTER SET ascii COLLATE ascii_bin';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const HASH = 'char(64) CHARACTER SET ascii COLLATE ascii_bin';
const JSON_TEXT = 'longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const UTC = 'datetime(3)';
const POSITION = 'bigint unsigned NOT NULL AUTO_INCREMENT';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

const JOURNAL_ENTRY = `
  CREATE TABLE journal_entry (
    id ${ID} NOT NULL,
    position ${POSITION},
    at ${UTC} NOT NULL,
    action ${code(80)} NOT NULL,
    subject_type ${code(40)} NOT NULL,
    subject_id ${text(120)} NOT NULL,
    who ${text(120)} NOT NULL,
    from_address ${code(45)} NULL,
    phase ${code(10)} NOT NULL,
    correlates ${ID} NULL,
    data ${JSON_TEXT} NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_journal_entry_position (position),
    KEY ix_journal_entry_correlates (correlates)
  ) ${TABLE}`;

const JOURNAL_SEAL = `
  CREATE TABLE journal_seal (
    sequence bigint unsigned NOT NULL,
    sealed_at ${UTC} NOT NULL,
    at ${UTC} NOT NULL,
    kind ${code(40)} NOT NULL,
    source_id ${text(120)} NOT NULL,
    source_position bigint unsigned NOT NULL,
    action ${code(80)} NOT NULL,
    subject ${text(170)} NOT NULL,
    who ${text(120)} NULL,
    from_address ${code(45)} NULL,
    digest ${HASH} NOT NULL,
    previous_hash ${HASH} NOT NULL,
    hash ${HASH} NOT NULL,
    PRIMARY KEY (sequence),
    UNIQUE KEY ux_journal_seal_source (kind, source_id),
    UNIQUE KEY ux_journal_seal_position (kind, source_position),
    KEY ix_journal_seal_action (action, sequence),
    KEY ix_journal_seal_subject (subject, sequence),
    KEY ix_journal_seal_who (who, sequence),
    KEY ix_journal_seal_at (at)
  ) ${TABLE}`;

const JOURNAL_CURSOR = `
  CREATE TABLE journal_cursor (
    kind ${code(40)} NOT NULL,
    position bigint unsigned NOT NULL,
    marked bigint unsigned NOT NULL,
    marked_at ${UTC} NOT NULL,
    PRIMARY KEY (kind)
  ) ${TABLE}`;

const TRADING_STATE_CHANGE = `
  CREATE TABLE trading_state_change (
    id ${ID} NOT NULL,
    position ${POSITION},
    scope ${text(64)} NOT NULL,
    state_before ${code(20)} NOT NULL,
    state_after ${code(20)} NOT NULL,
    at ${UTC} NOT NULL,
    who ${text(100)} NOT NULL,
    from_address ${code(45)} NULL,
    why ${text(500)} NULL,
    halt_id ${ID} NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_trading_state_change_position (position),
    KEY ix_trading_state_change_scope (scope, position)
  ) ${TABLE}`;

/** Append-only tables that existed before: each row gets a place in the order of writing, which no clock can shift. */
const NUMBERED = ['order_event', 'trade_decision', 'fill'] as const;

/**
 * The journal: commands, the chain that seals them together with every state change, and how far it got. The row of
 * the whole system's trading state is written here once, because submits and halts meet on its lock.
 */
export class CreateJournal1795482000000 implements MigrationInterface {
  name = 'CreateJournal1795482000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [JOURNAL_ENTRY, JOURNAL_SEAL, JOURNAL_CURSOR, TRADING_STATE_CHANGE]) {
      await runner.query(table);
    }
    for (const table of NUMBERED) {
      await runner.query(
        `ALTER TABLE ${table} ADD COLUMN position ${POSITION}, ADD UNIQUE KEY ux_${table}_position (position)`,
      );
    }
    await runner.query(
      `INSERT IGNORE INTO trading_state (scope, state, changed_at, changed_by, why)
       VALUES ('system', 'active', UTC_TIMESTAMP(3), 'installation', NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of NUMBERED) await runner.query(`ALTER TABLE ${table} DROP COLUMN position`);
    for (const table of [
      'trading_state_change',
      'journal_cursor',
      'journal_seal',
      'journal_entry',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
