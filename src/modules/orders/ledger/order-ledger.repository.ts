import { Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { Order } from '@/modules/orders/order';
import { OrderEntity } from '@/modules/orders/order.entity';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { toOrder } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** One side of one strategy. */
export interface StrategySide {
  readonly strategyId: StrategyId;
  readonly side: PositionSide;
}

const LEDGER_COLUMNS = [
  'id',
  'purpose',
  'protectsOrderId',
  'account',
  'instrument',
  'side',
  'positionSide',
  'quantity',
  'filledQuantity',
  'averagePrice',
  'baseFee',
  'dustBelow',
  'state',
  'version',
] as const;

/** An order as the ledger reads it. */
export type LedgerLine = Pick<OrderEntity, (typeof LEDGER_COLUMNS)[number]>;

/** An order opens when it buys a long or sells a short; see `isOpening`. */
const IS_OPENING = "((o.side = 'buy') = (o.position_side = 'long'))";
const NET = `SUM(IF(${IS_OPENING}, o.filled_quantity, -o.filled_quantity) - o.base_fee)`;
const ENDED = TERMINAL.map((state) => `'${state}'`).join(', ');

/** Orders as the ledger reads them: by side, and only since the side was last flat. */
@Injectable()
export class OrderLedgerRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** All orders of a side since it was last flat, in order of creation. */
  async sinceFlat(strategyId: StrategyId, positionSide: PositionSide): Promise<readonly Order[]> {
    const rows = await this.select(
      OrderEntity,
      'WHERE strategy_id = ? AND position_side = ? AND is_ledger_closed = 0 ORDER BY created_at, id',
      [strategyId, positionSide],
    );
    return rows.map(toOrder);
  }

  /**
   * Marks orders of a flat side, so that history is not read again. Nothing happens when one of them
   * changed since it was read: a late fill may have opened the side again.
   */
  async close(orders: readonly Pick<Order, 'id' | 'version'>[], tx: Tx<'orders'>): Promise<void> {
    const manager = this.managerFor(tx);
    const id = In(orders.map((order) => order.id));
    const locked = await manager.find(OrderEntity, {
      where: { id },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const versions = new Map(locked.map((row) => [row.id, row.version]));
    if (orders.some((order) => versions.get(order.id) !== order.version)) return;
    await manager.update(OrderEntity, { id }, { isLedgerClosed: true });
  }

  /** Takes a side's whole history into account again, after a late truth on an order that had ended. */
  async reopen(
    strategyId: StrategyId,
    positionSide: PositionSide,
    tx: Tx<'orders'>,
  ): Promise<void> {
    await this.managerFor(tx).update(
      OrderEntity,
      { strategyId, positionSide, isLedgerClosed: true },
      { isLedgerClosed: false },
    );
  }

  /** Of all orders of a side since it was last flat what the ledger needs, in order of creation. */
  linesSinceFlat(strategyId: StrategyId, side: PositionSide): Promise<readonly LedgerLine[]> {
    return this.selectOnly(
      OrderEntity,
      LEDGER_COLUMNS,
      'WHERE strategy_id = ? AND position_side = ? AND is_ledger_closed = 0 ORDER BY created_at, id',
      [strategyId, side],
    );
  }

  /** Orders of a side that have not ended, those still to be sent included. */
  async notEnded(strategyId: StrategyId, positionSide: PositionSide): Promise<readonly Order[]> {
    const rows = await this.select(
      OrderEntity,
      `WHERE strategy_id = ? AND position_side = ? AND is_ledger_closed = 0 AND state NOT IN (?)
       ORDER BY created_at, id`,
      [strategyId, positionSide, TERMINAL],
    );
    return rows.map(toOrder);
  }

  /**
   * Orders of ours that may open a position and were created since, whatever became of them but a denial. The two orders
   * of an OCO count once: only one of them trades.
   */
  async recentEntryCount(account: string, since: Date, tx?: Tx<'orders'>): Promise<number> {
    const [row] = await this.statement<readonly { readonly count: string | number }[]>(
      `SELECT COUNT(DISTINCT COALESCE(o.pair_id, o.id)) AS count FROM trade_order o
        WHERE o.account = ? AND o.created_at >= ?
          AND o.reduce_only = 0 AND o.state <> 'DENIED' AND o.purpose <> 'external'`,
      [account, since],
      tx,
    );
    return Number.parseInt(String(row?.count ?? 0), 10);
  }

  /** Sides of an account that hold something or are about to. Orders without a strategy count per instrument. */
  async openSides(account: string, tx?: Tx<'orders'>): Promise<number> {
    const rows = await this.statement<readonly unknown[]>(
      `SELECT o.strategy_id FROM trade_order o
        WHERE o.is_ledger_closed = 0 AND o.account = ?
        GROUP BY o.strategy_id, o.instrument, o.position_side
       HAVING ${NET} > 0 OR SUM(${IS_OPENING} AND o.state NOT IN (${ENDED})) > 0`,
      [account],
      tx,
    );
    return rows.length;
  }

  /** Sides of strategies that hold something or have any order that has not ended. */
  async sidesWithOpenOrLive(): Promise<readonly StrategySide[]> {
    return this.statement(
      `SELECT DISTINCT o.strategy_id AS strategyId, o.position_side AS side FROM trade_order o
        WHERE o.is_ledger_closed = 0 AND o.strategy_id IS NOT NULL
        GROUP BY o.strategy_id, o.position_side, o.account, o.instrument
       HAVING ${NET} > 0 OR SUM(o.state NOT IN (${ENDED})) > 0`,
      [],
    );
  }
}
