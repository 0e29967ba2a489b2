import { MIGRATIONS as accounts } from '@/migrations/accounts';
import { MIGRATIONS as alarms } from '@/migrations/alarms';
import { MIGRATIONS as diary } from '@/migrations/diary';
import { MIGRATIONS as klines } from '@/migrations/klines';
import { MIGRATIONS as orders } from '@/migrations/orders';
import { MIGRATIONS as positions } from '@/migrations/positions';
import { MIGRATIONS as strategies } from '@/migrations/strategies';
import { BalanceSnapshotEntity } from '@/modules/accounts/balance-snapshot.entity';
import { AlarmEntity } from '@/modules/alarms/alarm.entity';
import { WebhookSecretEntity } from '@/modules/alarms/webhook-secret.entity';
import { DeadMansSwitchEntity } from '@/modules/bingx/dead-mans-switch.entity';
import { TransferRequestEntity } from '@/modules/bingx/transfer-request.entity';
import { PaperBalanceEntity } from '@/modules/exchanges/adapters/paper/paper-balance.entity';
import { PaperFillEntity } from '@/modules/exchanges/adapters/paper/paper-fill.entity';
import { PaperOrderEntity } from '@/modules/exchanges/adapters/paper/paper-order.entity';
import { PaperPositionEntity } from '@/modules/exchanges/adapters/paper/paper-position.entity';
import { ExchangeAccountEntity } from '@/modules/exchanges/credentials/exchange-account.entity';
import { RateMemberEntity } from '@/modules/exchanges/rate-windows/rate-member.entity';
import { RateWindowEntity } from '@/modules/exchanges/rate-windows/rate-window.entity';
import { KlineEntity } from '@/modules/klines/kline.entity';
import { JournalCursorEntity } from '@/modules/journal/journal-cursor.entity';
import { JournalEntryEntity } from '@/modules/journal/journal-entry.entity';
import { JournalSealEntity } from '@/modules/journal/journal-seal.entity';
import { NotificationDeliveryEntity } from '@/modules/notifications/notification-delivery.entity';
import { NotificationEntity } from '@/modules/notifications/notification.entity';
import { ExternalOrderEntity } from '@/modules/orders/external/external-order.entity';
import { FillEntity } from '@/modules/orders/fills/fill.entity';
import { OrderEventEntity } from '@/modules/orders/order-event.entity';
import { OrderEntity } from '@/modules/orders/order.entity';
import { StopMarkEntity } from '@/modules/orders/stop-marks/stop-mark.entity';
import { TradeDecisionEntity } from '@/modules/orders/decisions/trade-decision.entity';
import { TradingHaltEntity } from '@/modules/orders/states/trading-halt.entity';
import { TradingStateChangeEntity } from '@/modules/orders/states/trading-state-change.entity';
import { TradingStateEntity } from '@/modules/orders/states/trading-state.entity';
import { WorkerBeatEntity } from '@/modules/orders/worker-beats/worker-beat.entity';
import { PositionSnapshotEntity } from '@/modules/positions/position-snapshot.entity';
import { StrategyEntity } from '@/modules/strategies/strategy.entity';
import { DriftEntity } from '@/modules/trading/reconciliation/drift.entity';
import { ReconciliationEntity } from '@/modules/trading/reconciliation/reconciliation.entity';
import type { DatabaseDefinitions } from '@/platform/database/data-source';
import { LeaseEntity } from '@/platform/database/lease.entity';

/** What each named connection holds. Feeds the app, `npm run migrate` and the tests alike. */
export const DATABASES: DatabaseDefinitions = {
  alarms: { entities: [AlarmEntity, WebhookSecretEntity, LeaseEntity], migrations: alarms },
  strategies: { entities: [StrategyEntity], migrations: strategies },
  orders: {
    entities: [
      DriftEntity,
      ExternalOrderEntity,
      FillEntity,
      OrderEventEntity,
      OrderEntity,
      ReconciliationEntity,
      StopMarkEntity,
      TradeDecisionEntity,
      TradingStateEntity,
      TradingStateChangeEntity,
      TradingHaltEntity,
      WorkerBeatEntity,
      JournalEntryEntity,
      JournalSealEntity,
      JournalCursorEntity,
      TransferRequestEntity,
      DeadMansSwitchEntity,
      LeaseEntity,
    ],
    migrations: orders,
  },
  positions: {
    entities: [
      PaperBalanceEntity,
      PaperFillEntity,
      PaperOrderEntity,
      PaperPositionEntity,
      PositionSnapshotEntity,
    ],
    migrations: positions,
  },
  accounts: {
    entities: [BalanceSnapshotEntity, ExchangeAccountEntity, RateMemberEntity, RateWindowEntity],
    migrations: accounts,
  },
  klines: { entities: [KlineEntity], migrations: klines },
  diary: {
    entities: [NotificationEntity, NotificationDeliveryEntity, LeaseEntity],
    migrations: diary,
  },
};
