import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { instrumentOf } from '@/kernel/instrument';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { OrdersService } from '@/modules/orders/orders.service';
import type { DecisionFacts } from '@/modules/strategies/decision';
import type { GatheredFacts } from '@/modules/trading/deciding/fact-gathering';
import { OrderSettler } from '@/modules/trading/settling/order-settler';

/**
 * Shows the prices of alarms to resting paper orders, which have no other market while the exchange is away.
 * Nobody waits for it: it may ask the exchange first.
 */
@Injectable()
export class PaperPrices {
  constructor(
    private readonly prices: MarketPriceService,
    private readonly orders: OrdersService,
    private readonly settler: OrderSettler,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PaperPrices.name);
  }

  show(gathered: readonly GatheredFacts[]): void {
    for (const { facts, venue } of gathered) {
      if (venue !== 'paper' || facts.alarm.price === null || !isTimely(facts)) continue;
      this.showOne(facts, facts.alarm.price).catch((err: unknown) =>
        this.logger.error({ alarmId: facts.alarm.id, err }, 'the price could not be passed on'),
      );
    }
  }

  private async showOne({ alarm, strategy }: DecisionFacts, price: string): Promise<void> {
    const instrument = instrumentOf(strategy.instrument);
    await this.prices.observe(instrument, price, alarm.alarmAt ?? alarm.receivedAt);
    // A price that triggered something is booked now, not at the next timed look.
    const live = await Promise.all([
      this.orders.liveOf(strategy.id, 'long'),
      this.orders.liveOf(strategy.id, 'short'),
    ]);
    for (const order of live.flat()) if (order.state === 'ACCEPTED') this.settler.follow(order);
  }
}

/** Whether an alarm speaks of the present: an old price must not move anything. */
function isTimely({ alarm, limits, now }: DecisionFacts): boolean {
  const ageMs = now.getTime() - (alarm.alarmAt ?? alarm.receivedAt).getTime();
  return ageMs <= limits.maxAgeMs && ageMs >= -limits.futureMs;
}
