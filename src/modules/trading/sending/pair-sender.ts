import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { PairOutcome, VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type { Order, OrderChange } from '@/modules/orders/order';
import type { PairOfOrders } from '@/modules/orders/order-pair';
import type { RecordEntry, RecordOptions } from '@/modules/orders/order-recording';
import type { OrderEventType } from '@/modules/orders/order-transitions';
import { EntriesStoppedError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { SendCheck, type SendObjection } from '@/modules/trading/sending/send-check';
import { venueOrderOf } from '@/modules/trading/sending/venue-order';
import { sendWrittenAhead } from '@/modules/trading/sending/write-ahead';
import type { Lease } from '@/platform/worker/lease';

/**
 * Sends the two orders of an OCO in one request, in a lane that its caller holds: both are written as SUBMITTED and
 * committed together before the venue hears of them, and its answer is written down for both. After an unclear answer
 * only the settler acts, on each by itself; nothing is ever sent twice.
 */
@Injectable()
export class PairSender {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly check: SendCheck,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PairSender.name);
  }

  /** Sends the pair of which the order is one. Nothing happens when the other one brought it here before. */
  async send(order: Order, lease: Lease): Promise<void> {
    const pair = await this.orders.pairOf(order);
    if (pair === null) throw new Error(`order ${order.id} is one of a pair without the other`);
    const both = [pair.limit, pair.stop];
    const waiting = both.filter(({ state }) => state === 'INITIALIZED');
    try {
      if (waiting.length === both.length) await this.sendBoth(pair, lease);
      else for (const left of waiting) await this.leave(left, both, lease);
    } catch (error) {
      if (!(error instanceof OrderChangedError || error instanceof EntriesStoppedError))
        throw error;
      const ids = both.map(({ id }) => id);
      this.logger.info({ ids }, 'a pair was changed before it was sent; looked at again');
    }
  }

  private async sendBoth(pair: PairOfOrders, lease: Lease): Promise<void> {
    const { category, message } = (await this.submit(pair, lease)) ?? {};
    if (category === undefined || message === undefined) return;
    const change = { refusalCategory: category, refusalMessage: message };
    const data = { category, message };
    await this.recordBoth(pair, 'denied', [change, change], data, { lease });
    this.logger.warn({ ...namesOf(pair), category }, 'pair denied before it was sent');
  }

  /**
   * One alone is never sent. Either its other half was cancelled before it left, or the two went out and the books are
   * older than that: then the venue knows.
   */
  private async leave(order: Order, both: readonly Order[], lease: Lease): Promise<void> {
    if (both.some(({ state }) => state === 'DENIED')) {
      const refusalMessage = 'canceled before it was sent: the other order of its pair was';
      const change = { refusalCategory: 'canceled', refusalMessage };
      await this.orders.record(order, 'denied', change, {}, { lease });
      return;
    }
    const data = { message: 'the other order of its pair was sent already' };
    this.settler.follow(await this.orders.record(order, 'late-truth', {}, data, { lease }));
  }

  private submit(pair: PairOfOrders, lease: Lease): Promise<SendObjection | null> {
    const execution = this.venues.execution(pair.limit.venue);
    return sendWrittenAhead<PairOfOrders, PairOutcome>(this.clock, {
      // What speaks against one speaks against the other: they differ in nothing that is looked at.
      look: () => this.check.objectionTo(pair.limit),
      write: (isAllowed) => this.recordSubmitted(pair, lease, isAllowed),
      submit: () => submitTo(execution, pair),
      conclude: (submitted, outcome, ms) => this.recordOutcome(submitted, outcome, ms, lease),
    });
  }

  private recordSubmitted(
    pair: PairOfOrders,
    lease: Lease,
    isAllowed: Promise<boolean>,
  ): Promise<PairOfOrders> {
    const change = { submittedAt: this.clock.now() };
    const data = { lane: lease.name, token: lease.token };
    const options = { lease, isAllowed, isEntryGated: !pair.limit.reduceOnly };
    return this.recordBoth(pair, 'submitted', [change, change], data, options);
  }

  private async recordOutcome(
    pair: PairOfOrders,
    outcome: PairOutcome,
    ms: number,
    lease: Lease,
  ): Promise<void> {
    const log = { ...namesOf(pair), ms, outcome: outcome.outcome };
    const soon = { lease, nextCheckAt: this.clock.now() };
    switch (outcome.outcome) {
      case 'acknowledged': {
        const ids = [
          { venueOrderId: outcome.limitOrderId },
          { venueOrderId: outcome.stopOrderId },
        ] as const;
        this.follow(await this.recordBoth(pair, 'accepted', ids, { ms }, soon));
        this.logger.info(log, 'pair accepted by the venue');
        return;
      }
      case 'refused': {
        const { category, venueCode, message } = outcome;
        const change = { refusalCategory: category, refusalMessage: message };
        const data = { ms, category, venueCode, message };
        await this.recordBoth(pair, 'rejected', [change, change], data, { lease });
        this.logger.warn({ ...log, category, venueCode }, 'pair refused by the venue');
        return;
      }
      case 'unknown': {
        const data = { ms, message: outcome.message };
        this.follow(await this.recordBoth(pair, 'unknown', [{}, {}], data, soon));
        this.logger.warn(
          log,
          'nobody knows whether the venue took the pair; asking, not sending again',
        );
      }
    }
  }

  private async recordBoth(
    pair: PairOfOrders,
    type: OrderEventType,
    [ofLimit, ofStop]: readonly [OrderChange, OrderChange],
    data: Readonly<Record<string, unknown>>,
    options: RecordOptions,
  ): Promise<PairOfOrders> {
    const entryOf = (order: Order, change: OrderChange): RecordEntry => {
      const { venueOrderId } = change;
      return {
        order,
        type,
        change,
        data: venueOrderId === undefined ? data : { ...data, venueOrderId },
      };
    };
    const entries = [entryOf(pair.limit, ofLimit), entryOf(pair.stop, ofStop)];
    const [limit, stop] = await this.orders.recordAll(entries, options);
    return { limit: limit ?? pair.limit, stop: stop ?? pair.stop };
  }

  private follow({ limit, stop }: PairOfOrders): void {
    this.settler.follow(limit);
    this.settler.follow(stop);
  }
}

const namesOf = ({ limit, stop }: PairOfOrders): Readonly<Record<string, unknown>> => ({
  ids: [limit.id, stop.id],
  venue: limit.venue,
  instrument: limit.instrument,
});

function submitTo(execution: OrderExecution, { limit, stop }: PairOfOrders): Promise<PairOutcome> {
  const pair: VenueOrderPair = {
    pairId: limit.pairId ?? '',
    limit: venueOrderOf(limit),
    stop: venueOrderOf(stop),
  };
  return execution.submitPair?.(pair) ?? Promise.reject(new Error('the venue takes no pairs'));
}
