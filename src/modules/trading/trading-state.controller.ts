import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { TradingStateService } from '@/modules/orders/trading-state.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { TradingStateRequest } from '@/modules/trading/dto/trading-state.request';
import { TradingStateResponse } from '@/modules/trading/dto/trading-state.response';

/** The switch above everything that trades. */
@ApiTags('trading')
@Controller('trading/state')
export class TradingStateController {
  constructor(private readonly states: TradingStateService) {}

  /** Returns the state of the whole system and of each account that has one of its own. */
  @Get()
  @ApiOperation({ summary: 'Trading states' })
  async getTradingStates(): Promise<TradingStateResponse[]> {
    return (await this.states.list()).map((record) => TradingStateResponse.from(record));
  }

  /** Sets the state of the system or of one account, with who and why. It holds from the commit on. */
  @Put()
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Let trading run, only reduce, or halt' })
  async setTradingState(@Body() request: TradingStateRequest): Promise<TradingStateResponse> {
    const { state, changedBy, why } = request;
    return TradingStateResponse.from(
      await this.states.change(request.account ?? 'system', state, {
        who: changedBy,
        from: null,
        why,
        haltId: null,
      }),
    );
  }
}
