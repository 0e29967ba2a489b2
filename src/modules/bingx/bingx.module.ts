import { Module } from '@nestjs/common';
import { AccountOverviewController } from '@/modules/bingx/account-overview.controller';
import { BingxOrdersController } from '@/modules/bingx/bingx-orders.controller';
import { readsController } from '@/modules/bingx/read-routes';
import { BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { BINGX_PRODUCTS } from '@/modules/exchanges/bingx-reads/read-table';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { TradingModule } from '@/modules/trading/trading.module';

/** What BingX itself has to say, product by product, under `/bingx/…`. */
@Module({
  imports: [ExchangesModule, OrdersModule, TradingModule],
  controllers: [
    AccountOverviewController,
    BingxOrdersController,
    ...BINGX_PRODUCTS.map((product) => readsController(product, BINGX_READS[product])),
  ],
})
export class BingxModule {}
