import { Module } from '@nestjs/common';
import { AccountsModule } from '@/modules/accounts/accounts.module';
import { AlarmsModule } from '@/modules/alarms/alarms.module';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';
import { OrdersModule } from '@/modules/orders/orders.module';
import { StrategiesModule } from '@/modules/strategies/strategies.module';
import { AccountLinks } from '@/modules/trading/account-links';
import { AccountListening } from '@/modules/trading/listening/account-listening';
import { AlarmHandler } from '@/modules/trading/deciding/alarm-handler';
import { AlarmPageController } from '@/modules/trading/deciding/alarm-page.controller';
import { AlarmWorker } from '@/modules/trading/deciding/alarm.worker';
import { CloseRetry } from '@/modules/trading/settling/close-retry';
import { CoinRelease } from '@/modules/trading/sending/coin-release';
import { EmergencyClose } from '@/modules/trading/protection/emergency-close';
import { FactGathering } from '@/modules/trading/deciding/fact-gathering';
import { HaltCloses } from '@/modules/trading/halting/halt-closes';
import { HaltLeftovers } from '@/modules/trading/halting/halt-leftovers';
import { HaltRunner } from '@/modules/trading/halting/halt-runner';
import { HaltTargets } from '@/modules/trading/halting/halt-targets';
import { HaltWorker } from '@/modules/trading/halting/halt.worker';
import { KillSwitch } from '@/modules/trading/halting/kill-switch';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { ManualOrdersController } from '@/modules/trading/manual/manual-orders.controller';
import { OcoOrders } from '@/modules/trading/manual/oco-orders';
import { OrderAmending } from '@/modules/trading/manual/order-amending';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { OrderEvents } from '@/modules/trading/settling/order-events';
import { OrderIdentification } from '@/modules/trading/settling/order-identification';
import { OrderRecognition } from '@/modules/trading/settling/order-recognition';
import { OrderSender } from '@/modules/trading/sending/order-sender';
import { OrderReplacing } from '@/modules/trading/manual/order-replacing';
import { RestingLooks } from '@/modules/trading/settling/resting-looks';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { PairFollowing } from '@/modules/trading/settling/pair-following';
import { PairSender } from '@/modules/trading/sending/pair-sender';
import { PaperPrices } from '@/modules/trading/deciding/paper-prices';
import { PlacingGate } from '@/modules/trading/risk/placing-gate';
import { PositionCloses } from '@/modules/trading/manual/position-closes';
import { PositionHoldings } from '@/modules/trading/halting/position-holdings';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import { ProtectionOwner } from '@/modules/trading/protection/protection-owner';
import { ProtectionReadings } from '@/modules/trading/protection/protection-readings';
import { ProtectionController } from '@/modules/trading/protection/protection.controller';
import { ProtectionView } from '@/modules/trading/protection/protection-view';
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
import { RiskFacts } from '@/modules/trading/risk/risk-facts';
import { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';
import { SellableCoins } from '@/modules/trading/deciding/sellable-coins';
import { SendCheck } from '@/modules/trading/sending/send-check';
import { StreamLeasesRepository } from '@/modules/trading/listening/stream-leases.repository';
import { StopFollower } from '@/modules/trading/protection/stop-follower';
import { TradingHealth } from '@/modules/trading/trading-health';
import { TradingStateController } from '@/modules/trading/risk/trading-state.controller';
import { TradingWorkers } from '@/modules/trading/trading-workers';
import { VenueCancels } from '@/modules/trading/manual/venue-cancels';
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
    RestingLooks,
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
