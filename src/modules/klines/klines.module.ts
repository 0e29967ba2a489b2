import { Module } from '@nestjs/common';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { CandleFollowing } from '@/modules/klines/candle-following';
import { KlinesController } from '@/modules/klines/klines.controller';
import { KlinesRepository } from '@/modules/klines/klines.repository';
import { KlinesService } from '@/modules/klines/klines.service';

/** Candle storage and back-fill. */
@Module({
  imports: [ExchangesModule],
  controllers: [KlinesController],
  providers: [KlinesService, KlinesRepository, CandleFollowing],
  exports: [KlinesService],
})
export class KlinesModule {}
