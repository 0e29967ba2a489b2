import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Put,
  Query,
  Res,
  type PipeTransform,
} from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DeadMansSwitchesService } from '@/modules/bingx/dead-mans-switches.service';
import { DeadMansSwitchQuery } from '@/modules/bingx/dto/dead-mans-switch.query';
import { DeadMansSwitchRequest } from '@/modules/bingx/dto/dead-mans-switch.request';
import { DeadMansSwitchResponse } from '@/modules/bingx/dto/dead-mans-switch.response';
import {
  SWITCH_PRODUCTS,
  type SwitchProduct,
} from '@/modules/exchanges/bingx-commands/dead-man.commands';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { answerUncertain } from '@/platform/http/uncertain-answer';

/** Reads the product of a path. */
class SwitchProductPipe implements PipeTransform<string, SwitchProduct> {
  transform(value: string): SwitchProduct {
    const product = SWITCH_PRODUCTS.find((one) => one === value);
    if (product !== undefined) return product;
    const message = `must be one of ${SWITCH_PRODUCTS.join(', ')}: no other product has the switch`;
    throw new InvalidRequestError([{ pointer: '/product', message }]);
  }
}

const PRODUCT_PARAM = { name: 'product', description: 'The product.', enum: SWITCH_PRODUCTS };

/** The dead man's switch of a product. */
@ApiTags('bingx orders')
@Controller('bingx/:product/dead-mans-switch')
export class DeadMansSwitchController {
  constructor(private readonly switches: DeadMansSwitchesService) {}

  @ApiParam(PRODUCT_PARAM)
  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: "Reads the dead man's switch of an account" })
  async getBingxDeadMansSwitch(
    @Param('product', SwitchProductPipe) product: SwitchProduct,
    @Query() { account }: DeadMansSwitchQuery,
  ): Promise<DeadMansSwitchResponse> {
    return DeadMansSwitchResponse.from(await this.switches.get(account, product));
  }

  @ApiParam(PRODUCT_PARAM)
  @Put()
  @RequiresScope('trade')
  @ApiOperation({
    summary: "Set the dead man's switch of an account",
    description:
      'The service renews it from now on, over restarts too. When it falls silent, BingX cancels every open order of the ' +
      'product, stops and targets included: positions stay open without protection. Answers 202 while BingX has not ' +
      'confirmed it.',
  })
  async setBingxDeadMansSwitch(
    @Param('product', SwitchProductPipe) product: SwitchProduct,
    @Body() request: DeadMansSwitchRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeadMansSwitchResponse> {
    const { account, timeoutSeconds } = request;
    const row = await this.switches.set({
      ...{ account, product, timeoutSeconds },
      isClosedOnHalt: request.isClosedOnHalt ?? false,
      isClosedOnShutdown: request.isClosedOnShutdown ?? false,
    });
    if (row.renewedAt === null) answerUncertain(response);
    return DeadMansSwitchResponse.from(row);
  }

  @ApiParam(PRODUCT_PARAM)
  @Delete()
  @RequiresScope('trade')
  @ApiOperation({
    summary: "Close the dead man's switch of an account",
    description:
      'Answers 202 while BingX has not confirmed that it is closed; that is tried again.',
  })
  async closeBingxDeadMansSwitch(
    @Param('product', SwitchProductPipe) product: SwitchProduct,
    @Query() { account }: DeadMansSwitchQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeadMansSwitchResponse> {
    const before = await this.switches.get(account, product);
    const left = await this.switches.close(account, product);
    if (left !== null) answerUncertain(response);
    return DeadMansSwitchResponse.from(left ?? before, left === null);
  }
}
