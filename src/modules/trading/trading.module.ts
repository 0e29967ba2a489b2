import { Module } from '@nestjs/common';
import { AccountsModule } from '@/modules/accounts/accounts.module';
import { AlarmsModule } from '@/modules/alarms/alarms.module';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { StrategiesModule } from '@/modules/strategies/strategies.module';
import { AccountLinks } from '@/modules/trading/account-links';
import { AlarmHandler } from '@/modules/trading/alarm-handler';
import { AlarmPageController } from '@/modules/trading/alarm-page.controller';
import { AlarmWorker } from '@/modules/trading/alarm.worker';
import { CloseRetry } from '@/modules/trading/close-retry';
import { CoinRelease } from '@/modules/trading/coin-release';
import { FactGathering } from '@/modules/trading/fact-gathering';
import { HaltCloses } from '@/modules/trading/halt-closes';
import { HaltRunner } from '@/modules/trading/halt-runner';
import { HaltTargets } from '@/modules/trading/halt-targets';
import { HaltWorker } from '@/modules/trading/halt.worker';
import { KillSwitch } from '@/modules/trading/kill-switch';
import { ManualOrders } from '@/modules/trading/manual-orders';
import { ManualOrdersController } from '@/modules/trading/manual-orders.controller';
import { OrderCanceller } from '@/modules/trading/order-canceller';
import { OrderDispatcher } from '@/modules/trading/order-dispatcher';
import { OrderRecognition } from '@/modules/trading/order-recognition';
import { OrderSettler } from '@/modules/trading/order-settler';
import { PaperPrices } from '@/modules/trading/paper-prices';
import { ProtectionKeeper } from '@/modules/trading/protection-keeper';
import { RiskFacts } from '@/modules/trading/risk-facts';
import { LeverageReadings } from '@/modules/trading/leverage-readings';
import { SellableCoins } from '@/modules/trading/sellable-coins';
import { SendCheck } from '@/modules/trading/send-check';
import { TradingHealth } from '@/modules/trading/trading-health';
import { TradingStateController } from '@/modules/trading/trading-state.controller';
import { TradingWorkers } from '@/modules/trading/trading-workers';
import { WorkerBeats } from '@/modules/trading/worker-beats';

/** Alarm → decision → orders → venue, and what keeps them true afterwards. */
@Module({
  imports: [AlarmsModule, StrategiesModule, OrdersModule, AccountsModule, ExchangesModule],
  controllers: [AlarmPageController, ManualOrdersController, TradingStateController],
  providers: [
    AccountLinks,
    WorkerBeats,
    RiskFacts,
    FactGathering,
    AlarmHandler,
    AlarmWorker,
    LeverageReadings,
    SendCheck,
    SellableCoins,
    CoinRelease,
    OrderDispatcher,
    OrderRecognition,
    OrderSettler,
    OrderCanceller,
    CloseRetry,
    PaperPrices,
    ProtectionKeeper,
    ManualOrders,
    HaltTargets,
    HaltCloses,
    HaltRunner,
    HaltWorker,
    KillSwitch,
    TradingWorkers,
    TradingHealth,
  ],
})
export class TradingModule {}
