import { Injectable } from '@nestjs/common';
import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { isProtection, isRestingExit, restOf } from '@/modules/trading/deciding/sellable-coins';
import { SendCheck, type SendObjection } from '@/modules/trading/sending/send-check';

/** Whether an exit may be sent: now, later when the fate of what locks its coins is known, or not at all. */
export type Release =
  | { readonly kind: 'ready' }
  | { readonly kind: 'wait' }
  | ({ readonly kind: 'refused' } & SendObjection);

const READY: Release = { kind: 'ready' };
const WAIT: Release = { kind: 'wait' };

/** The category of a close that was made for more than is held by now; the rest is closed by a new order. */
export const HOLDING_CHANGED = 'holding-changed';

/**
 * Frees the coins that an exit is about to sell. Where exits sell coins, resting protection locks them, and protection
 * that is left behind would sell what was bought later: so as much of it goes, and is known to be gone, before the exit
 * is sent. What is still held afterwards is protected anew by the keeper.
 */
@Injectable()
export class CoinRelease {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly canceller: OrderCanceller,
    private readonly check: SendCheck,
  ) {}

  /** Whether an order sells coins that something else may lock; all others need no release. */
  isNeededFor({ reduceOnly, strategyId, venue, instrument }: Order): boolean {
    if (!reduceOnly || strategyId === null) return false;
    return capabilitiesOn(this.venues.get(venue), instrumentOf(instrument)).exitsBy === 'coins';
  }

  async prepare(order: Order): Promise<Release> {
    if (!this.isNeededFor(order)) return READY;
    const wanted = decimal(order.quantity);
    for (const resting of await this.restingExits(order)) {
      if ((await this.held(order)).minus(await this.locked(order)).gte(wanted)) return READY;
      // Protection gives way to nothing but a close: what it waits for is being moved by the keeper.
      if (isProtection(order)) return WAIT;
      // A close that may not leave must not cost the side its stop, least of all while everything is halted.
      const objection = await this.check.objectionTo(order);
      if (objection !== null) return { kind: 'refused', ...objection };
      if (!(await this.isGone(resting))) return WAIT;
    }
    const held = await this.held(order);
    if (held.gte(wanted)) return READY;
    const message = `${decimalText(held)} is held by now, less than the ${order.quantity} to be sold`;
    return { kind: 'refused', category: HOLDING_CHANGED, message };
  }

  /** Own protection first, then the oldest: in the order in which the ledger closes. */
  private async restingExits(order: Order): Promise<readonly Order[]> {
    const resting = await this.live(order);
    const isOwn = (one: Order): boolean =>
      order.protectsOrderId !== null && one.protectsOrderId === order.protectsOrderId;
    return [...resting.filter(isOwn), ...resting.filter((one) => !isOwn(one))];
  }

  private async live(order: Order): Promise<readonly Order[]> {
    if (order.strategyId === null) return [];
    const all = await this.orders.liveOf(order.strategyId, order.positionSide);
    return all.filter((one) => one.id !== order.id && isRestingExit(one, order));
  }

  private async locked(order: Order): Promise<Decimal> {
    return (await this.live(order)).reduce((sum, one) => sum.plus(restOf(one)), ZERO);
  }

  private async held(order: Order): Promise<Decimal> {
    if (order.strategyId === null) return ZERO;
    const entries = await this.orders.openEntries(order.strategyId, order.positionSide, order);
    return entries.reduce((sum, entry) => sum.plus(decimal(entry.heldQuantity)), ZERO);
  }

  /** Cancels; false while nobody knows whether it still rests. */
  private async isGone(resting: Order): Promise<boolean> {
    try {
      const after = await this.canceller.cancel(resting.id, 'its coins are about to be sold');
      return !LIVE.includes(after.state);
    } catch (error) {
      // It is in flight, ended, or somebody else cancels it: the next attempt sees what became of it.
      if (error instanceof IllegalOrderTransitionError || error instanceof OrderChangedError)
        return false;
      throw error;
    }
  }
}
