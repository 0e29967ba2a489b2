import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'char(26) CHARACTER SET ascii COLLATE ascii_bin';
const code = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET ascii COLLATE ascii_bin`;
const text = (length: number): string =>
  `varchar(${String(length)}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
const UTC = 'datetime(3)';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

/** What people are told, the outbox of each channel, and the leases of those who deliver. */
export class CreateNotifications1795500000000 implements MigrationInterface {
  name = 'CreateNotifications1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notification (
        id ${ID} NOT NULL,
        notification_key ${text(200)} NULL,
        open_key ${text(200)} NULL,
        severity ${code(20)} NOT NULL,
        subject ${text(300)} NOT NULL,
        what ${text(2000)} NOT NULL,
        money ${text(500)} NULL,
        action ${text(1000)} NOT NULL,
        runbook ${code(100)} NOT NULL,
        opened_at ${UTC} NOT NULL,
        occurrences int unsigned NOT NULL,
        cleared_at ${UTC} NULL,
        cleared_by ${text(500)} NULL,
        PRIMARY KEY (id),
        UNIQUE KEY ux_notification_open_key (open_key),
        KEY ix_notification_opened (opened_at)
      ) ${TABLE}`);
    await runner.query(`
      CREATE TABLE notification_delivery (
        notification_id ${ID} NOT NULL,
        phase ${code(10)} NOT NULL,
        channel ${code(20)} NOT NULL,
        state ${code(20)} NOT NULL,
        attempts int unsigned NOT NULL,
        created_at ${UTC} NOT NULL,
        next_attempt_at ${UTC} NOT NULL,
        done_at ${UTC} NULL,
        last_error ${text(300)} NULL,
        is_in_digest tinyint(1) NOT NULL,
        PRIMARY KEY (notification_id, phase, channel),
        KEY ix_notification_delivery_due (channel, state, created_at)
      ) ${TABLE}`);
    await runner.query(`
      CREATE TABLE lease (
        name ${text(200)} NOT NULL,
        owner ${code(100)} NOT NULL,
        token bigint NOT NULL,
        lease_until ${UTC} NOT NULL,
        PRIMARY KEY (name)
      ) ${TABLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['lease', 'notification_delivery', 'notification'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
