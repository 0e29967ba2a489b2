import { OrderResponse } from '@/modules/orders/dto/order.response';
import type { Order } from '@/modules/orders/order';
import { pageResponse } from '@/platform/http/validation/page-response';

/** A page of orders, newest first. */
export class OrderPageResponse extends pageResponse(OrderResponse, 'orders', (order: Order) =>
  OrderResponse.from(order),
) {}
