import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimalText } from '@/kernel/decimal';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { OrdersService } from '@/modules/orders/orders.service';
import type { ProtectedSide } from '@/modules/trading/protection/protection-owner';
import { ProtectionView, type PlaceView } from '@/modules/trading/protection/protection-view';
import { unprotectedTime } from '@/modules/trading/protection/unprotected-time';

/** How one side of a strategy is protected on one account and instrument. */
export interface SideProtection {
  readonly strategyId: StrategyId;
  readonly side: PositionSide;
  readonly account: string;
  readonly instrument: string;
  readonly heldQuantity: string;
  readonly stoppedQuantity: string;
  /** Whether the strategy wants a stop at all. */
  readonly isStopWanted: boolean;
  /** Since when less is stopped than held, where a stop is wanted. */
  readonly unprotectedSince: Date | null;
  /** Since the side was last flat; null where no stop is wanted. */
  readonly longestUnprotectedMs: number | null;
  readonly stopPrices: readonly string[];
  readonly targetPrices: readonly string[];
}

/** How well positions are protected, from our books; for people and for watchdogs. */
@Injectable()
export class ProtectionReadings {
  constructor(
    private readonly orders: OrdersService,
    private readonly view: ProtectionView,
    private readonly clock: Clock,
  ) {}

  /** What a strategy holds, long before short. */
  async ofStrategy(strategyId: StrategyId): Promise<readonly SideProtection[]> {
    const sides = (['long', 'short'] as const).map((side) => this.ofSide({ strategyId, side }));
    return (await Promise.all(sides)).flat();
  }

  /** Every side that holds more than is stopped now although a stop is wanted, the longest first. */
  async unprotected(): Promise<readonly SideProtection[]> {
    const found: SideProtection[] = [];
    for (const side of await this.orders.sidesWithOpenOrLive())
      found.push(...(await this.ofSide(side)).filter((one) => one.unprotectedSince !== null));
    const sinceMs = (one: SideProtection): number => one.unprotectedSince?.getTime() ?? 0;
    return found.sort((a, b) => sinceMs(a) - sinceMs(b));
  }

  private async ofSide(target: ProtectedSide): Promise<readonly SideProtection[]> {
    const views = await this.view.of(target);
    return Promise.all(views.map((view) => this.ofPlace(target, view)));
  }

  private async ofPlace(target: ProtectedSide, view: PlaceView): Promise<SideProtection> {
    const { orders, plan, known, entry } = view;
    const [events, fills] = await Promise.all([
      Promise.all(orders.map(({ id }) => this.orders.eventsOf(id))),
      Promise.all(orders.map(({ id }) => this.orders.fillsOf(id))),
    ]);
    const history = { orders, events: events.flat(), fills: fills.flat() };
    const time = unprotectedTime(history, this.clock.now());
    const isStopWanted = plan.some((leg) => leg.purpose === 'stop-loss');
    const pricesOf = (purpose: string): readonly string[] =>
      known.filter((leg) => leg.isResting && leg.purpose === purpose).map((leg) => leg.stopPrice);
    return {
      ...target,
      account: entry.account,
      instrument: entry.instrument,
      heldQuantity: decimalText(time.held),
      stoppedQuantity: decimalText(time.stopped),
      isStopWanted,
      unprotectedSince: isStopWanted ? time.since : null,
      longestUnprotectedMs: isStopWanted ? time.longestMs : null,
      stopPrices: pricesOf('stop-loss'),
      targetPrices: pricesOf('take-profit'),
    };
  }
}
