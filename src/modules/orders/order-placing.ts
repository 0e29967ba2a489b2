import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { DecisionId } from '@/kernel/ids';
import { termsOf } from '@/modules/exchanges/order-terms';
import { clientOrderId, pairClientOrderId, pairIdOf } from '@/modules/orders/client-order-id';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import type { Order, OrderEvent } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { DecisionNotFoundError } from '@/modules/orders/orders.errors';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import type {
  Decision,
  NewDecision,
  NewOrder,
  Placed,
} from '@/modules/orders/decisions/trade-decision';
import { valueOf } from '@/platform/database/statement';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';

/** Writes decisions and their orders, each once, before anybody sends anything. */
@Injectable()
export class OrderPlacing {
  constructor(
    private readonly work: UnitOfWork,
    private readonly decisions: DecisionsRepository,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly clock: Clock,
  ) {}

  /** Decision and orders in one transaction. Whoever repeats it gets what was written first. */
  async place(decision: NewDecision, orders: readonly NewOrder[]): Promise<Placed> {
    try {
      return await this.work.run('orders', async (tx) => {
        // Both at once: the connection runs them in this order, and what must not be is rolled back.
        const [isNew, written] = await Promise.allSettled([
          this.decisions.insert(decision, tx),
          this.write(decision, orders, tx),
        ]);
        if (!valueOf(isNew)) throw new DecisionExists();
        return { decision, orders: valueOf(written), isNew: true };
      });
    } catch (error) {
      if (error instanceof DecisionExists) return this.existing(decision);
      throw error;
    }
  }

  /** Later legs of a decision. Legs that exist already are returned as they are. */
  add(
    decisionId: DecisionId,
    orders: readonly NewOrder[],
  ): Promise<{ readonly orders: readonly Order[]; readonly added: number }> {
    return this.work.run('orders', async (tx) => {
      const decision = await this.decisions.lock(decisionId, tx);
      if (decision === null) throw new DecisionNotFoundError(decisionId);
      const byLeg = new Map(
        (await this.orders.ofDecisions([decisionId], tx)).map((order) => [order.leg, order]),
      );
      const missing = orders.filter((order) => !byLeg.has(order.leg));
      for (const order of await this.write(decision, missing, tx)) byLeg.set(order.leg, order);
      const wanted = orders.flatMap(({ leg }) => byLeg.get(leg) ?? []);
      return { orders: wanted, added: missing.length };
    });
  }

  private async existing(decision: NewDecision): Promise<Placed> {
    const { id, alarmId, strategyId } = decision;
    const sameQuestion =
      alarmId === null || strategyId === null
        ? null
        : await this.decisions.ofAlarmAndStrategy(alarmId, strategyId);
    const found = sameQuestion ?? (await this.decisions.find(id));
    if (found === null) throw new Error(`decision ${id} is neither new nor stored`);
    return { decision: found, orders: await this.orders.ofDecisions([found.id]), isNew: false };
  }

  private async write(
    decision: Decision,
    wanted: readonly NewOrder[],
    tx: Tx<'orders'>,
  ): Promise<readonly Order[]> {
    const at = this.clock.now();
    const orders = wanted.map((order) => newOrder(decision, order, at));
    // Both at once: the connection runs them in this order, and an order must not wait for statements to be built.
    await Promise.all([
      this.orders.insert(orders, tx),
      this.events.append(orders.map(firstEvent), tx),
    ]);
    return orders;
  }
}

/** Takes a transaction back: the decision was made before. */
class DecisionExists extends Error {}

function newOrder(decision: Decision, wanted: NewOrder, at: Date): Order {
  const { isOfPair = false, ...order } = wanted;
  return {
    ...order,
    quoteQuantity: order.quoteQuantity ?? null,
    dustBelow: order.dustBelow ?? null,
    ...termsOf(order),
    decisionId: decision.id,
    alarmId: decision.alarmId,
    strategyId: decision.strategyId,
    clientOrderId: isOfPair
      ? pairClientOrderId(decision.id, order.leg)
      : clientOrderId(decision.id, order.leg),
    pairId: isOfPair ? pairIdOf(decision.id) : null,
    leverageSet: null,
    venueOrderId: null,
    state: 'INITIALIZED',
    filledQuantity: '0',
    averagePrice: null,
    baseFee: '0',
    refusalCategory: null,
    refusalMessage: null,
    needsAttention: null,
    createdAt: at,
    submittedAt: null,
    updatedAt: at,
    version: 1,
  };
}

const firstEvent = (order: Order): OrderEvent => ({
  orderId: order.id,
  sequence: order.version,
  type: 'initialized',
  stateAfter: order.state,
  at: order.createdAt,
  data: { leg: order.leg, clientOrderId: order.clientOrderId },
});
