import { Injectable } from '@nestjs/common';
import { decimal, ZERO } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';
import type { TradedPlace } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Holding } from '@/modules/trading/halting/flatten-plan';

/** What the strategies hold somewhere by our ledger, less what closes under way will take. */
@Injectable()
export class PositionHoldings {
  constructor(private readonly orders: OrdersService) {}

  async at(place: TradedPlace, side: PositionSide): Promise<readonly Holding[]> {
    const sides = (await this.orders.sidesWithOpenOrLive()).filter((one) => one.side === side);
    return Promise.all(
      sides.map(async ({ strategyId }) => {
        const entries = await this.orders.openEntries(strategyId, side, place);
        const sum = entries.reduce((total, { quantity }) => total.plus(decimal(quantity)), ZERO);
        return { strategyId, quantity: sum };
      }),
    );
  }
}
