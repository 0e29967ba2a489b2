import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import { IdSource } from '@/platform/identity/new-id';
import {
  isCloseUnderWay,
  orderFor,
  type SideOrders,
} from '@/modules/trading/protection/protection-orders';
import type { ProtectionLeg } from '@/modules/trading/protection/protection-plan';
import { isTransientRefusal, mayTryAgain } from '@/modules/trading/settling/transient-refusal';

/** An emergency close that was refused this often is left to a person: each refusal is in the log and on the order. */
const CLOSE_ATTEMPTS = 5;

/** Why a part of a position is closed at market instead of protected. */
export type CloseReason = 'stop-refused' | 'price-passed';

const SENTENCES: Readonly<Record<CloseReason, string>> = {
  'stop-refused': 'the stop was refused again and again; closing at market',
  'price-passed': 'the price is beyond the stop or target already; closing at market',
};

/** Closes at market what can not be protected: an open position without a stop is worse than none. */
@Injectable()
export class EmergencyClose {
  constructor(
    private readonly orders: OrdersService,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(EmergencyClose.name);
  }

  /** True when a close of the leg's quantity was written down; false while one is under way or none helps. */
  async close(
    leg: ProtectionLeg,
    entry: Order,
    sideOrders: SideOrders,
    reason: CloseReason,
    refused: Order | undefined,
  ): Promise<boolean> {
    if (sideOrders.some(isCloseUnderWay)) return false;
    const closes = sideOrders.filter((order) => order.purpose === 'emergency-close');
    const lost = closes.filter((order) => order.state === 'REJECTED' && !isTransientRefusal(order));
    if (lost.length >= CLOSE_ATTEMPTS || !mayTryAgain(closes, this.clock.now())) return false;
    const owner = sideOrders.find((order) => order.id === leg.protects) ?? entry;
    const name = `emergency-close:${leg.protects ?? 'side'}:${String(closes.length + 1)}`;
    const order: NewOrder = {
      ...orderFor(leg, entry, this.ids.newId() as OrderId, name),
      purpose: 'emergency-close',
      type: 'market',
      stopPrice: null,
      referencePrice: owner.averagePrice,
    };
    this.logger.error(
      { orderId: owner.id, instrument: entry.instrument, reason },
      SENTENCES[reason],
    );
    await this.note(refused, reason);
    await this.orders.addOrders(owner.decisionId, [order]);
    return true;
  }

  /** The refused order tells a person what came of it; noted first, as the close itself is sent at once. */
  private async note(refused: Order | undefined, reason: CloseReason): Promise<void> {
    if (refused?.state !== 'REJECTED') return;
    await this.orders
      .record(refused, 'noted', {}, { reason, message: SENTENCES[reason] })
      .catch((err: unknown) =>
        this.logger.warn({ orderId: refused.id, err }, 'the reason of a close could not be noted'),
      );
  }
}
