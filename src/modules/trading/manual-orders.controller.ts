import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { OrderId } from '@/kernel/ids';
import { OrdersService } from '@/modules/orders/orders.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { OrderHistoryResponse } from '@/modules/orders/dto/order-history.response';
import { PlaceOrderRequest } from '@/modules/trading/dto/place-order.request';
import { ManualOrders } from '@/modules/trading/manual-orders';
import { OrderCanceller } from '@/modules/trading/order-canceller';

/** Commands on orders that a person gives. */
@ApiTags('orders')
@Controller('orders')
export class ManualOrdersController {
  constructor(
    private readonly manualOrders: ManualOrders,
    private readonly canceller: OrderCanceller,
    private readonly orders: OrdersService,
  ) {}

  /** Places a manual order through the risk gate, the journal and the lane, and answers with the venue's first word. */
  @Post()
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Place a manual order' })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description:
      'A text of your own choice. A repeat with the same key returns the first order and places nothing.',
  })
  async placeOrder(
    @Body() request: PlaceOrderRequest,
    @Headers('idempotency-key') idempotencyKey?: string,
  ): Promise<OrderHistoryResponse> {
    const order = await this.manualOrders.place(request, idempotencyKey ?? null);
    return OrderHistoryResponse.fromHistory(await this.orders.history(order.id));
  }

  /** Cancels an order: one that was not sent yet never leaves; one that rests is cancelled on the venue. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiParam({
    name: 'id',
    description: 'The id of the order.',
    example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4',
  })
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Cancel an order' })
  async cancelOrder(@Param('id') id: string): Promise<OrderHistoryResponse> {
    const order = await this.canceller.cancel(id as OrderId, 'asked for by a person');
    return OrderHistoryResponse.fromHistory(await this.orders.history(order.id));
  }
}
