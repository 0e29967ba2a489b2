import { Injectable } from '@nestjs/common';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import type { ManualOrder } from '@/modules/trading/manual/manual-order';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderNotPossibleError } from '@/modules/trading/trading.errors';

/** What became of both orders; `placed` is null when the old one did not end as it had to, and `why` says how. */
export interface Replacement {
  readonly cancelled: Order;
  readonly placed: Order | null;
  readonly why: string | null;
}

/**
 * Cancels an order and places another in its place. Two steps with an outcome each, because BingX's own request is not
 * atomic either and leaves two outcomes in one answer: the new order is checked first and placed only after the old one
 * certainly ended without having traded.
 */
@Injectable()
export class OrderReplacing {
  constructor(
    private readonly orders: OrdersService,
    private readonly canceller: OrderCanceller,
    private readonly manual: ManualOrders,
  ) {}

  async replace(
    id: string,
    place: { readonly account: string; readonly instrument: string },
    request: ManualOrder,
    idempotencyKey: string | null,
  ): Promise<Replacement> {
    const old = await this.orders.getAt(id as OrderId, place);
    if (old.pairId !== null) {
      // The other one goes with it, and may have traded by then.
      const rule = 'must not be one of an OCO: cancel the two and place them anew';
      throw new OrderNotPossibleError('order-fields', '/replacesOrderId', rule);
    }
    const checked = await this.manual.check(request);
    const cancelled =
      old.state === 'CANCELED'
        ? old
        : await this.canceller.cancelInTime(old.id, 'replaced by a person');
    const why = objectionTo(cancelled);
    if (why !== null) return { cancelled, placed: null, why };
    const [placed = null] = await this.manual.placeChecked([checked], idempotencyKey);
    return { cancelled, placed, why: null };
  }
}

function objectionTo(old: Order): string | null {
  const isNeverSent = old.state === 'DENIED';
  if (old.state !== 'CANCELED' && !isNeverSent)
    return `the old order is ${old.state}: it is not certain that it ended`;
  return old.filledQuantity === '0'
    ? null
    : `the old order had filled ${old.filledQuantity} before it was cancelled`;
}
