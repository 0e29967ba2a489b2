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

const TRADE_DECISION = `
  CREATE TABLE trade_decision (
    id ${ID} NOT NULL,
    alarm_id ${ID} NULL,
    strategy_id ${ID} NULL,
    source ${code(20)} NOT NULL,
    decided_at ${UTC} NOT NULL,
    outcome ${code(20)} NOT NULL,
    reason ${code(60)} NOT NULL,
    detail ${text(1000)} NOT NULL,
    facts ${JSON_TEXT} NULL,
    steps ${JSON_TEXT} NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_trade_decision_alarm_strategy (alarm_id, strategy_id)
  ) ${TABLE}`;

const TRADE_ORDER = `
  CREATE TABLE trade_order (
    id ${ID} NOT NULL,
    decision_id ${ID} NOT NULL,
    alarm_id ${ID} NULL,
    strategy_id ${ID} NULL,
    leg ${code(80)} NOT NULL,
    purpose ${code(20)} NOT NULL,
    protects_order_id ${ID} NULL,
    account ${text(64)} NOT NULL,
    venue ${code(20)} NOT NULL,
    instrument ${code(80)} NOT NULL,
    lane ${text(150)} NOT NULL,
    side ${code(4)} NOT NULL,
    position_side ${code(5)} NOT NULL,
    type ${code(20)} NOT NULL,
    quantity ${DECIMAL} NOT NULL,
    price ${DECIMAL} NULL,
    stop_price ${DECIMAL} NULL,
    reduce_only tinyint(1) NOT NULL,
    leverage ${DECIMAL} NULL,
    leverage_set ${DECIMAL} NULL,
    reference_price ${DECIMAL} NULL,
    client_order_id ${code(40)} NOT NULL,
    venue_order_id ${code(64)} NULL,
    state ${code(20)} NOT NULL,
    filled_quantity ${DECIMAL} NOT NULL,
    average_price ${DECIMAL} NULL,
    refusal_category ${code(60)} NULL,
    refusal_message ${text(500)} NULL,
    needs_attention ${text(300)} NULL,
    send_before ${UTC} NULL,
    created_at ${UTC} NOT NULL,
    submitted_at ${UTC} NULL,
    updated_at ${UTC} NOT NULL,
    version int unsigned NOT NULL,
    next_check_at ${UTC} NULL,
    checks int unsigned NOT NULL,
    is_ledger_closed tinyint(1) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_trade_order_decision_leg (decision_id, leg),
    UNIQUE KEY ux_trade_order_client_order_id (client_order_id),
    KEY ix_trade_order_state_lane (state, lane, created_at, id),
    KEY ix_trade_order_next_check (next_check_at),
    KEY ix_trade_order_side (strategy_id, position_side, is_ledger_closed),
    KEY ix_trade_order_ledger (is_ledger_closed, account),
    KEY ix_trade_order_created (created_at, id),
    KEY ix_trade_order_account_created (account, created_at),
    KEY ix_trade_order_alarm (alarm_id),
    KEY ix_trade_order_attention (needs_attention)
  ) ${TABLE}`;

const ORDER_EVENT = `
  CREATE TABLE order_event (
    order_id ${ID} NOT NULL,
    sequence int unsigned NOT NULL,
    type ${code(20)} NOT NULL,
    state_after ${code(20)} NOT NULL,
    at ${UTC} NOT NULL,
    data ${JSON_TEXT} NOT NULL,
    PRIMARY KEY (order_id, sequence)
  ) ${TABLE}`;

const FILL = `
  CREATE TABLE fill (
    id ${ID} NOT NULL,
    order_id ${ID} NOT NULL,
    account ${text(64)} NOT NULL,
    venue ${code(20)} NOT NULL,
    instrument ${code(80)} NOT NULL,
    strategy_id ${ID} NULL,
    position_side ${code(5)} NOT NULL,
    side ${code(4)} NOT NULL,
    venue_fill_id ${code(80)} NOT NULL,
    venue_order_id ${code(64)} NOT NULL,
    quantity ${DECIMAL} NOT NULL,
    price ${DECIMAL} NOT NULL,
    fee ${DECIMAL} NOT NULL,
    fee_asset ${code(30)} NOT NULL,
    liquidity ${code(5)} NULL,
    filled_at ${UTC} NOT NULL,
    recorded_at ${UTC} NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY ux_fill_venue_fill (account, venue, venue_fill_id),
    KEY ix_fill_order (order_id, filled_at),
    KEY ix_fill_side (strategy_id, position_side, filled_at)
  ) ${TABLE}`;

const TRADING_STATE = `
  CREATE TABLE trading_state (
    scope ${text(64)} NOT NULL,
    state ${code(20)} NOT NULL,
    changed_at ${UTC} NOT NULL,
    changed_by ${text(100)} NOT NULL,
    why ${text(500)} NULL,
    PRIMARY KEY (scope)
  ) ${TABLE}`;

const WORKER_BEAT = `
  CREATE TABLE worker_beat (
    name ${code(60)} NOT NULL,
    instance ${code(100)} NOT NULL,
    beat_at ${UTC} NOT NULL,
    detail ${JSON_TEXT} NULL,
    PRIMARY KEY (name, instance)
  ) ${TABLE}`;

const LEASE = `
  CREATE TABLE lease (
    name ${text(200)} NOT NULL,
    owner ${code(100)} NOT NULL,
    token bigint NOT NULL,
    lease_until ${UTC} NOT NULL,
    PRIMARY KEY (name)
  ) ${TABLE}`;

/** Decisions, orders with their events and fills, trading states, worker beats and leases. */
export class CreateOrders1785600000000 implements MigrationInterface {
  name = 'CreateOrders1785600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [
      TRADE_DECISION,
      TRADE_ORDER,
      ORDER_EVENT,
      FILL,
      TRADING_STATE,
      WORKER_BEAT,
      LEASE,
    ]) {
      await runner.query(table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'lease',
      'worker_beat',
      'trading_state',
      'fill',
      'order_event',
      'trade_order',
      'trade_decision',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
