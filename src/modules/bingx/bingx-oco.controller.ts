import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { BingxOcoRequest } from '@/modules/bingx/dto/bingx-oco.request';
import { BingxOcoResponse } from '@/modules/bingx/dto/bingx-oco.response';
import { ApiIdempotencyKey, instrumentIn } from '@/modules/bingx/trading-product';
import { answerForOrders } from '@/modules/bingx/uncertain-status';
import type { PairOfOrders } from '@/modules/orders/order-pair';
import { OcoOrders } from '@/modules/trading/manual/oco-orders';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** OCO orders, which only Spot has. */
@ApiTags('bingx orders')
@Controller('bingx/spot/oco')
export class BingxOcoController {
  constructor(private readonly ocos: OcoOrders) {}

  @Post()
  @RequiresScope('trade')
  @ApiOperation({
    summary: 'Place an OCO: a limit and a stop-limit of which one cancels the other',
    description:
      'One decision and two orders of ours, written down together and sent in one request. They pass the risk gate and the ' +
      'journal as one order does. Live accounts only: the paper venue has no OCO.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ type: BingxOcoResponse, description: 'What BingX made of the two.' })
  @ApiAcceptedResponse({
    type: BingxOcoResponse,
    description:
      'Nobody knows yet whether BingX took them: they are being looked for and never sent twice.',
  })
  async placeBingxOco(
    @Body() { symbol, ...oco }: BingxOcoRequest,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BingxOcoResponse> {
    const instrument = instrumentIn('spot', symbol);
    return answer(response, await this.ocos.place({ ...oco, instrument }, key ?? null));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiParam({ name: 'id', description: 'Our id of either of the two orders.' })
  @ApiOperation({
    summary: 'Cancel both orders of an OCO',
    description: 'Asked once, then both are read: one of them may have traded on the way.',
  })
  @ApiOkResponse({ type: BingxOcoResponse, description: 'The two after the attempt.' })
  @ApiAcceptedResponse({
    type: BingxOcoResponse,
    description: 'Nobody knows yet whether BingX cancelled them: they are being looked at.',
  })
  async cancelBingxOco(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BingxOcoResponse> {
    return answer(response, await this.ocos.cancel(id));
  }
}

function answer(response: Response, pair: PairOfOrders): BingxOcoResponse {
  answerForOrders(response, [pair.limit, pair.stop]);
  return BingxOcoResponse.from(pair);
}
