import { Module } from '@nestjs/common';
import { DATABASES } from '@/databases';
import { AccountsModule } from '@/modules/accounts/accounts.module';
import { AlarmsModule } from '@/modules/alarms/alarms.module';
import { BingxModule } from '@/modules/bingx/bingx.module';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { JournalModule } from '@/modules/journal/journal.module';
import { KlinesModule } from '@/modules/klines/klines.module';
import { NotificationsModule } from '@/modules/notifications/notifications.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { PositionsModule } from '@/modules/positions/positions.module';
import { ServerStatusModule } from '@/modules/server-status/server-status.module';
import { StrategiesModule } from '@/modules/strategies/strategies.module';
import { TradingModule } from '@/modules/trading/trading.module';
import { WatchdogsModule } from '@/modules/watchdogs/watchdogs.module';
import { DatabaseModule } from '@/platform/database/database.module';
import { PlatformModule } from '@/platform/platform.module';

/** The composition root: what the service is made of. */
@Module({
  imports: [
    PlatformModule,
    DatabaseModule.forRoot(DATABASES),
    JournalModule,
    AlarmsModule,
    StrategiesModule,
    ExchangesModule,
    OrdersModule,
    PositionsModule,
    AccountsModule,
    KlinesModule,
    TradingModule,
    NotificationsModule,
    WatchdogsModule,
    BingxModule,
    ServerStatusModule,
  ],
})
export class AppModule {}
