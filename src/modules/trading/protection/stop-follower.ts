import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal, ZERO, type Decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { averagePriceOf, isInverse, notionalOf } from '@/kernel/inverse';
import type { OrderId } from '@/kernel/ids';
import { MarketPriceService, type MarketPrice } from '@/modules/exchanges/market-price.service';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OpenEntry } from '@/modules/orders/ledger/open-entries';
import { OrdersService } from '@/modules/orders/orders.service';
import type { StopMarkScope } from '@/modules/orders/stop-marks/stop-mark';
import { StopMarksService } from '@/modules/orders/stop-marks/stop-marks.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { rulesOf, type SideRules } from '@/modules/strategies/strategy';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import { byPlace, type SideOrders } from '@/modules/trading/protection/protection-orders';
import type { ProtectedSide } from '@/modules/trading/protection/protection-owner';
import { advancedStop, isFollowing } from '@/modules/trading/protection/stop-advance';

/** Sides looked at in one run; the others have their turn in the next: prices have a rate limit. */
const SIDES_IN_A_RUN = 8;

/** One stop that follows the price. */
interface Followed {
  readonly orderId: OrderId;
  readonly scope: StopMarkScope;
  readonly averagePrice: string;
  /** Prices from before are not this position's. */
  readonly since: Date;
}

/**
 * Lets stops follow the price: to break-even, and trailing. It only keeps how far a stop has come; the keeper moves the
 * order on the venue, so that a restart finds both and something always rests there.
 */
@Injectable()
export class StopFollower {
  private waiting: ProtectedSide[] = [];

  constructor(
    private readonly orders: OrdersService,
    private readonly marks: StopMarksService,
    private readonly strategies: StrategiesService,
    private readonly venues: VenueRegistry,
    private readonly prices: MarketPriceService,
    private readonly keeper: ProtectionKeeper,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(StopFollower.name);
  }

  /** One run over some of the sides that are open. One that fails is tried again in its next turn. */
  async follow(): Promise<void> {
    if (this.waiting.length === 0) this.waiting = [...(await this.orders.sidesWithOpenOrLive())];
    let looked = 0;
    while (looked < SIDES_IN_A_RUN) {
      const target = this.waiting.shift();
      if (target === undefined) return;
      try {
        if (await this.followSide(target)) looked += 1;
      } catch (err) {
        this.logger.warn({ ...target, err }, 'a stop could not follow the price now; trying again');
      }
    }
  }

  /** False when nothing of the side follows and no price was asked for. */
  private async followSide(target: ProtectedSide): Promise<boolean> {
    const strategy = await this.strategies.get(target.strategyId, { withDeleted: true });
    const rules = rulesOf(strategy, target.side);
    if (!isFollowing(rules)) return false;
    const orders = await this.orders.ordersOfOpenSide(target.strategyId, target.side);
    let hasMoved = false;
    for (const sideOrders of byPlace(orders))
      hasMoved = (await this.followPlace(target, rules, sideOrders)) || hasMoved;
    if (hasMoved) await this.keeper.keep(target);
    return true;
  }

  private async followPlace(
    target: ProtectedSide,
    rules: SideRules,
    orders: SideOrders,
  ): Promise<boolean> {
    const [first] = orders.filter((order) => order.purpose === 'entry');
    if (first === undefined) return false;
    const open = await this.orders.openEntries(target.strategyId, target.side, first);
    const followed = followedOf(rules, orders, open);
    if (followed.length === 0) return false;
    const instrument = instrumentOf(first.instrument);
    const steps = await this.venues.get(first.venue).instruments.find(instrument);
    const price = await this.prices.priceOf(instrument, null);
    if (steps === null || price === null) return false;
    const marks = await this.marks.of([...new Set(followed.map((one) => one.orderId))]);
    const feeShare = rules.breakEvenAtPercent === null ? ZERO : await this.feeShare(open);
    let hasMoved = false;
    for (const one of followed.filter(({ since }) => price.at >= since)) {
      const mark = marks.find((m) => m.orderId === one.orderId && m.scope === one.scope);
      const stopPrice = advancedStop(rules, {
        side: target.side,
        averagePrice: one.averagePrice,
        price: price.price,
        stopPrice: mark?.stopPrice ?? null,
        feeShare,
        priceTick: steps.priceTick,
      });
      if (stopPrice === null) continue;
      await this.advance(target, one, stopPrice, price);
      hasMoved = true;
    }
    return hasMoved;
  }

  private async advance(
    target: ProtectedSide,
    { orderId, scope }: Followed,
    stopPrice: string,
    price: MarketPrice,
  ): Promise<void> {
    const mark = { orderId, scope, stopPrice, seenPrice: price.price, updatedAt: this.clock.now() };
    await this.marks.advance(mark, target.side);
    this.logger.info({ ...target, orderId, scope, stopPrice }, 'the stop follows the price');
  }

  /** What getting in cost, twice: getting out costs about the same. 0 where fees are not in the quote currency. */
  private async feeShare(open: readonly OpenEntry[]): Promise<Decimal> {
    const fills = (
      await Promise.all(open.map(({ orderId }) => this.orders.fillsOf(orderId)))
    ).flat();
    let [fees, worth] = [ZERO, ZERO];
    for (const fill of fills) {
      const instrument = instrumentOf(fill.instrument);
      if (isInverse(instrument) || fill.feeAsset !== instrument.quote) return ZERO;
      fees = fees.plus(decimal(fill.fee));
      worth = worth.plus(notionalOf(decimal(fill.quantity), decimal(fill.price), null));
    }
    return worth.gt(ZERO) && fees.gt(ZERO) ? fees.div(worth).times(2) : ZERO;
  }
}

/** The stops of a side that follow: those of its entries, and that of the whole side, whichever the strategy wants. */
function followedOf(
  rules: SideRules,
  orders: SideOrders,
  open: readonly OpenEntry[],
): readonly Followed[] {
  const [first] = orders.filter((order) => order.purpose === 'entry');
  const held = open.flatMap(({ orderId, heldQuantity, averagePrice }) => {
    const order = orders.find((one) => one.id === orderId);
    return averagePrice === null || order === undefined || !decimal(heldQuantity).gt(ZERO)
      ? []
      : [{ orderId, heldQuantity, averagePrice, since: order.createdAt, order }];
  });
  const newest = held.at(-1);
  if (first === undefined || newest === undefined) return [];
  const own =
    rules.stopLossPerOrder === null ? [] : held.map((one) => ({ ...one, scope: 'entry' as const }));
  if (rules.stopLossGeneral === null && own.length > 0) return own;
  const parts = held.map(({ heldQuantity, averagePrice }) => ({
    quantity: decimal(heldQuantity),
    price: decimal(averagePrice),
  }));
  const average = averagePriceOf(parts, isInverse(instrumentOf(first.instrument)));
  if (average === null) return own;
  return [
    ...own,
    { orderId: first.id, scope: 'side', averagePrice: average.toFixed(), since: newest.since },
  ];
}
