import { Body, Controller, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { BingxCloseAllRequest, BingxCloseRequest } from '@/modules/bingx/dto/bingx-order.request';
import { BingxOrdersResponse } from '@/modules/bingx/dto/bingx-order.response';
import {
  ApiIdempotencyKey,
  ApiTradingProduct,
  GATE,
  placeOf,
  TradingProductPipe,
  type TradingProduct,
} from '@/modules/bingx/trading-product';
import { answerForOrders } from '@/modules/bingx/uncertain-status';
import { PositionCloses } from '@/modules/trading/manual/position-closes';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** Positions of a product, closed by a person. */
@ApiTags('bingx orders')
@Controller('bingx/:product/positions')
export class BingxPositionsController {
  constructor(private readonly closes: PositionCloses) {}

  @ApiTradingProduct()
  @Post(':positionId/close')
  @RequiresScope('trade')
  @ApiParam({ name: 'positionId', description: "BingX's id of the position." })
  @ApiOperation({
    summary: 'Close a position by its id',
    description: `With market orders of ours, the parts of strategies first, so that their books follow. ${GATE}`,
  })
  @ApiIdempotencyKey()
  async closeBingxPosition(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Param('positionId') positionId: string,
    @Body() request: BingxCloseRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BingxOrdersResponse> {
    if (!/^\d{1,30}$/.test(positionId)) {
      const message = 'must be an id of up to 30 digits';
      throw new InvalidRequestError([{ pointer: '/positionId', message }]);
    }
    return this.close(product, request, response, key, positionId);
  }

  @ApiTradingProduct()
  @Post('close-all')
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Close all positions of a symbol, both sides',
    description: `With market orders of ours. ${GATE}`,
  })
  @ApiIdempotencyKey()
  closeAllBingxPositions(
    @Param('product', TradingProductPipe) product: TradingProduct,
    @Body() request: BingxCloseAllRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BingxOrdersResponse> {
    return this.close(product, request, response, key);
  }

  private async close(
    product: TradingProduct,
    request: BingxCloseAllRequest,
    response: Response,
    key?: string,
    positionId?: string,
  ): Promise<BingxOrdersResponse> {
    const place = {
      ...placeOf(product, request),
      ...(positionId === undefined ? {} : { positionId }),
      ...(request.note === undefined ? {} : { note: request.note }),
    };
    const orders = await this.closes.close(place, key ?? null);
    answerForOrders(response, orders);
    return BingxOrdersResponse.from(orders);
  }
}
