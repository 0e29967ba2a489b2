import type { Clock } from '@/kernel/clock';
import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { StrategiesService } from '@/modules/strategies/strategies.service';
import { rulesOf, type Strategy } from '@/modules/strategies/strategy';
import { spanText, type Finding, type Watch } from '@/modules/watchdogs/watch';

/** What is left by rounding to an instrument's step is no position to protect. */
const ROUNDING = decimal('0.01');
/** A stop in one of these states rests on the venue. */
const RESTING: readonly string[] = ['ACCEPTED', 'PARTIALLY_FILLED', 'PENDING_CANCEL'];

/** One side of a strategy on one account and instrument. */
export interface OpenSide {
  readonly strategyId: StrategyId;
  readonly side: PositionSide;
  readonly account: string;
  readonly instrument: string;
  readonly held: Decimal;
  readonly withoutStop: Decimal;
}

/**
 * How much of a side's orders is held and not covered by a stop that rests; what a close under way takes does not
 * count. Null when all is covered. Pure.
 */
export function uncovered(orders: readonly Order[]): Pick<OpenSide, 'held' | 'withoutStop'> | null {
  const held = openEntriesOf(orders)
    .filter(({ averagePrice }) => averagePrice !== null)
    .reduce((sum, { quantity }) => sum.plus(decimal(quantity)), ZERO);
  const covered = orders
    .filter(({ purpose, state }) => purpose === 'stop-loss' && RESTING.includes(state))
    .reduce((sum, one) => sum.plus(one.quantity).minus(one.filledQuantity), ZERO);
  const withoutStop = held.minus(covered);
  return withoutStop.gt(held.times(ROUNDING)) ? { held, withoutStop } : null;
}

/** Positions whose strategy wants a stop loss and that have none, for longer than the limit. */
export class ProtectionWatch implements Watch {
  readonly name = 'position-unprotected';
  readonly over = 'The position is closed or has its stop.';
  private readonly since = new Map<string, number>();

  constructor(
    private readonly orders: Pick<OrdersService, 'sidesWithOpenOrLive' | 'ordersOfOpenSide'>,
    private readonly strategies: Pick<StrategiesService, 'get'>,
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const now = this.clock.monotonicMs();
    const sides = await this.openSides();
    const keys = new Set(sides.map(idOf));
    for (const key of this.since.keys()) if (!keys.has(key)) this.since.delete(key);
    return sides.flatMap((side) => {
      const id = idOf(side);
      const since = this.since.get(id) ?? now;
      this.since.set(id, since);
      return now - since < this.limitMs ? [] : [this.finding(side, id, now - since)];
    });
  }

  private async openSides(): Promise<readonly OpenSide[]> {
    const found: OpenSide[] = [];
    for (const { strategyId, side } of await this.orders.sidesWithOpenOrLive()) {
      const strategy = await this.strategies.get(strategyId, { withDeleted: true });
      if (!wantsStop(strategy, side)) continue;
      const orders = await this.orders.ordersOfOpenSide(strategyId, side);
      for (const place of grouped(orders, laneOfOrder).values()) {
        const [first] = place;
        const gap = uncovered(place);
        if (first === undefined || gap === null) continue;
        const { account, instrument } = first;
        found.push({ strategyId, side, account, instrument, ...gap });
      }
    }
    return found;
  }

  private finding(side: OpenSide, id: string, ms: number): Finding {
    const { account, instrument, held, withoutStop } = side;
    const without = decimalText(withoutStop);
    return {
      id,
      notice: {
        severity: 'critical',
        subject: `${instrument} ${side.side} has no stop loss for ${spanText(ms)}`,
        what: `${without} of ${decimalText(held)} are held without a stop that rests on the exchange, although the strategy wants one.`,
        money: `account ${account}: ${instrument}, ${side.side} ${without}, strategy ${side.strategyId}`,
        action:
          'Set a stop on the exchange by hand, or close the position there. Then find out why.',
        runbook: this.name,
      },
    };
  }
}

const idOf = ({ strategyId, side, account, instrument }: OpenSide): string =>
  [strategyId, side, account, instrument].join(':');

function wantsStop(strategy: Strategy, side: PositionSide): boolean {
  const { stopLossPerOrder, stopLossGeneral, trailingStopPercent } = rulesOf(strategy, side);
  return (stopLossPerOrder ?? stopLossGeneral ?? trailingStopPercent) !== null;
}
