import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { StrategyId } from '@/kernel/ids';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { SideProtectionResponse } from '@/modules/trading/dto/side-protection.response';
import { ProtectionReadings } from '@/modules/trading/protection/protection-readings';

/** How what a strategy holds is protected. */
@ApiTags('strategies')
@Controller('strategies')
export class ProtectionController {
  constructor(
    private readonly strategies: StrategiesService,
    private readonly readings: ProtectionReadings,
  ) {}

  /** Returns, for each side that holds something, what is stopped of it and how long it was not. */
  @Get(':id/protection')
  @ApiParam({
    name: 'id',
    description: 'The id of the strategy.',
    example: '01KEZ6Y3J8V5P4Q2R7S9T0W1XA',
  })
  @ApiOperation({ summary: 'How what a strategy holds is protected' })
  @ApiOkResponse({ type: [SideProtectionResponse] })
  async getProtection(@Param('id') id: string): Promise<SideProtectionResponse[]> {
    const strategy = await this.strategies.get(id as StrategyId, { withDeleted: true });
    const readings = await this.readings.ofStrategy(strategy.id);
    return readings.map((reading) => SideProtectionResponse.from(reading));
  }
}
