import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { OrdersService } from '@/modules/orders/orders.service';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { AccountKeyWatch } from '@/modules/watchdogs/account-key.watch';
import { AlarmWaitWatch } from '@/modules/watchdogs/alarm-wait.watch';
import { DriftWatch } from '@/modules/watchdogs/drift.watch';
import { DatabaseWatch, VenueWatch } from '@/modules/watchdogs/health.watch';
import { OrderAttentionWatch, OrderUnknownWatch } from '@/modules/watchdogs/orders.watch';
import { ProtectionWatch } from '@/modules/watchdogs/protection.watch';
import { SignalExpectedWatch } from '@/modules/watchdogs/signal-expected.watch';
import type { Watch } from '@/modules/watchdogs/watch';
import { WorkerSilentWatch } from '@/modules/watchdogs/worker-silent.watch';
import { HealthRegistry } from '@/platform/health/health.registry';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { WatchdogSettings } from '@/platform/settings/watchdog.settings';

const SECOND_MS = 1_000;

/** Everything that is watched. A new watch is one more entry here and one more page in the runbook. */
@Injectable()
export class Watches {
  readonly all: readonly Watch[];

  constructor(
    alarms: AlarmsService,
    strategies: StrategiesService,
    orders: OrdersService,
    beats: WorkerBeatsService,
    drifts: Drifts,
    accounts: KnownAccountsService,
    health: HealthRegistry,
    settings: WatchdogSettings,
    trading: TradingSettings,
    clock: Clock,
  ) {
    const {
      WATCHDOG_ALARM_WAIT: alarmWait,
      WATCHDOG_ORDER_UNKNOWN: unknown,
      WATCHDOG_UNPROTECTED: unprotected,
      WATCHDOG_WORKER_SILENCE: silence,
      WATCHDOG_DATABASE_LATENCY_MS: latencyMs,
      WATCHDOG_CLOCK_OFFSET_MS: offsetMs,
    } = settings;
    this.all = [
      new ProtectionWatch(orders, strategies, clock, unprotected * SECOND_MS),
      new OrderUnknownWatch(orders, clock, unknown * SECOND_MS),
      new OrderAttentionWatch(orders),
      new DriftWatch(drifts),
      new AlarmWaitWatch(alarms, clock, alarmWait * SECOND_MS),
      new WorkerSilentWatch(beats, clock, silence * SECOND_MS),
      new DatabaseWatch(health, latencyMs),
      new VenueWatch(strategies, health, offsetMs, trading.TRADING_MODE),
      new AccountKeyWatch(accounts, strategies),
      new SignalExpectedWatch(strategies, alarms, clock),
    ];
  }
}
