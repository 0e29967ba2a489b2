import { termsOf } from '@/modules/exchanges/order-terms';
import type { Fill, Order, OrderEvent } from '@/modules/orders/order';
import type { FillEntity } from '@/modules/orders/fills/fill.entity';
import type { OrderEntity } from '@/modules/orders/order.entity';
import type { OrderEventEntity } from '@/modules/orders/order-event.entity';
import type { TradeDecisionEntity } from '@/modules/orders/decisions/trade-decision.entity';
import { laneOfOrder, type Decision } from '@/modules/orders/decisions/trade-decision';

/** The row as an order: what only the queue and the ledger need stays behind. */
export function toOrder(row: OrderEntity): Order {
  return {
    id: row.id,
    decisionId: row.decisionId,
    alarmId: row.alarmId,
    strategyId: row.strategyId,
    leg: row.leg,
    purpose: row.purpose,
    protectsOrderId: row.protectsOrderId,
    account: row.account,
    venue: row.venue,
    instrument: row.instrument,
    side: row.side,
    positionSide: row.positionSide,
    type: row.type,
    quantity: row.quantity,
    quoteQuantity: row.quoteQuantity,
    price: row.price,
    stopPrice: row.stopPrice,
    ...termsOf(row),
    reduceOnly: row.reduceOnly,
    leverage: row.leverage,
    leverageSet: row.leverageSet,
    referencePrice: row.referencePrice,
    clientOrderId: row.clientOrderId,
    pairId: row.pairId,
    venueOrderId: row.venueOrderId,
    state: row.state,
    filledQuantity: row.filledQuantity,
    averagePrice: row.averagePrice,
    baseFee: row.baseFee,
    dustBelow: row.dustBelow,
    refusalCategory: row.refusalCategory,
    refusalMessage: row.refusalMessage,
    needsAttention: row.needsAttention,
    sendBefore: row.sendBefore,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    version: row.version,
  };
}

/** A row's columns, without the entity class. */
export type Row<T> = { [K in keyof T]: T[K] };

/** The columns of a row as a plain object. */
export const plainRow = <T extends object>(row: T): Row<T> => Object.assign({}, row);

/** A new order as a row. */
export const toOrderRow = (order: Order): Row<OrderEntity> => ({
  ...order,
  lane: laneOfOrder(order),
  nextCheckAt: null,
  checks: 0,
  isLedgerClosed: false,
});

/** The row as an event. */
export const toOrderEvent = (row: OrderEventEntity): OrderEvent => plainRow(row);

/** The row as a fill. */
export const toFill = (row: FillEntity): Fill => plainRow(row);

/** The row as a decision. */
export const toDecision = (row: TradeDecisionEntity): Decision => plainRow(row);
