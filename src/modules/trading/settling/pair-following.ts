import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { OrdersService } from '@/modules/orders/orders.service';
import { OrderSettler } from '@/modules/trading/settling/order-settler';

/**
 * When one of a pair trades or ends, the exchange has cancelled the other: it is looked at right away. Only saves the
 * wait for its timed look.
 */
@Injectable()
export class PairFollowing implements OnApplicationBootstrap {
  constructor(
    private readonly orders: OrdersService,
    private readonly settler: OrderSettler,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PairFollowing.name);
  }

  onApplicationBootstrap(): void {
    this.settler.onSettled((order) => {
      if (order.pairId === null) return;
      this.followOther(order).catch((err: unknown) =>
        this.logger.warn({ orderId: order.id, err }, 'the timed look comes'),
      );
    });
  }

  private async followOther(order: Order): Promise<void> {
    const pair = await this.orders.pairOf(order);
    for (const other of pair === null ? [] : [pair.limit, pair.stop])
      if (other.id !== order.id && LIVE.includes(other.state)) this.settler.follow(other);
  }
}
