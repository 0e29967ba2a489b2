import { Module } from '@nestjs/common';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { PositionRecorder } from '@/modules/positions/position-recorder';
import { PositionSnapshotsRepository } from '@/modules/positions/position-snapshots.repository';
import { PositionsController } from '@/modules/positions/positions.controller';
import { PositionsService } from '@/modules/positions/positions.service';

/** What the venues report as open, now and over time. */
@Module({
  imports: [ExchangesModule],
  controllers: [PositionsController],
  providers: [PositionsService, PositionSnapshotsRepository, PositionRecorder],
  exports: [PositionsService],
})
export class PositionsModule {}
