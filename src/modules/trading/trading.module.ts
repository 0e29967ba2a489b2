import { Module } from '@nestjs/common';
import { AccountsModule } from '@/modules/accounts/accounts.module';
import { AlarmsModule } from '@/modules/alarms/alarms.module';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { StrategiesModule } from '@/modules/strategies/strategies.module';
import { AccountLinks } from '@/modules/trading/account-links';
import { AccountListening } from '@/modules/trading/account-listening';
import { AlarmHandler } from '@/modules/trading/alarm-handler';
import { AlarmPageController } from '@/modules/trading/alarm-page.controller';
import { AlarmWorker } from '@/modules/trading/alarm.worker';
import { CloseRetry } from '@/modules/trading/close-retry';
import { CoinRelease } from '@/modules/trading/coin-release';
import { EmergencyClose } from '@/modules/trading/emergency-close';
import { FactGathering } from '@/modules/trading/fact-gathering';
import { HaltCloses } from '@/modules/trading/halt-closes';
import { HaltLeftovers } from '@/modules/trading/halt-leftovers';
import { HaltRunner } from '@/modules/trading/halt-runner';
import { HaltTargets } from '@/modules/trading/halt-targets';
import { HaltWorker } from '@/modules/trading/halt.worker';
import { KillSwitch } from '@/modules/trading/kill-switch';
import { ManualOrders } from '@/modules/trading/manual-orders';
import { ManualOrdersController } from '@/modules/trading/manual-orders.controller';
import { OcoOrders } from '@/modules/trading/oco-orders';
import { OrderAmending } from '@/modules/trading/order-amending';
import { OrderCanceller } from '@/modules/trading/order-canceller';
import { OrderDispatcher } from '@/modules/trading/order-dispatcher';
import { OrderEvents } from '@/modules/trading/order-events';
import { OrderIdentification } from '@/modules/trading/order-identification';
import { OrderRecognition } from '@/modules/trading/order-recognition';
import { OrderSender } from '@/modules/trading/order-sender';
import { OrderReplacing } from '@/modules/trading/order-replacing';
import { OrderSettler } from '@/modules/trading/order-settler';
import { PairFollowing } from '@/modules/trading/pair-following';
import { PairSender } from '@/modules/trading/pair-sender';
import { PaperPrices } from '@/modules/trading/paper-prices';
import { PlacingGate } from '@/modules/trading/placing-gate';
import { PositionCloses } from '@/modules/trading/position-closes';
import { PositionHoldings } from '@/modules/trading/position-holdings';
import { ProtectionKeeper } from '@/modules/trading/protection-keeper';
import { ProtectionOwner } from '@/modules/trading/protection-owner';
import { ProtectionReadings } from '@/modules/trading/protection-readings';
import { ProtectionController } from '@/modules/trading/protection.controller';
import { ProtectionView } from '@/modules/trading/protection-view';
import { AccountReconciler } from '@/modules/trading/reconciliation/account-reconciler';
import { BookRepair } from '@/modules/trading/reconciliation/book-repair';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { DriftsController } from '@/modules/trading/reconciliation/drifts.controller';
import { DriftsRepository } from '@/modules/trading/reconciliation/drifts.repository';
import { ReconciliationRun } from '@/modules/trading/reconciliation/reconciliation-run';
import { ReconciliationScopes } from '@/modules/trading/reconciliation/reconciliation-scopes';
import { ReconciliationWorker } from '@/modules/trading/reconciliation/reconciliation.worker';
import { Reconciliations } from '@/modules/trading/reconciliation/reconciliations';
import { ReconciliationsController } from '@/modules/trading/reconciliation/reconciliations.controller';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { VenueReading } from '@/modules/trading/reconciliation/venue-reading';
import { RiskFacts } from '@/modules/trading/risk-facts';
import { LeverageReadings } from '@/modules/trading/leverage-readings';
import { SellableCoins } from '@/modules/trading/sellable-coins';
import { SendCheck } from '@/modules/trading/send-check';
import { StreamLeasesRepository } from '@/modules/trading/stream-leases.repository';
import { StopFollower } from '@/modules/trading/stop-follower';
import { TradingHealth } from '@/modules/trading/trading-health';
import { TradingStateController } from '@/modules/trading/trading-state.controller';
import { TradingWorkers } from '@/modules/trading/trading-workers';
import { VenueCancels } from '@/modules/trading/venue-cancels';
import { WorkerBeats } from '@/modules/trading/worker-beats';

/** Alarm → decision → orders → venue, and what keeps them true afterwards. */
@Module({
  imports: [AlarmsModule, StrategiesModule, OrdersModule, AccountsModule, ExchangesModule],
  controllers: [
    AlarmPageController,
    ManualOrdersController,
    ProtectionController,
    TradingStateController,
    ReconciliationsController,
    DriftsController,
  ],
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
    OrderSender,
    PairSender,
    PairFollowing,
    OrderSettler,
    OrderIdentification,
    OrderEvents,
    StreamLeasesRepository,
    AccountListening,
    OrderCanceller,
    CloseRetry,
    PaperPrices,
    EmergencyClose,
    ProtectionOwner,
    ProtectionView,
    ProtectionReadings,
    ProtectionKeeper,
    StopFollower,
    PlacingGate,
    ManualOrders,
    OcoOrders,
    OrderAmending,
    OrderReplacing,
    PositionCloses,
    PositionHoldings,
    VenueCancels,
    HaltTargets,
    HaltLeftovers,
    HaltCloses,
    HaltRunner,
    HaltWorker,
    KillSwitch,
    TradingWorkers,
    TradingHealth,
    ReconciliationsRepository,
    DriftsRepository,
    Drifts,
    StartGate,
    VenueReading,
    ReconciliationScopes,
    Reconciliations,
    BookRepair,
    AccountReconciler,
    ReconciliationRun,
    ReconciliationWorker,
  ],
  exports: [
    Drifts,
    ManualOrders,
    OcoOrders,
    OrderAmending,
    OrderReplacing,
    PositionCloses,
    ProtectionReadings,
    VenueCancels,
  ],
})
export class TradingModule {}
