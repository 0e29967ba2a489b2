import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'char(26) CHARACTER SET ascii COLLATE ascii_bin';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const JSON_TEXT = 'longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const DECIMAL = 'decimal(36,18)';
const UTC = 'datetime(3)';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

const RECONCILIATION = `
  CREATE TABLE reconciliation (
    id ${ID} NOT NULL,
    account ${text(64)} NOT NULL,
    venue ${code(20)} NOT NULL,
    \`trigger\` ${code(20)} NOT NULL,
    asked_at ${UTC} NOT NULL,
    started_at ${UTC} NULL,
    finished_at ${UTC} NULL,
    instance ${code(100)} NULL,
    outcome ${code(20)} NULL,
    is_whole tinyint(1) NOT NULL,
    summary ${text(500)} NULL,
    report ${JSON_TEXT} NULL,
    PRIMARY KEY (id),
    KEY ix_reconciliation_scope (account, venue, started_at),
    KEY ix_reconciliation_waiting (started_at, finished_at)
  ) ${TABLE}`;

const DRIFT = `
  CREATE TABLE drift (
    id ${ID} NOT NULL,
    account ${text(64)} NOT NULL,
    venue ${code(20)} NOT NULL,
    instrument ${code(80)} NOT NULL,
    side ${code(5)} NOT NULL,
    ours ${DECIMAL} NOT NULL,
    theirs ${DECIMAL} NOT NULL,
    first_seen_at ${UTC} NOT NULL,
    last_seen_at ${UTC} NOT NULL,
    acknowledged_at ${UTC} NULL,
    acknowledged_by ${text(100)} NULL,
    why ${text(500)} NULL,
    cleared_at ${UTC} NULL,
    open_key ${text(200)} NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_drift_open (open_key),
    KEY ix_drift_lane (account, instrument, cleared_at)
  ) ${TABLE}`;

const EXTERNAL_ORDER = `
  CREATE TABLE external_order (
    id ${ID} NOT NULL,
    account ${text(64)} NOT NULL,
    venue ${code(20)} NOT NULL,
    instrument ${code(80)} NOT NULL,
    venue_order_id ${code(64)} NOT NULL,
    client_order_id ${text(80)} NULL,
    looks_ours tinyint(1) NOT NULL,
    origin ${code(20)} NOT NULL,
    side ${code(4)} NOT NULL,
    position_side ${code(5)} NULL,
    type ${code(30)} NOT NULL,
    state ${code(20)} NOT NULL,
    quantity ${DECIMAL} NOT NULL,
    filled_quantity ${DECIMAL} NOT NULL,
    average_price ${DECIMAL} NULL,
    stop_price ${DECIMAL} NULL,
    first_seen_at ${UTC} NOT NULL,
    last_seen_at ${UTC} NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_external_order_venue_order (account, venue, venue_order_id),
    KEY ix_external_order_first_seen (first_seen_at, id)
  ) ${TABLE}`;

/** What the comparison with the venues writes, and the keys by which it finds orders and fills. */
export class CreateReconciliations1795489200000 implements MigrationInterface {
  name = 'CreateReconciliations1795489200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [RECONCILIATION, DRIFT, EXTERNAL_ORDER]) await runner.query(table);
    await runner.query(
      'ALTER TABLE trade_order ADD KEY ix_trade_order_venue_order (venue_order_id)',
    );
    await runner.query('ALTER TABLE fill ADD KEY ix_fill_venue_order (venue_order_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE fill DROP KEY ix_fill_venue_order');
    await runner.query('ALTER TABLE trade_order DROP KEY ix_trade_order_venue_order');
    for (const table of ['external_order', 'drift', 'reconciliation'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
