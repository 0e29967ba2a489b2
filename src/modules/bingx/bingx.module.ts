import { Module } from '@nestjs/common';
import { AccountOverviewController } from '@/modules/bingx/account-overview.controller';
import { readsController } from '@/modules/bingx/read-routes';
import { BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { BINGX_PRODUCTS } from '@/modules/exchanges/bingx-reads/read-table';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';

/** What BingX itself has to say, product by product, under `/bingx/…`. */
@Module({
  imports: [ExchangesModule],
  controllers: [
    AccountOverviewController,
    ...BINGX_PRODUCTS.map((product) => readsController(product, BINGX_READS[product])),
  ],
})
export class BingxModule {}
