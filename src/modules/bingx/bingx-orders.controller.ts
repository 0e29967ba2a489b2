import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  BingxAmendRequest,
  BingxBatchOrder,
  BingxCancelAllRequest,
  BingxCancelRequest,
  BingxCancelSeveralRequest,
  BingxOrderRequest,
  BingxOrdersRequest,
  BingxReplacementsRequest,
  type BingxOrderName,
} from '@/modules/bingx/dto/bingx-order.request';
import {
  BingxCancelResponse,
  BingxCancelsResponse,
  BingxOrdersResponse,
  BingxReplacementsResponse,
  BingxTestOrderResponse,
} from '@/modules/bingx/dto/bingx-order.response';
import { answerForOrders, answerForCancels } from '@/modules/bingx/uncertain-status';
import {
  ApiIdempotencyKey,
  ApiTradingProduct,
  GATE,
  instrumentIn,
  placeOf,
  TradingProductPipe,
  type TradingProduct,
} from '@/modules/bingx/trading-product';
import { OrderHistoryResponse } from '@/modules/orders/dto/order-history.response';
import { OrdersService } from '@/modules/orders/orders.service';
import type { ManualOrder } from '@/modules/trading/manual/manual-order';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { OrderAmending } from '@/modules/trading/manual/order-amending';
import { OrderReplacing, type Replacement } from '@/modules/trading/manual/order-replacing';
import { VenueCancels, type OrderName } from '@/modules/trading/manual/venue-cancels';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { answerUncertain } from '@/platform/http/uncertain-answer';

/** Orders of a product, commanded by a person. */
@ApiTags('bingx orders')
@Controller('bingx/:product')
export class BingxOrdersController {
  constructor(
    private readonly manual: ManualOrders,
    private readonly cancels: VenueCancels,
    private readonly replacing: OrderReplacing,
    private readonly amending: OrderAmending,
    private readonly orders: OrdersService,
  ) {}

  @ApiTradingProduct()
  @Post('orders')
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Place an order', description: GATE })
  @ApiIdempotencyKey()
  async placeBingxOrder(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxOrderRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<OrderHistoryResponse> {
    const order = await this.manual.place(manualOrder(product, request), key ?? null);
    answerForOrders(response, [order]);
    return OrderHistoryResponse.fromHistory(await this.orders.history(order.id));
  }

  @ApiTradingProduct()
  @Post('orders/test')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Let BingX check an order without placing it',
    description:
      'USDT-M only. Passes our own checks and the risk gate first; nothing is written down.',
  })
  async testBingxOrder(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxOrderRequest,
  ): Promise<BingxTestOrderResponse> {
    return BingxTestOrderResponse.from(await this.manual.test(manualOrder(product, request)));
  }

  @ApiTradingProduct()
  @Post('orders/:orderId/amend')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiParam({ name: 'orderId', description: 'Our id of the order.' })
  @ApiOperation({
    summary: 'Change the size of a limit order that rests',
    description:
      'USDT-M only. More of an entry passes the risk gate. Answers 202 while nobody knows whether BingX changed it.',
  })
  async amendBingxOrder(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Param('orderId') orderId: string,
    @Body() request: BingxAmendRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderHistoryResponse> {
    const place = placeOf(product, request);
    const { order, isUncertain } = await this.amending.amend(orderId, place, request.quantity);
    if (isUncertain) answerUncertain(response);
    return OrderHistoryResponse.fromHistory(await this.orders.history(order.id));
  }

  @ApiTradingProduct()
  @Post('orders/batch')
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Place several orders',
    description: `All are written down or none; then each is sent by itself and has its own outcome. ${GATE}`,
  })
  @ApiIdempotencyKey()
  async placeBingxOrders(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxOrdersRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BingxOrdersResponse> {
    const wanted = request.orders.map((order, index) =>
      manualOrder(product, order, request.account, `/orders/${String(index)}/symbol`),
    );
    const orders = await this.manual.placeAll(wanted, key ?? null);
    answerForOrders(response, orders);
    return BingxOrdersResponse.from(orders);
  }

  @ApiTradingProduct()
  @Post('orders/replace')
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Cancel orders and place others in their place',
    description:
      'Each new order is checked, the old one cancelled, and the new one placed only after the old one certainly ended ' +
      `without a fill. BingX's own request for this is not atomic either. ${GATE}`,
  })
  @ApiIdempotencyKey()
  async replaceBingxOrders(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() { account, replacements }: BingxReplacementsRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BingxReplacementsResponse> {
    const wanted = replacements.map(({ replacesOrderId, ...order }, index) => ({
      id: replacesOrderId,
      order: manualOrder(product, order, account, `/replacements/${String(index)}/symbol`),
    }));
    const done: Replacement[] = [];
    for (const [index, { id, order }] of wanted.entries()) {
      const itsKey = key === undefined ? null : `${key}\n${String(index)}`;
      done.push(await this.replacing.replace(id, order, order, itsKey));
    }
    answerForOrders(
      response,
      done.flatMap(({ cancelled, placed }) => (placed === null ? [cancelled] : [placed])),
    );
    return BingxReplacementsResponse.from(done);
  }

  @ApiTradingProduct()
  @Post('orders/cancel')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Cancel one order, ours or not',
    description:
      "By our id, BingX's id or the client order id. Orders that were placed by hand can be cancelled too. Answers 202 " +
      'while nobody knows whether the cancel worked.',
  })
  async cancelBingxOrder(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxCancelRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BingxCancelResponse> {
    const result = await this.cancels.cancel(placeOf(product, request), nameOf(request, ''));
    answerForCancels(response, [result]);
    return BingxCancelResponse.from(result);
  }

  @ApiTradingProduct()
  @Post('orders/cancel-several')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Cancel several orders of a symbol, each with its own outcome' })
  async cancelBingxOrders(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxCancelSeveralRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BingxCancelsResponse> {
    const names = request.orders.map((name, index) => nameOf(name, `/orders/${String(index)}`));
    const results = await this.cancels.cancelSeveral(placeOf(product, request), names);
    answerForCancels(response, results);
    return BingxCancelsResponse.from(results);
  }

  @ApiTradingProduct()
  @Post('orders/cancel-all')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Cancel everything that is open on a symbol',
    description:
      "Ours and others. BingX's own request would take stops and targets along: here `includeProtection` decides, and " +
      'what is kept is listed as `kept`. Orders are cancelled one by one, each with its own outcome.',
  })
  async cancelAllBingxOrders(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxCancelAllRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BingxCancelsResponse> {
    const place = placeOf(product, request);
    const results = await this.cancels.cancelAll(place, request.includeProtection);
    answerForCancels(response, results);
    return BingxCancelsResponse.from(results);
  }
}

function manualOrder(
  product: TradingProduct,
  request: BingxBatchOrder & { readonly account?: string },
  account = request.account ?? '',
  pointer = '/symbol',
): ManualOrder {
  const { symbol, quantity = '0', ...order } = request;
  if (order.quoteQuantity !== undefined && request.quantity !== undefined) {
    const message = 'or quantity is given, and only one of them';
    throw new InvalidRequestError([
      { pointer: pointer.replace(/symbol$/, 'quoteQuantity'), message },
    ]);
  }
  return { ...order, quantity, account, instrument: instrumentIn(product, symbol, pointer) };
}

/** Exactly one name; throws InvalidRequestError otherwise. */
function nameOf({ orderId, venueOrderId, clientOrderId }: BingxOrderName, at: string): OrderName {
  const names: readonly OrderName[] = [
    ...(orderId === undefined ? [] : [{ orderId }]),
    ...(venueOrderId === undefined ? [] : [{ venueOrderId }]),
    ...(clientOrderId === undefined ? [] : [{ clientOrderId }]),
  ];
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  const message = 'or venueOrderId or clientOrderId is required, and only one of them';
  throw new InvalidRequestError([{ pointer: `${at}/orderId`, message }]);
}
