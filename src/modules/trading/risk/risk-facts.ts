import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { OrdersService } from '@/modules/orders/orders.service';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import type { Tx } from '@/platform/database/unit-of-work';
import { TradingSettings } from '@/platform/settings/trading.settings';
import type { RiskFigures, RiskLimits } from '@/modules/trading/risk/risk-gate';

const MINUTE_MS = 60_000;

/** What the risk gate is held against, for one account. */
export interface AccountRisk {
  readonly figures: RiskFigures;
  readonly limits: RiskLimits;
}

/** Reads what the risk gate is held against, from the database, so that it holds across instances. */
@Injectable()
export class RiskFacts {
  constructor(
    private readonly orders: OrdersService,
    private readonly states: TradingStateService,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {}

  limits(): RiskLimits {
    const { RISK_MAX_ORDER_NOTIONAL: notional } = this.settings;
    return {
      maxOrdersPerMinute: this.settings.RISK_MAX_ORDERS_PER_MINUTE,
      maxOrdersPerDay: this.settings.RISK_MAX_ORDERS_PER_DAY,
      maxOpenPositions: this.settings.RISK_MAX_OPEN_POSITIONS,
      maxOrderNotional: notional === '' ? null : notional,
    };
  }

  /** `look`: the reads travel together with others of their caller's. */
  async gather(account: string, look?: Tx<'orders'>): Promise<AccountRisk> {
    const limits = this.limits();
    const now = this.clock.now();
    const dayStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
    const [states, ordersLastMinute, ordersToday, openPositions] = await Promise.all([
      this.states.both(account, look).catch(() => null),
      this.counted(limits.maxOrdersPerMinute, () =>
        this.orders.recentEntryCount(account, new Date(now.getTime() - MINUTE_MS), look),
      ),
      this.counted(limits.maxOrdersPerDay, () =>
        this.orders.recentEntryCount(account, dayStart, look),
      ),
      this.counted(limits.maxOpenPositions, () => this.orders.openSides(account, look)),
    ]);
    const figures: RiskFigures = {
      systemState: states?.system ?? null,
      accountState: states?.account ?? null,
      ordersLastMinute,
      ordersToday,
      openPositions,
    };
    return { figures, limits };
  }

  /** A figure is read only where a limit needs it; one that can not be read is null, and the gate refuses. */
  private async counted(limit: number, read: () => Promise<number>): Promise<number | null> {
    if (limit === 0) return 0;
    return read().catch(() => null);
  }
}
