import { ApiProperty } from '@nestjs/swagger';
import { OrderResponse } from '@/modules/orders/dto/order.response';
import type { PairOfOrders } from '@/modules/orders/order-pair';

/** The two orders of an OCO. When one trades, the exchange cancels the other. */
export class BingxOcoResponse {
  /** What the two have in common, and the client order id of the OCO. */
  @ApiProperty({ type: String, nullable: true, example: '815123456789012345' })
  pairId!: string | null;

  /** The limit order. */
  @ApiProperty({ type: OrderResponse })
  limit!: OrderResponse;

  /** The stop-limit order. */
  @ApiProperty({ type: OrderResponse })
  stop!: OrderResponse;

  static from({ limit, stop }: PairOfOrders): BingxOcoResponse {
    return Object.assign(new BingxOcoResponse(), {
      pairId: limit.pairId,
      limit: OrderResponse.from(limit),
      stop: OrderResponse.from(stop),
    } satisfies BingxOcoResponse);
  }
}
