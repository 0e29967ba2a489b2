import { Module } from '@nestjs/common';
import { AccountOverviewController } from '@/modules/bingx/account-overview.controller';
import { BingxOcoController } from '@/modules/bingx/bingx-oco.controller';
import { BingxOrdersController } from '@/modules/bingx/bingx-orders.controller';
import { BingxPositionsController } from '@/modules/bingx/bingx-positions.controller';
import { commandsController } from '@/modules/bingx/command-routes';
import { DeadMansSwitchController } from '@/modules/bingx/dead-mans-switch.controller';
import { DeadMansSwitchWorker } from '@/modules/bingx/dead-mans-switch.worker';
import { DeadMansSwitchesRepository } from '@/modules/bingx/dead-mans-switches.repository';
import { DeadMansSwitchesService } from '@/modules/bingx/dead-mans-switches.service';
import { readsController } from '@/modules/bingx/read-routes';
import { TransferRequestsRepository } from '@/modules/bingx/transfer-requests.repository';
import { TransfersService } from '@/modules/bingx/transfers.service';
import { ALL_BINGX_COMMANDS } from '@/modules/exchanges/bingx-commands/all-commands';
import { BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { BINGX_PRODUCTS } from '@/modules/exchanges/bingx-reads/read-table';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { TradingModule } from '@/modules/trading/trading.module';

/** What BingX itself has to say, product by product, under `/bingx/…`. */
@Module({
  providers: [
    DeadMansSwitchesRepository,
    DeadMansSwitchesService,
    DeadMansSwitchWorker,
    TransferRequestsRepository,
    TransfersService,
  ],
  imports: [ExchangesModule, OrdersModule, TradingModule],
  controllers: [
    AccountOverviewController,
    BingxOcoController,
    BingxOrdersController,
    BingxPositionsController,
    DeadMansSwitchController,
    commandsController(ALL_BINGX_COMMANDS),
    ...BINGX_PRODUCTS.map((product) => readsController(product, BINGX_READS[product])),
  ],
})
export class BingxModule {}
