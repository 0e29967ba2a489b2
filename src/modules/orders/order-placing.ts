import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { DecisionId } from '@/kernel/ids';
import { termsOf } from '@/modules/exchanges/order-terms';
import type { CheckPlan } from '@/modules/orders/check-plan';
import { clientOrderId, pairClientOrderId, pairIdOf } from '@/modules/orders/client-order-id';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import type { Order, OrderEvent } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import {
  OrderRecording,
  type RecordEntry,
  type RecordOptions,
  type Step,
} from '@/modules/orders/order-recording';
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
import { isDatabaseUnavailable } from '@/platform/http/database-failure';

/** When it is looked whether a commit without an answer happened. Short in all: an order may be waiting to leave. */
const LOST_COMMIT_LOOKS_MS = [20, 100, 400, 1_000] as const;

/** Writes decisions and their orders, each once, before anybody sends anything. */
@Injectable()
export class OrderPlacing {
  constructor(
    private readonly work: UnitOfWork,
    private readonly decisions: DecisionsRepository,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly recording: OrderRecording,
    private readonly clock: Clock,
  ) {}

  /** The orders of a decision as they will be written. */
  drafts(decision: NewDecision, wanted: readonly NewOrder[]): readonly Order[] {
    const at = this.clock.now();
    return wanted.map((order) => newOrder(decision, order, at));
  }

  /**
   * Decision and orders in one transaction, and what happens to one of them at once. Whoever repeats it gets what was
   * written first. Throws like {@link OrderRecording.record}; then nothing was written.
   */
  async place(
    decision: NewDecision,
    orders: readonly Order[],
    atOnce?: { readonly entry: RecordEntry; readonly options: RecordOptions },
  ): Promise<Placed> {
    // Its outcome is asked for below; until then a failure must not count as nobody's.
    atOnce?.options.isAllowed?.catch(() => undefined);
    const step = atOnce === undefined ? null : this.recording.stepOf(atOnce.entry, atOnce.options);
    try {
      return await this.work.run('orders', async (tx) => {
        const write = (): Promise<readonly Order[]> => this.writeAll(decision, orders, step, tx);
        const written =
          atOnce === undefined
            ? await write()
            : await this.recording.guarded(atOnce.entry.order, atOnce.options, tx, write);
        return { decision, orders: written, isNew: true };
      });
    } catch (error) {
      if (error instanceof DecisionExists) return this.existing(decision);
      const stored = isDatabaseUnavailable(error) ? await this.storedAfterAll(decision) : null;
      if (stored === null) throw error;
      return stored;
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
      const added = this.drafts(decision, missing);
      await this.write(added, tx);
      for (const order of added) byLeg.set(order.leg, order);
      const wanted = orders.flatMap(({ leg }) => byLeg.get(leg) ?? []);
      return { orders: wanted, added: missing.length };
    });
  }

  /** A commit whose answer was lost may have happened. Null when it did not, or nobody can say. */
  private async storedAfterAll({ id }: NewDecision): Promise<Placed | null> {
    for (const ms of LOST_COMMIT_LOOKS_MS) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      try {
        const decision = await this.decisions.find(id);
        if (decision === null) return null;
        return { decision, orders: await this.orders.ofDecisions([id]), isNew: true };
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
      }
    }
    return null;
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

  private async writeAll(
    decision: NewDecision,
    drafts: readonly Order[],
    step: Step | null,
    tx: Tx<'orders'>,
  ): Promise<readonly Order[]> {
    // Both at once: the connection runs them in this order, and what must not be is rolled back.
    const [isNew, written] = await Promise.allSettled([
      this.decisions.insert(decision, tx),
      this.write(drafts, tx, step),
    ]);
    if (!valueOf(isNew)) throw new DecisionExists();
    return valueOf(written);
  }

  /** Returns the orders as they are afterwards: one of them a step further. */
  private async write(
    drafts: readonly Order[],
    tx: Tx<'orders'>,
    step: Step | null = null,
  ): Promise<readonly Order[]> {
    const events = [...drafts.map(firstEvent), ...(step === null ? [] : [step.event])];
    const orders = drafts.map((draft) => (draft.id === step?.before.id ? step.after : draft));
    const plan = (order: Order): CheckPlan => (order === step?.after ? step.plan : {});
    // Both at once: the connection runs them in this order, and an order must not wait for statements to be built.
    await Promise.all([this.orders.insert(orders, tx, plan), this.events.append(events, tx)]);
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
