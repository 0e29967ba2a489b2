import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { DomainError } from '@/kernel/errors';
import { instrumentOf } from '@/kernel/instrument';
import { asError } from '@/kernel/thrown';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { FillReport, OrderReport } from '@/modules/exchanges/venue.types';
import type { Order, OrderChange } from '@/modules/orders/order';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService, type OrderToCheck } from '@/modules/orders/orders.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { isProvedAbsent, nextLookMs } from '@/modules/trading/settling/check-schedule';
import { endOf } from '@/modules/trading/settling/order-end';
import { OrderRecognition } from '@/modules/trading/settling/order-recognition';

/** Fills are asked for from a little before the send: the two clocks differ. */
const CLOCK_SKEW_MS = 60_000;
/** A look that can not be taken is tried again after this long. */
const UNREACHABLE_MS = 2_000;
/** What has not settled after so many looks is shown to a person. */
const MANY_LOOKS = 10;

/** Called when fills were added or an order ended: the side's protection may have to change. */
export type SettledListener = (order: Order) => void;

/**
 * Learns from the venue what became of an order and books it. The venue's truth wins, a fill counts once,
 * and "not found" is believed only after several looks over a stated time.
 */
@Injectable()
export class OrderSettler {
  private readonly listeners: SettledListener[] = [];
  private readonly following = new Map<string, Promise<void>>();

  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly recognition: OrderRecognition,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderSettler.name);
  }

  onSettled(listener: SettledListener): void {
    this.listeners.push(listener);
  }

  /** Looks at an order that was just sent, without making the sender wait. The timer does the rest. */
  follow(order: Order): void {
    if (this.following.has(order.id)) return;
    const looking = this.look({ ...order, checks: 0 }).finally(() =>
      this.following.delete(order.id),
    );
    this.following.set(order.id, looking);
  }

  /** Resolves when no look that was begun right after a send is under way; for the shutdown. */
  async idle(): Promise<void> {
    await Promise.all(this.following.values());
  }

  /**
   * Books what an event says of an order that trades: its fills are read from the venue, as after a look. Whatever else
   * an event may say, and all that it leaves open, is settled by a look. Never throws, and never takes anything back.
   */
  async hear(order: Order, report: OrderReport): Promise<void> {
    if (order.state === 'SUBMITTED') return; // Its sender waits for the answer and looks by itself.
    try {
      if (isTrade(order, report)) await this.found(order, report);
    } catch (error) {
      const err = asError(error);
      const isRace = error instanceof OrderChangedError;
      if (!isRace) this.logger.warn({ orderId: order.id, err }, 'could not book an event; looking');
    }
    await this.lookAgain(order).catch((err: unknown) =>
      this.logger.warn({ orderId: order.id, err }, 'could not look; the timed look comes'),
    );
  }

  /** A look now, or right after the one that is under way and may have begun too early. */
  private async lookAgain({ id }: Order): Promise<void> {
    await this.following.get(id);
    const order = await this.orders.get(id);
    if (TERMINAL.includes(order.state)) return;
    this.follow(order);
    await this.following.get(id);
  }

  /** One look at one order: asks the venue, books the answer, plans the next look. Never throws. */
  async look(order: OrderToCheck): Promise<void> {
    try {
      const settled = await this.settle(order);
      const isVerdict = settled.state === 'NOT_PLACED' && order.state !== 'NOT_PLACED';
      await this.plan(settled, isVerdict ? 0 : order.checks + 1);
    } catch (error) {
      if (error instanceof OrderChangedError) return;
      const err = asError(error);
      this.logger.warn(
        { orderId: order.id, venue: order.venue, err },
        'could not look at the order; trying again',
      );
      const wait = error instanceof DomainError ? UNREACHABLE_MS : UNREACHABLE_MS * 5;
      await this.orders
        .scheduleCheck(order.id, this.later(wait), order.checks)
        .catch(() => undefined);
    }
  }

  /** Asks the venue and books what it says; returns the order as it is now. */
  async settle(order: OrderToCheck): Promise<Order> {
    let current: Order = order;
    if (current.state === 'SUBMITTED') {
      const data = { message: 'the sender did not record an answer in time' };
      current = await this.orders.record(current, 'unknown', {}, data);
    }
    const sighting = await this.recognition.look(current);
    switch (sighting.kind) {
      case 'found':
        return this.flagUnbooked(
          await this.found(current, sighting.report),
          sighting.report,
          order.checks + 1,
        );
      case 'absent':
        return this.absent(current, order.checks + 1);
      case 'ambiguous':
        return this.ambiguous(current, sighting.venueOrderIds);
    }
  }

  /** It stays as it is: to take the wrong order for ours would be worse than to wait for a person. */
  private async ambiguous(order: Order, venueOrderIds: readonly string[]): Promise<Order> {
    if (order.needsAttention !== null) return order;
    const shown = venueOrderIds.slice(0, 5).join(', ');
    const needsAttention = `several orders on the venue may be this one: ${shown}`;
    this.logger.error({ orderId: order.id, venue: order.venue }, 'an order can not be recognised');
    return this.orders.record(order, 'noted', { needsAttention }, { venueOrderIds });
  }

  /** Ended there and open here, look after look: the fills behind it are booked elsewhere, and only a person knows why. */
  private async flagUnbooked(order: Order, report: OrderReport, looks: number): Promise<Order> {
    const isEndBooked =
      TERMINAL.includes(order.state) || endOf(report.state, order.state) === undefined;
    if (isEndBooked || order.needsAttention !== null || looks < MANY_LOOKS) return order;
    const needsAttention =
      `the venue says ${report.state} with ${report.filledQuantity} traded, of which ${order.filledQuantity} ` +
      'is booked here: look for its fills at other orders';
    this.logger.error(
      { orderId: order.id, venue: order.venue },
      'the fills of an order are missing',
    );
    return this.orders.record(order, 'noted', { needsAttention }, { report: report.state, looks });
  }

  private async absent(order: Order, looks: number): Promise<Order> {
    if (order.state === 'UNKNOWN') {
      const submittedAt = order.submittedAt ?? order.createdAt;
      if (!isProvedAbsent(submittedAt, this.clock.now(), looks)) return order;
      if (await this.isListedElsewhere(order)) return order;
      if (this.isBeyondLookUp(order)) return this.flagTooOld(order);
      const refusalMessage = `the venue does not know it after ${String(looks)} looks`;
      return this.giveUp(order, { refusalMessage }, { looks });
    }
    if (order.state === 'NOT_PLACED' || order.needsAttention !== null || looks < MANY_LOOKS)
      return order;
    const needsAttention = `the venue acknowledged it but no longer knows it (${String(looks)} looks)`;
    return this.orders.record(order, 'noted', { needsAttention }, { looks });
  }

  /** Books that an order never reached its venue. */
  async giveUp(
    order: Order,
    change: OrderChange,
    data: Readonly<Record<string, unknown>>,
    options: { readonly nextCheckAt?: null } = {},
  ): Promise<Order> {
    const refused = { refusalCategory: 'not-placed', ...change };
    const settled = await this.orders.record(order, 'not-placed', refused, data, options);
    this.logger.warn({ orderId: order.id, ...data }, 'order never reached the venue');
    this.tell(settled);
    return settled;
  }

  /** Whether the venue has forgotten our id by now: that it finds nothing under it proves nothing. */
  private isBeyondLookUp(order: Order): boolean {
    const foundMs = this.venues.get(order.venue).capabilities.clientOrderIdFoundMs;
    const sent = order.submittedAt ?? order.createdAt;
    return foundMs !== undefined && this.clock.now().getTime() - sent.getTime() > foundMs;
  }

  private async flagTooOld(order: Order): Promise<Order> {
    if (order.needsAttention !== null) return order;
    const needsAttention =
      'nobody knows whether the venue took it, and by now the venue does not find orders by our id: look there';
    return this.orders.record(order, 'noted', { needsAttention }, {});
  }

  /** A bulk look beside the targeted one: an order that is listed anywhere was placed. */
  private async isListedElsewhere(order: Order): Promise<boolean> {
    // There the targeted look was one at everything that is listed.
    if (this.recognition.isByLikeness(order)) return false;
    const match = await this.recognition.listedUnderOurId(order, this.since(order));
    if (match === null) return false;
    await this.found(order, match);
    return true;
  }

  private async found(order: Order, report: OrderReport): Promise<Order> {
    let current = order;
    if (current.state === 'NOT_PLACED' || current.state === 'REJECTED') {
      const note = {
        needsAttention: `the venue has it although it was booked as ${current.state}`,
      };
      current = await this.orders.record(current, 'late-truth', note, {
        venueOrderId: report.venueOrderId,
      });
      this.logger.error(
        { orderId: order.id },
        'an order that was given up is on the venue; the venue is right',
      );
    }
    const identity: OrderChange = { venueOrderId: report.venueOrderId };
    if (current.state === 'UNKNOWN') {
      current = await this.orders.record(current, 'accepted', identity, {
        adopted: true,
        report: report.state,
      });
    }
    current = await this.bookFills(current, report);
    return this.bookEnd(current, report);
  }

  private async bookFills(order: Order, report: OrderReport): Promise<Order> {
    if (decimal(report.filledQuantity).lte(decimal(order.filledQuantity))) return order;
    const fills = await this.fillsOf(order, report);
    const isFinal = report.state === 'filled';
    const booked = await this.orders.recordFills(order, fills, { isFinal });
    crashPoint('after-fill-commit');
    if (booked.added > 0) this.tell(booked.order);
    for (const other of booked.ofOthers) {
      this.logger.error(
        { orderId: order.id, strategyId: other.strategyId, quantity: other.quantity },
        'the order closed what another strategy held; booked there',
      );
      this.tell(other);
    }
    return booked.order;
  }

  private fillsOf(order: Order, report: OrderReport): Promise<readonly FillReport[]> {
    const instrument = instrumentOf(order.instrument);
    return this.venues
      .orders(order.venue)
      .fills(order.account, instrument, this.since(order), report.venueOrderId);
  }

  private async bookEnd(order: Order, report: OrderReport): Promise<Order> {
    const event = endOf(report.state, order.state);
    const allFillsBooked = decimal(order.filledQuantity).gte(decimal(report.filledQuantity));
    if (event === undefined) return this.bookStillOpen(order);
    // An end is booked only with all of its fills: the order must not look finished with less than it traded.
    if (TERMINAL.includes(order.state) || !allFillsBooked) return order;
    const ended = await this.orders.record(order, event, {}, { report: report.state });
    this.tell(ended);
    return ended;
  }

  private async bookStillOpen(order: Order): Promise<Order> {
    if (order.state !== 'PENDING_CANCEL') return order;
    return this.orders.record(
      order,
      'cancel-refused',
      {},
      { message: 'the venue still has the order open' },
    );
  }

  private async plan(order: Order, looks: number): Promise<void> {
    if (TERMINAL.includes(order.state) && order.state !== 'NOT_PLACED') return;
    const ms = nextLookMs(order, looks);
    await this.orders.scheduleCheck(order.id, ms === null ? null : this.later(ms), looks);
  }

  private since(order: Order): Date {
    return new Date((order.submittedAt ?? order.createdAt).getTime() - CLOCK_SKEW_MS);
  }

  private later(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }

  private tell(order: Order): void {
    for (const listener of this.listeners) listener(order);
  }
}

/**
 * Whether an event tells of a fill that is not booked yet, of an order that fills under its own id. While a cancel is
 * asked for, only a look knows what became of it: an event may be older.
 */
function isTrade(order: Order, report: OrderReport): boolean {
  if (order.state === 'PENDING_CANCEL') return false;
  const fillsItself = order.type === 'market' || order.type === 'limit';
  const isFill = report.state === 'filled' || report.state === 'partially-filled';
  return fillsItself && isFill && decimal(report.filledQuantity).gt(decimal(order.filledQuantity));
}
