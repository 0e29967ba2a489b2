import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'char(26) CHARACTER SET ascii COLLATE ascii_bin';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const longText = (type: string): string => `${type} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const UTC = 'datetime(3)';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

const ALARM = `
  CREATE TABLE alarm (
    id ${ID} NOT NULL,
    received_at ${UTC} NOT NULL,
    status ${code(20)} NOT NULL,
    reason ${code(40)} NULL,
    reason_detail ${longText('text')} NULL,
    lane ${code(64)} NOT NULL,
    due_at ${UTC} NOT NULL,
    attempts int unsigned NOT NULL DEFAULT 0,
    decided_at ${UTC} NULL,
    dedup_key ${code(64)} NOT NULL,
    duplicates int unsigned NOT NULL DEFAULT 0,
    last_duplicate_at ${UTC} NULL,
    base ${code(30)} NULL,
    quote ${code(30)} NULL,
    timeframe ${code(10)} NULL,
    \`signal\` ${code(60)} NULL,
    strategy_name ${text(500)} NULL,
    alarm_at ${UTC} NULL,
    occurred_at ${UTC} NOT NULL,
    reading ${longText('longtext')} NOT NULL,
    body ${longText('mediumtext')} NOT NULL,
    content_type ${text(255)} NULL,
    source_address ${code(45)} NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_alarm_dedup (dedup_key),
    KEY ix_alarm_received (received_at, id),
    KEY ix_alarm_claim (status, lane, received_at, id),
    KEY ix_alarm_ticker (base, quote, received_at),
    KEY ix_alarm_signal (strategy_name, base, quote, \`signal\`, timeframe, occurred_at, received_at)
  ) ${TABLE}`;

const WEBHOOK_SECRET = `
  CREATE TABLE webhook_secret (
    id ${ID} NOT NULL,
    name ${text(100)} NOT NULL,
    secret_hash ${code(64)} NOT NULL,
    created_at ${UTC} NOT NULL,
    revoked_at ${UTC} NULL,
    last_used_at ${UTC} NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_webhook_secret_hash (secret_hash)
  ) ${TABLE}`;

const LEASE = `
  CREATE TABLE lease (
    name ${text(200)} NOT NULL,
    owner ${code(100)} NOT NULL,
    token bigint NOT NULL,
    lease_until ${UTC} NOT NULL,
    PRIMARY KEY (name)
  ) ${TABLE}`;

/** The inbox: alarms, the secrets that open the webhook, and the leases of its lanes. */
export class CreateAlarms1785600000000 implements MigrationInterface {
  readonly name = 'CreateAlarms1785600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ALARM, WEBHOOK_SECRET, LEASE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['lease', 'webhook_secret', 'alarm'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
