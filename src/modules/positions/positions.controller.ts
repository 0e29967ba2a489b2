import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListPositionsQuery } from '@/modules/positions/dto/list-positions.query';
import { PositionListResponse } from '@/modules/positions/dto/position.response';
import { PositionsService } from '@/modules/positions/positions.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** Open positions, in the venues' own words. */
@ApiTags('positions')
@Controller('positions')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Asks the venues now which positions are open' })
  async listPositions(@Query() query: ListPositionsQuery): Promise<PositionListResponse> {
    return PositionListResponse.from(await this.positions.report(query.account));
  }
}
