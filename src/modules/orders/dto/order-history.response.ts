import { ApiProperty } from '@nestjs/swagger';
import type { OrderHistory } from '@/modules/orders/order';
import type { Decision } from '@/modules/orders/decisions/trade-decision';
import { DecisionResponse } from '@/modules/orders/dto/decision.response';
import { FillResponse } from '@/modules/orders/dto/fill.response';
import { OrderEventResponse } from '@/modules/orders/dto/order-event.response';
import { OrderResponse } from '@/modules/orders/dto/order.response';

/** An order with everything that belongs to it. */
export class OrderHistoryResponse extends OrderResponse {
  /** The decision that made it, with the facts that it saw. */
  @ApiProperty({ type: DecisionResponse })
  decision!: DecisionResponse;

  /** Everything that happened to it, in order. */
  @ApiProperty({ type: [OrderEventResponse] })
  events!: readonly OrderEventResponse[];

  /** Its executions, oldest first. */
  @ApiProperty({ type: [FillResponse] })
  fills!: readonly FillResponse[];

  static fromHistory({
    order,
    decision,
    events,
    fills,
  }: OrderHistory & { readonly decision: Decision }): OrderHistoryResponse {
    return Object.assign(new OrderHistoryResponse(), OrderResponse.from(order), {
      decision: DecisionResponse.from(decision),
      events: events.map((event) => OrderEventResponse.from(event)),
      fills: fills.map((fill) => FillResponse.from(fill)),
    });
  }
}
