import { Module } from '@nestjs/common';
import { StrategiesController } from '@/modules/strategies/strategies.controller';
import { StrategiesRepository } from '@/modules/strategies/strategies.repository';
import { StrategiesService } from '@/modules/strategies/strategies.service';

/** Stored strategies: which signals trade, where, how much and how protected. */
@Module({
  controllers: [StrategiesController],
  providers: [StrategiesService, StrategiesRepository],
  exports: [StrategiesService],
})
export class StrategiesModule {}
