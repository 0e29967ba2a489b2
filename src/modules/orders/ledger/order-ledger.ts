import { Injectable } from '@nestjs/common';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { openEntriesOf, type OpenEntry } from '@/modules/orders/ledger/open-entries';
import type { Order, TradedPlace } from '@/modules/orders/order';
import {
  OrderLedgerRepository,
  type StrategySide,
} from '@/modules/orders/ledger/order-ledger.repository';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';

/** What is open, from our own orders and fills. */
@Injectable()
export class OrderLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: OrderLedgerRepository,
  ) {}

  /**
   * Entries of a side that are not closed yet, oldest first: those on one account and instrument, as a strategy may
   * have been moved to another one since. A side found flat there is remembered as such.
   */
  async openEntries(
    strategyId: StrategyId,
    side: PositionSide,
    place: TradedPlace,
  ): Promise<readonly OpenEntry[]> {
    const all = await this.ledger.linesSinceFlat(strategyId, side);
    const orders = all.filter(
      ({ account, instrument }) => account === place.account && instrument === place.instrument,
    );
    const entries = openEntriesOf(orders);
    const isFlat = entries.length === 0 && orders.every((order) => TERMINAL.includes(order.state));
    if (isFlat && orders.length > 0)
      await this.work.run('orders', (tx) => this.ledger.close(orders, tx));
    return entries;
  }

  /** All orders of a side since it was last flat, protection included, in order of creation. */
  ordersOfOpenSide(strategyId: StrategyId, side: PositionSide): Promise<readonly Order[]> {
    return this.ledger.sinceFlat(strategyId, side);
  }

  notEnded(strategyId: StrategyId, side: PositionSide): Promise<readonly Order[]> {
    return this.ledger.notEnded(strategyId, side);
  }

  recentEntryCount(account: string, since: Date, look?: Tx<'orders'>): Promise<number> {
    return this.ledger.recentEntryCount(account, since, look);
  }

  openSides(account: string, look?: Tx<'orders'>): Promise<number> {
    return this.ledger.openSides(account, look);
  }

  sidesWithOpenOrLive(): Promise<readonly StrategySide[]> {
    return this.ledger.sidesWithOpenOrLive();
  }
}
