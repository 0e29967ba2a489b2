import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OrdersService } from '@/modules/orders/orders.service';
import type { TradingHalt } from '@/modules/orders/states/trading-halt';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingSwitchService } from '@/modules/orders/states/trading-switch.service';
import { IdParam } from '@/platform/http/id-param.decorator';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { limitOf } from '@/platform/http/validation/page.query';
import { pageOf } from '@/platform/http/validation/page';
import {
  HaltRequest,
  ResumeRequest,
  type TradingScopeRequest,
} from '@/modules/trading/dto/halt.request';
import { HaltResponse } from '@/modules/trading/dto/halt.response';
import {
  ListStateChangesQuery,
  stateChangePlaceOf,
} from '@/modules/trading/dto/list-state-changes.query';
import { TradingStateChangePageResponse } from '@/modules/trading/dto/trading-state-change.response';
import { TradingStateRequest } from '@/modules/trading/dto/trading-state.request';
import { TradingStateResponse } from '@/modules/trading/dto/trading-state.response';
import { KillSwitch } from '@/modules/trading/halting/kill-switch';

/** The switch above everything that trades. */
@ApiTags('trading')
@Controller('trading')
export class TradingStateController {
  constructor(
    private readonly killSwitch: KillSwitch,
    private readonly switches: TradingSwitchService,
    private readonly states: TradingStateService,
    private readonly orders: OrdersService,
  ) {}

  /** Returns the state of the whole system and of each account that has one of its own. */
  @Get('state')
  @ApiOperation({ summary: 'Trading states' })
  async getTradingStates(): Promise<TradingStateResponse[]> {
    return (await this.states.list()).map((record) => TradingStateResponse.from(record));
  }

  /** Sets the state of the system or of one account. It holds from the commit on; who and why are kept. */
  @Put('state')
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Let trading run, only reduce, or halt' })
  async setTradingState(@Body() request: TradingStateRequest): Promise<TradingStateResponse> {
    const { state, account = null, changedBy = null, why } = request;
    return TradingStateResponse.from(await this.killSwitch.set(account, state, why, changedBy));
  }

  /** Who changed which state, when, from where and why, newest first. */
  @Get('state/changes')
  @ApiOperation({ summary: 'Changes of the trading states' })
  async listTradingStateChanges(
    @Query() query: ListStateChangesQuery,
  ): Promise<TradingStateChangePageResponse> {
    const limit = limitOf(query);
    const place = stateChangePlaceOf(query);
    const { rows, total } = await this.states.changes(query.scope ?? null, limit + 1, place);
    return TradingStateChangePageResponse.from(
      pageOf(rows, limit, total, ({ position }) => ({ position })),
    );
  }

  /**
   * Stops entries at once and, when asked to, cancels what may open a position and closes every position at market. Asking again
   * does nothing twice. Answered 202 while there is work left; it goes on by itself, also after a crash.
   */
  @Post('halt')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'The kill switch' })
  @ApiOkResponse({ type: HaltResponse })
  @ApiAcceptedResponse({ type: HaltResponse, description: 'The same, with work left.' })
  async haltTrading(
    @Body() request: HaltRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HaltResponse> {
    const { cancel = false, flatten = false, why } = request;
    const options = { isCancel: cancel, isFlatten: flatten };
    const halt = await this.killSwitch.halt(accountOf(request), options, why);
    if (halt.status === 'running') response.status(202);
    return this.answer(halt);
  }

  /** Lets the scope trade again, or with `reducing` only close. Ends a halt of the scope that still runs. */
  @Post('resume')
  @HttpCode(200)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Undo a halt' })
  async resumeTrading(@Body() request: ResumeRequest): Promise<TradingStateResponse> {
    const { state = 'active', why } = request;
    return TradingStateResponse.from(await this.killSwitch.resume(accountOf(request), state, why));
  }

  /** What a halt has done, and what is left. */
  @Get('halts/:id')
  @IdParam('halt')
  @ApiOperation({ summary: 'Read a halt' })
  async getHalt(@Param('id') id: string): Promise<HaltResponse> {
    return this.answer(await this.switches.get(id));
  }

  private async answer(halt: TradingHalt): Promise<HaltResponse> {
    const [{ state }, orders] = await Promise.all([
      this.states.get(halt.scope),
      this.orders.find([...halt.canceledIds, ...halt.closeIds]),
    ]);
    return HaltResponse.from(halt, state, orders);
  }
}

/** Null for the whole system. An account beside it is a contradiction that nobody may guess about. */
function accountOf(request: TradingScopeRequest): string | null {
  if (request.scope === 'system' && request.account !== undefined) {
    const message = 'belongs to the scope account; leave it out to mean the whole system';
    throw new InvalidRequestError([{ pointer: '/account', message }]);
  }
  return request.account ?? null;
}
