import type { Clock } from '@/kernel/clock';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import { spanText, type Finding, type Watch } from '@/modules/watchdogs/watch';

const MOST = 100;

/** Account, instrument, side and size of an order. */
export const moneyOf = (order: Order): string =>
  `account ${order.account} on ${order.venue}: ${order.instrument}, ${order.purpose}, ${order.side} ${order.quantity} (${order.positionSide})`;

/** Orders that went out and of which nobody knows what became. */
export class OrderUnknownWatch implements Watch {
  readonly name = 'order-unknown';
  readonly over = 'The exchange told what became of the order.';

  constructor(
    private readonly orders: Pick<OrdersService, 'list'>,
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const found = await Promise.all(
      (['UNKNOWN', 'SUBMITTED'] as const).map((state) => this.orders.list({ state }, MOST, null)),
    );
    const now = this.clock.now().getTime();
    return found.flat().flatMap((order) => {
      const ageMs = now - (order.submittedAt ?? order.createdAt).getTime();
      return ageMs <= this.limitMs ? [] : [this.finding(order, ageMs)];
    });
  }

  private finding(order: Order, ageMs: number): Finding {
    return {
      id: order.id,
      notice: {
        severity: 'critical',
        subject: `An order on ${order.instrument} is without an answer for ${spanText(ageMs)}`,
        what: `Order ${order.id} (client order id ${order.clientOrderId}) was sent, and the exchange has neither confirmed nor denied it. It may be filled.`,
        money: moneyOf(order),
        action:
          'Look for the client order id on the exchange. Do not place it again before you have looked.',
        runbook: this.name,
      },
    };
  }
}

/** Orders that only a person can settle. */
export class OrderAttentionWatch implements Watch {
  readonly name = 'order-attention';
  readonly over = 'The order needs nobody any more.';

  constructor(private readonly orders: Pick<OrdersService, 'list'>) {}

  async look(): Promise<readonly Finding[]> {
    const orders = await this.orders.list({ needsAttention: true }, MOST, null);
    return orders.map((order) => ({
      id: order.id,
      notice: {
        severity: 'critical',
        subject: `An order on ${order.instrument} needs you`,
        what: `Order ${order.id} is ${order.state}: ${order.needsAttention ?? 'it needs attention'}`,
        money: moneyOf(order),
        action: `Read GET /orders/${order.id} and compare with the exchange.`,
        runbook: this.name,
      },
    }));
  }
}
