import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import { OUTCOME_OPEN } from '@/modules/orders/order-transitions';
import { OrdersService } from '@/modules/orders/orders.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { OrderHistoryResponse } from '@/modules/orders/dto/order-history.response';
import {
  identificationOf,
  IdentifyOrderRequest,
} from '@/modules/trading/dto/identify-order.request';
import { PlaceOrderRequest } from '@/modules/trading/dto/place-order.request';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderIdentification } from '@/modules/trading/settling/order-identification';
import { answerUncertain } from '@/platform/http/uncertain-answer';

const ORDER_ID = {
  name: 'id',
  description: 'The id of the order.',
  example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4',
} as const;

/** Commands on orders that a person gives. */
@ApiTags('orders')
@Controller('orders')
export class ManualOrdersController {
  constructor(
    private readonly manualOrders: ManualOrders,
    private readonly canceller: OrderCanceller,
    private readonly identification: OrderIdentification,
    private readonly orders: OrdersService,
  ) {}

  /**
   * Places a manual order through the risk gate, the journal and the lane, and answers with the venue's first word: 201
   * once that is known, 202 while it is not. The order is kept and looked for; it must not be placed again.
   */
  @Post()
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Place a manual order' })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description:
      'A text of your own choice. A repeat with the same key returns the first order and places nothing.',
  })
  @ApiCreatedResponse({ type: OrderHistoryResponse, description: 'What the venue made of it.' })
  @ApiAcceptedResponse({
    type: OrderHistoryResponse,
    description:
      'Nobody knows yet whether the venue took it: it is kept and being looked for. Read it again; do not place it again.',
  })
  async placeOrder(
    @Body() request: PlaceOrderRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') idempotencyKey?: string,
  ): Promise<OrderHistoryResponse> {
    const order = await this.manualOrders.place(request, idempotencyKey ?? null);
    return this.answer(order, response);
  }

  /** Cancels an order: one that was not sent yet never leaves; one that rests is cancelled on the venue. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiParam(ORDER_ID)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Cancel an order' })
  @ApiOkResponse({ type: OrderHistoryResponse, description: 'The order after the attempt.' })
  @ApiAcceptedResponse({
    type: OrderHistoryResponse,
    description: 'Nobody knows yet whether the venue cancelled it: it is being asked.',
  })
  async cancelOrder(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderHistoryResponse> {
    const order = await this.canceller.cancelInTime(id as OrderId, 'asked for by a person');
    return this.answer(order, response);
  }

  /**
   * Says which of the venue's orders an order in state `UNKNOWN` is, or that none is. For orders that the service can
   * not recognise by itself (`needsAttention`). What is said is held against what the venue lists: side, position side,
   * type, quantity and trigger must fit. Then the order goes its usual way.
   */
  @Post(':id/identification')
  @HttpCode(200)
  @ApiParam(ORDER_ID)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Say which order of the venue an order is' })
  @ApiOkResponse({ type: OrderHistoryResponse, description: 'The order as it is now.' })
  @ApiAcceptedResponse({
    type: OrderHistoryResponse,
    description: 'It was understood, and the venue is still to be asked what became of the order.',
  })
  async identifyOrder(
    @Param('id') id: string,
    @Body() request: IdentifyOrderRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderHistoryResponse> {
    const word = identificationOf(request);
    return this.answer(await this.identification.identify(id as OrderId, word), response);
  }

  private async answer({ id }: Order, response: Response): Promise<OrderHistoryResponse> {
    const history = await this.orders.history(id);
    if (OUTCOME_OPEN.includes(history.order.state)) answerUncertain(response);
    return OrderHistoryResponse.fromHistory(history);
  }
}
