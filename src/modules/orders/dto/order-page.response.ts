import { ApiProperty } from '@nestjs/swagger';
import { OrderResponse } from '@/modules/orders/dto/order.response';
import type { Order } from '@/modules/orders/order';
import { mapPage, type Page } from '@/platform/http/validation/page';

/** A page of orders, newest first. */
export class OrderPageResponse implements Page<OrderResponse> {
  /** The orders of this page. */
  @ApiProperty({ type: [OrderResponse] })
  items!: readonly OrderResponse[];

  /** How many orders match the filters in all. */
  @ApiProperty({ example: 1 })
  total!: number;

  /** Give it as `cursor` to read on; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;

  static from(page: Page<Order>): OrderPageResponse {
    return Object.assign(
      new OrderPageResponse(),
      mapPage(page, (order) => OrderResponse.from(order)),
    );
  }
}
