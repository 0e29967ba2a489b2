import { Module } from '@nestjs/common';
import { AlarmsModule } from '@/modules/alarms/alarms.module';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { NotificationsModule } from '@/modules/notifications/notifications.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { StrategiesModule } from '@/modules/strategies/strategies.module';
import { TradingModule } from '@/modules/trading/trading.module';
import { WatchdogLeasesRepository } from '@/modules/watchdogs/watchdog-leases.repository';
import { WatchdogWorker } from '@/modules/watchdogs/watchdog.worker';
import { Watches } from '@/modules/watchdogs/watches';

/** Looks for what needs a person, and tells. */
@Module({
  imports: [
    ...[AlarmsModule, StrategiesModule, OrdersModule, ExchangesModule],
    ...[TradingModule, NotificationsModule],
  ],
  providers: [WatchdogLeasesRepository, Watches, WatchdogWorker],
})
export class WatchdogsModule {}
