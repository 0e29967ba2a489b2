import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { instrumentText, laneOf, type Instrument } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import type { AccountEvent, StreamedOrder } from '@/modules/exchanges/venue-streams.port';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';
import { OrderSettler } from '@/modules/trading/settling/order-settler';

/** Whose events they are. */
export interface EventSource {
  readonly account: string;
  readonly venue: VenueId;
}

const HINT_EVERY_MS = 1_000;

/** Told when events of an account may have been missed, with the time that is in question. */
export type GapListener = (source: EventSource, from: Date | null, to: Date) => void;

interface Lane {
  waiting: StreamedOrder[];
  running: Promise<void> | null;
}

/**
 * Acts on what an exchange pushes about an account. An event only says where to look: nothing is booked that the venue
 * does not confirm when asked, so events may come late, twice, in any order, or not at all.
 */
@Injectable()
export class OrderEvents {
  private readonly lanes = new Map<string, Lane>();
  private readonly settings = new Map<string, string>();
  /** When the last look was planned for, by lane. */
  private readonly hinted = new Map<string, number>();
  private readonly gapListeners: GapListener[] = [];

  constructor(
    private readonly orders: OrdersService,
    private readonly settler: OrderSettler,
    private readonly leverage: LeverageReadings,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderEvents.name);
  }

  onGap(listener: GapListener): void {
    this.gapListeners.push(listener);
  }

  /** Never throws and makes nobody wait. */
  hear(source: EventSource, event: AccountEvent): void {
    switch (event.kind) {
      case 'order':
        this.take(source, event.order);
        return;
      case 'balance':
        for (const { instrument } of event.positions) this.hint(source, instrument);
        return;
      case 'config':
        this.configure(source, event);
        return;
      case 'gap':
        this.lookSoon(source);
        for (const listener of this.gapListeners) listener(source, event.from, event.to);
        return;
      case 'state':
    }
  }

  /** Resolves when what was heard so far is booked; for the shutdown. */
  async idle(): Promise<void> {
    for (const { running } of [...this.lanes.values()]) await running;
  }

  private take(source: EventSource, streamed: StreamedOrder): void {
    const key = `${source.venue}|${laneOf(source.account, streamed.report.instrument)}`;
    const lane = this.lanes.get(key) ?? { waiting: [], running: null };
    this.lanes.set(key, lane);
    lane.waiting.push(streamed);
    lane.running ??= this.drain(source, key, lane);
  }

  /** One lane one after another: two events of an order must not meet in the books. */
  private async drain(source: EventSource, key: string, lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const events = newestOf(lane.waiting);
      lane.waiting = [];
      try {
        await this.settle(source, events);
      } catch (err) {
        this.logger.warn({ ...source, err }, 'an event could not be followed; the timed look will');
      }
    }
    this.lanes.delete(key);
  }

  private async settle(source: EventSource, events: readonly StreamedOrder[]): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const lane = laneOf(source.account, first.report.instrument);
    const live = (await this.orders.liveInLane(lane)).filter(({ venue }) => venue === source.venue);
    for (const event of events) {
      const order = live.find((one) => isAbout(event, one));
      if (order !== undefined) {
        if (!isOldNews(event, order)) await this.settler.hear(order, event.report);
        continue;
      }
      // Whatever is not ours, or not known to be, is left to reconciliation. An order of unknown fate may be meant.
      for (const one of live)
        if (one.state === 'UNKNOWN' && one.venueOrderId === null) this.settler.follow(one);
    }
  }

  /** Settings are repeated every few seconds; only a change says that what was read before is old. */
  private configure(source: EventSource, event: AccountEvent & { kind: 'config' }): void {
    const instrument = instrumentText(event.instrument);
    const key = `${source.venue}|${source.account}|${instrument}`;
    const setting = `${String(event.longLeverage)} ${String(event.shortLeverage)}`;
    const known = this.settings.get(key);
    this.settings.set(key, setting);
    if (known !== undefined && known !== setting) this.leverage.forget({ ...source, instrument });
  }

  /** A position changed. Each fill says so, so that looks are planned at most once a second. */
  private hint(source: EventSource, instrument: Instrument): void {
    const key = `${source.venue}|${laneOf(source.account, instrument)}`;
    const now = this.clock.monotonicMs();
    const planned = this.hinted.get(key) ?? -Infinity;
    if (planned > now) return;
    const waitMs = Math.max(0, planned + HINT_EVERY_MS - now);
    this.hinted.set(key, now + waitMs);
    this.lookSoon(source, instrument, waitMs);
  }

  private lookSoon(source: EventSource, instrument?: Instrument, waitMs = 0): void {
    const place =
      instrument === undefined ? source : { ...source, instrument: instrumentText(instrument) };
    this.orders
      .lookSoon(place, new Date(this.clock.now().getTime() + waitMs))
      .catch((err: unknown) =>
        this.logger.warn({ ...source, err }, 'a look could not be planned; the timed look comes'),
      );
  }
}

/** By the venue's id, by the stop that it comes from, or by our own id where the venue repeats it. */
function isAbout({ report, parentOrderId }: StreamedOrder, order: Order): boolean {
  const { venueOrderId } = order;
  if (venueOrderId !== null)
    return venueOrderId === report.venueOrderId || venueOrderId === parentOrderId;
  return report.clientOrderId?.toLowerCase() === order.clientOrderId;
}

/** That an order rests is known as soon as the venue acknowledged it. */
const isOldNews = ({ report, execution }: StreamedOrder, order: Order): boolean =>
  execution === 'NEW' &&
  report.state === 'open' &&
  (order.state === 'ACCEPTED' || order.state === 'PARTIALLY_FILLED');

/** Of several events of one order the one that filled most says it all; a later one wins a tie. */
function newestOf(events: readonly StreamedOrder[]): readonly StreamedOrder[] {
  const byOrder = new Map<string, StreamedOrder>();
  for (const event of events) {
    const known = byOrder.get(event.report.venueOrderId);
    if (known === undefined || !isLess(event, known)) byOrder.set(event.report.venueOrderId, event);
  }
  return [...byOrder.values()];
}

const isLess = (a: StreamedOrder, b: StreamedOrder): boolean =>
  decimal(a.report.filledQuantity).lt(decimal(b.report.filledQuantity));
