import { Controller, Get, HttpStatus, Param, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { OrderId } from '@/kernel/ids';
import {
  ListOrdersQuery,
  orderFilterOf,
  orderPlaceOf,
} from '@/modules/orders/dto/list-orders.query';
import { OrderHistoryResponse } from '@/modules/orders/dto/order-history.response';
import { OrderPageResponse } from '@/modules/orders/dto/order-page.response';
import { OrdersService } from '@/modules/orders/orders.service';
import { IdParam } from '@/platform/http/id-param.decorator';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { limitOf } from '@/platform/http/validation/page.query';
import { pageOf } from '@/platform/http/validation/page';

/** Reads orders. Placing and cancelling go through the risk gate and live with trading. */
@ApiTags('orders')
@Controller('orders')
@RequiresScope('read')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  /** Orders that match the filters, newest first. */
  @Get()
  @ApiOperation({ summary: 'List orders, newest first' })
  @ApiOkResponse({ type: OrderPageResponse })
  async listOrders(@Query() query: ListOrdersQuery): Promise<OrderPageResponse> {
    const filter = orderFilterOf(query);
    const limit = limitOf(query);
    const [orders, total] = await Promise.all([
      this.orders.list(filter, limit + 1, orderPlaceOf(query)),
      this.orders.count(filter),
    ]);
    const page = pageOf(orders, limit, total, (order) => ({
      at: order.createdAt.getTime(),
      id: order.id,
    }));
    return OrderPageResponse.from(page);
  }

  /** One order with its decision, events and fills; answered 202 while nobody knows whether the venue took it. */
  @Get(':id')
  @IdParam('order')
  @ApiOperation({ summary: 'Read one order with its decision, events and fills' })
  @ApiOkResponse({ type: OrderHistoryResponse })
  @ApiAcceptedResponse({
    type: OrderHistoryResponse,
    description: 'The same, in state `UNKNOWN`: the venue is still being asked what became of it.',
  })
  async getOrder(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderHistoryResponse> {
    const history = await this.orders.history(id as OrderId);
    if (history.order.state === 'UNKNOWN') response.status(HttpStatus.ACCEPTED);
    return OrderHistoryResponse.fromHistory(history);
  }
}
