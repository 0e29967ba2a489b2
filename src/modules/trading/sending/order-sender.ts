import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { SubmitOutcome } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { EntriesStoppedError, OrderChangedError } from '@/modules/orders/orders.errors';
import type { RecordEntry, RecordOptions } from '@/modules/orders/order-recording';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Lease } from '@/platform/worker/lease';
import { CoinRelease } from '@/modules/trading/sending/coin-release';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { SendCheck, type SendObjection } from '@/modules/trading/sending/send-check';
import { venueOrderOf } from '@/modules/trading/sending/venue-order';
import { sendWrittenAhead } from '@/modules/trading/sending/write-ahead';

/** Writes that an order leaves, and commits; throws when it may not, with nothing written. */
export type WriteSubmitted = (entry: RecordEntry, options: RecordOptions) => Promise<Order>;

/**
 * Sends one order of a lane that its caller holds: written as SUBMITTED and committed before the venue hears of it.
 * After an unclear answer only the settler acts; nothing is ever sent twice.
 */
@Injectable()
export class OrderSender {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly check: SendCheck,
    private readonly coins: CoinRelease,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderSender.name);
  }

  /** False when the order can not leave yet; the timer comes back for it. */
  async send(order: Order, lease: Lease): Promise<boolean> {
    return (await this.unlessChanged(order, () => this.sendOrDeny(order, lease))) ?? true;
  }

  /**
   * Sends an order that is not written yet: `write` writes it together with the fact that it leaves. Nothing is written
   * nor sent where something has to be done before, or speaks against it: that is left to {@link send}. Drift and limits
   * were read for the decision a moment ago; a switch of the strategy holds at once, as the trading states do with the write.
   */
  async sendAtOnce(draft: Order, lease: Lease, write: WriteSubmitted): Promise<void> {
    const leverage = this.check.leverageInForce(draft);
    if (leverage === undefined || this.coins.isNeededFor(draft)) return;
    if (this.check.objectionNow(draft) !== null) return;
    const look = (): Promise<SendObjection | null> => this.check.strategyObjection(draft);
    const record: WriteSubmitted = (entry, options) =>
      write(entry, { ...options, isEntryGated: true });
    await this.unlessChanged(draft, () => this.submit(draft, lease, leverage, look, record));
  }

  private async sendOrDeny(order: Order, lease: Lease): Promise<boolean> {
    const release = await this.coins.prepare(order);
    if (release.kind === 'wait') return false;
    const leverage = await this.check.prepareLeverage(order);
    const refused = release.kind === 'refused' ? release : leverage.objection;
    const record: WriteSubmitted = ({ type, change, data }, options) =>
      this.orders.record(order, type, change, data, options);
    const look = (): Promise<SendObjection | null> => this.check.objectionTo(order);
    const objection = refused ?? (await this.submit(order, lease, leverage.set, look, record));
    if (objection !== null) await this.deny(order, lease, objection.category, objection.message);
    return true;
  }

  /** Null when somebody else changed the order meanwhile. */
  private async unlessChanged<T>(order: Order, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OrderChangedError || error instanceof EntriesStoppedError))
        throw error;
      this.logger.info(
        { orderId: order.id },
        'the order was changed before it was sent; looked at again',
      );
      return null;
    }
  }

  private async deny(order: Order, lease: Lease, category: string, message: string): Promise<void> {
    const change = { refusalCategory: category, refusalMessage: message };
    await this.orders.record(order, 'denied', change, { category, message }, { lease });
    this.logger.warn({ orderId: order.id, category }, 'order denied before it was sent');
  }

  private submit(
    order: Order,
    lease: Lease,
    leverageSet: string | null,
    look: () => Promise<SendObjection | null>,
    write: WriteSubmitted,
  ): Promise<SendObjection | null> {
    const execution = this.venues.execution(order.venue);
    return sendWrittenAhead<Order, SubmitOutcome>(this.clock, {
      look,
      write: (isAllowed) =>
        write(this.submitted(order, lease, leverageSet), {
          lease,
          isAllowed,
          isEntryGated: !order.reduceOnly,
        }),
      submit: () => execution.submit(venueOrderOf(order)),
      conclude: (submitted, outcome, ms) => this.recordOutcome(submitted, outcome, ms, lease),
    });
  }

  private submitted(order: Order, lease: Lease, leverageSet: string | null): RecordEntry {
    const submittedAt = this.clock.now();
    const change = { submittedAt, ...(leverageSet === null ? {} : { leverageSet }) };
    return { order, type: 'submitted', change, data: { lane: lease.name, token: lease.token } };
  }

  private async recordOutcome(
    order: Order,
    outcome: SubmitOutcome,
    ms: number,
    lease: Lease,
  ): Promise<void> {
    const log = {
      orderId: order.id,
      venue: order.venue,
      instrument: order.instrument,
      ms,
      outcome: outcome.outcome,
    };
    const soon = { lease, nextCheckAt: this.clock.now() };
    switch (outcome.outcome) {
      case 'acknowledged': {
        const change = { venueOrderId: outcome.venueOrderId };
        const accepted = await this.orders.record(
          order,
          'accepted',
          change,
          { ms, ...change },
          soon,
        );
        this.logger.info(log, 'order accepted by the venue');
        this.settler.follow(accepted);
        return;
      }
      case 'refused': {
        this.check.doubtLeverage(order);
        const { category, venueCode, message } = outcome;
        const change = { refusalCategory: category, refusalMessage: message };
        await this.orders.record(
          order,
          'rejected',
          change,
          { ms, category, venueCode, message },
          { lease },
        );
        this.logger.warn({ ...log, category, venueCode }, 'order refused by the venue');
        return;
      }
      case 'unknown': {
        const unknown = await this.orders.record(
          order,
          'unknown',
          {},
          { ms, message: outcome.message },
          soon,
        );
        this.logger.warn(
          log,
          'nobody knows whether the venue took the order; asking, not sending again',
        );
        this.settler.follow(unknown);
      }
    }
  }
}
