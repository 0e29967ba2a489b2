import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { closingSide, openingSide, type PositionSide } from '@/kernel/side';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';
import { applyOrderEvent, type Order, type OrderChange } from '@/modules/orders/order';
import { TERMINAL, type OrderEventType } from '@/modules/orders/order-transitions';
import { OrderChangedError } from '@/modules/orders/orders.errors';
import type { NewOrder, OrdersService } from '@/modules/orders/orders.service';
import type { StopMark } from '@/modules/orders/stop-marks/stop-mark';
import type { StopMarksService } from '@/modules/orders/stop-marks/stop-marks.service';
import type { SideRules } from '@/modules/strategies/strategy';
import type { StrategiesService } from '@/modules/strategies/strategies.service';
import type { CloseRetry } from '@/modules/trading/settling/close-retry';
import { EmergencyClose } from '@/modules/trading/protection/emergency-close';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import type { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import { ProtectionOwner } from '@/modules/trading/protection/protection-owner';
import { ProtectionView } from '@/modules/trading/protection/protection-view';
import type { IdSource } from '@/platform/identity/new-id';
import type { Lease } from '@/platform/worker/lease';
import { anOrder } from '@test/support/builders/an-order';
import { sideRules } from '@test/support/builders/decision-facts';
import { FAKE_BTC } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import type { PinoLogger } from 'nestjs-pino';

const STRATEGY = '01KEZ00000000000000000000S' as StrategyId;
const SILENT = { setContext() {}, info() {}, warn() {}, error() {} } as unknown as PinoLogger;

const MOST_LOOKS = 400;

/** One side of one strategy with a venue that takes no more stops than the position is large, as BingX does. */
export class ProtectionWorld {
  readonly clock = new FixedClock();
  orders: Order[] = [];
  readonly marks: StopMark[] = [];
  readonly leases = new Map<string, string>();
  rules: SideRules = sideRules({ stopLossGeneral: '5' });
  price = decimal('100');
  held = ZERO;
  /** The venue answers these to the next stops. */
  refusals: string[] = [];
  /** What was protected each time something changed on the venue. */
  readonly covered: Decimal[] = [];
  /** Looks at the side since the last change from outside. */
  looks = 0;
  private closedBefore = 0;
  private count = 0;

  constructor(
    readonly move: 'overlap' | 'bridge' | undefined,
    readonly side: PositionSide = 'long',
  ) {}

  /** A keeper as a fresh process would have it. */
  keeper(instance = 'one'): { keep(): Promise<void> } {
    const orders = this.ordersService(instance);
    const venues = this.venues();
    const settler = { look: (order: Order) => this.look(order.id) } as unknown as OrderSettler;
    const ids = { newId: () => this.newId() } as unknown as IdSource;
    const keeper = new ProtectionKeeper(
      orders,
      new ProtectionView(orders, this.marksService(), this.strategies(), venues),
      new ProtectionOwner(orders, { text: instance }, this.clock),
      new OrderCanceller(orders, venues, settler, this.clock, SILENT),
      settler,
      { sendLane: () => this.send() } as unknown as OrderDispatcher,
      { retry: () => Promise.resolve(false) } as unknown as CloseRetry,
      new EmergencyClose(orders, ids, this.clock, SILENT),
      ids,
      this.clock,
      SILENT,
    );
    return { keep: () => keeper.keep({ strategyId: STRATEGY, side: this.side }) };
  }

  /** An entry of which a part has filled; the rest is still to come. */
  enter(ordered: string, filled: string): void {
    const id = this.newId();
    this.orders.push(
      anOrder({
        id: id as OrderId,
        decisionId: id as DecisionId,
        side: openingSide(this.side),
        positionSide: this.side,
        quantity: ordered,
        state: 'ACCEPTED',
      }),
    );
    this.fillMore(filled);
  }

  /** The newest entry fills on, at most to its end. */
  fillMore(quantity: string): void {
    const entry = this.orders.findLast((one) => one.purpose === 'entry');
    if (entry === undefined || TERMINAL.includes(entry.state)) return;
    const rest = decimal(entry.quantity).minus(entry.filledQuantity);
    this.fill(entry, Decimal.min(rest, decimal(quantity)));
  }

  /** The strategy closes a part at market. */
  close(quantity: string): void {
    const part = Decimal.min(this.held, decimal(quantity));
    if (part.gt(ZERO)) this.fillClose(this.sendClose(decimalText(part)));
  }

  /** A close that the venue took; what it traded is not known yet. */
  sendClose(quantity: string): Order {
    const close = anOrder({
      id: this.newId() as OrderId,
      leg: `close:${String(this.count)}`,
      purpose: 'close',
      side: closingSide(this.side),
      positionSide: this.side,
      quantity,
      reduceOnly: true,
      state: 'ACCEPTED',
    });
    this.orders.push(close);
    return close;
  }

  fillClose(close: Order): void {
    this.fill(close, decimal(close.quantity));
  }

  /** The price goes there and fires what it reaches. Our books hear of it only when they look. */
  moveTo(price: string): void {
    this.price = decimal(price);
    for (const order of this.resting().filter((one) => this.isReached(one.stopPrice ?? '0'))) {
      if (!this.held.gt(ZERO)) break;
      const quantity =
        order.purpose === 'stop-bridge'
          ? this.held
          : Decimal.min(this.held, decimal(order.quantity));
      this.fill(order, quantity, true);
    }
  }

  /** A stop has followed the price, as the follower writes it down. */
  advance(stopPrice: string): void {
    const first = this.open().find((order) => order.purpose === 'entry');
    if (first === undefined || !this.held.gt(ZERO) || this.isReached(stopPrice)) return;
    const stands = this.marks.find((mark) => mark.orderId === first.id);
    const isBetter =
      stands === undefined ||
      (this.side === 'long' ? decimal(stopPrice).gt : decimal(stopPrice).lt).call(
        decimal(stopPrice),
        stands.stopPrice,
      );
    if (!isBetter) return;
    if (stands !== undefined) this.marks.splice(this.marks.indexOf(stands), 1);
    const seen = { seenPrice: this.price.toFixed(), updatedAt: this.clock.now() };
    this.marks.push({ orderId: first.id, scope: 'side', stopPrice, ...seen });
  }

  /** Whether the trade that began with this entry is still on. */
  isFirstOpen(id: OrderId): boolean {
    return this.held.gt(ZERO) && this.open().find(({ purpose }) => purpose === 'entry')?.id === id;
  }

  resting(): readonly Order[] {
    return this.orders.filter(
      (order) => isTrigger(order) && ['ACCEPTED', 'PENDING_CANCEL'].includes(order.state),
    );
  }

  stopped(): Decimal {
    return this.resting()
      .filter((order) => order.purpose === 'stop-loss')
      .reduce((sum, order) => sum.plus(decimal(order.quantity)), ZERO);
  }

  private coverage(): Decimal {
    const isBridged = this.resting().some((order) => order.purpose === 'stop-bridge');
    return isBridged ? this.held : Decimal.min(this.held, this.stopped());
  }

  private isReached(stopPrice: string): boolean {
    return this.side === 'long' ? this.price.lte(stopPrice) : this.price.gte(stopPrice);
  }

  private open(): readonly Order[] {
    const isFlat =
      !this.held.gt(ZERO) && this.orders.every((order) => TERMINAL.includes(order.state));
    if (isFlat) this.closedBefore = this.orders.length;
    return this.orders.slice(this.closedBefore);
  }

  private fill(order: Order, quantity: Decimal, isEnd = false): void {
    if (!quantity.gt(ZERO)) return;
    const filled = decimal(order.filledQuantity).plus(quantity);
    const isFilled = isEnd || filled.gte(order.quantity);
    this.held = this.held.plus(order.purpose === 'entry' ? quantity : quantity.neg());
    this.change(order, isFilled ? 'filled' : 'partially-filled', {
      filledQuantity: decimalText(filled),
      averagePrice: this.price.toFixed(),
    });
  }

  private change(order: Order, type: OrderEventType, change: OrderChange): Order {
    const current = this.orders.find((one) => one.id === order.id);
    if (current?.version !== order.version) throw new OrderChangedError(order.id);
    const next = applyOrderEvent(order, type, change, this.clock.now());
    this.orders[this.orders.indexOf(current)] = next;
    this.covered.push(this.coverage());
    return next;
  }

  private newId(): string {
    this.count += 1;
    return `01KEZ${String(this.count).padStart(21, '0')}`;
  }

  private look(id: OrderId): Promise<void> {
    const order = this.orders.find((one) => one.id === id);
    if (order?.state === 'PENDING_CANCEL') this.change(order, 'canceled', {});
    return Promise.resolve();
  }

  private async send(): Promise<void> {
    for (const order of this.orders.filter((one) => one.state === 'INITIALIZED')) {
      const sent = this.change(order, 'submitted', { submittedAt: this.clock.now() });
      await Promise.resolve();
      const refusal = this.refusalOf(sent);
      if (refusal !== null) {
        this.change(sent, 'rejected', { refusalCategory: refusal });
        continue;
      }
      const accepted = this.change(sent, 'accepted', { venueOrderId: sent.id });
      if (sent.type === 'market')
        this.fill(accepted, Decimal.min(this.held, decimal(sent.quantity)), true);
    }
  }

  private refusalOf(order: Order): string | null {
    if (!this.held.gt(ZERO)) return 'nothing-to-close';
    if (order.type === 'market') return null;
    const scripted = this.refusals.shift();
    if (scripted !== undefined) return scripted;
    if (this.isReached(order.stopPrice ?? '0')) return 'stop-price-wrong-side';
    if (order.purpose === 'stop-bridge') return null;
    const total = this.stopped().plus(order.quantity);
    return this.move !== 'overlap' && total.gt(this.held) ? 'nothing-to-close' : null;
  }

  private ordersService(instance: string): OrdersService {
    const service = {
      ordersOfOpenSide: () => this.lookedAt(),
      openEntries: () => Promise.resolve(openEntriesOf(this.open())),
      find: (ids: readonly OrderId[]) =>
        Promise.resolve(this.orders.filter((order) => ids.includes(order.id))),
      get: (id: OrderId) => Promise.resolve(this.orders.find((order) => order.id === id)),
      addOrders: (id: DecisionId, wanted: readonly NewOrder[]) =>
        Promise.resolve(this.add(id, wanted)),
      record: (order: Order, type: OrderEventType, change: OrderChange) =>
        Promise.resolve().then(() => this.change(order, type, change)),
      takeLane: (name: string) => Promise.resolve(this.take(name, instance)),
      renewLane: (lease: Lease) => Promise.resolve(lease),
      releaseLane: (lease: Lease) => Promise.resolve(void this.leases.delete(lease.name)),
    };
    return service as unknown as OrdersService;
  }

  /** A keeper that never comes to an end would hang the test: it fails instead. */
  private lookedAt(): Promise<readonly Order[]> {
    this.looks += 1;
    if (this.looks > MOST_LOOKS) throw new Error(`the keeper goes round in circles`);
    return Promise.resolve(this.open());
  }

  private add(decisionId: DecisionId, wanted: readonly NewOrder[]): readonly Order[] {
    const ofDecision = (): readonly Order[] =>
      this.orders.filter((order) => order.decisionId === decisionId);
    const missing = wanted.filter((one) => !ofDecision().some((order) => order.leg === one.leg));
    const fields = { decisionId, strategyId: STRATEGY };
    this.orders.push(...missing.map((order) => anOrder({ ...fields, ...order })));
    const legs = new Set(wanted.map(({ leg }) => leg));
    return ofDecision().filter((order) => legs.has(order.leg));
  }

  private take(name: string, owner: string): Lease | null {
    if (this.leases.has(name)) return null;
    this.leases.set(name, owner);
    return { name, owner, token: '1' };
  }

  private marksService(): StopMarksService {
    const of = (ids: readonly OrderId[]) =>
      Promise.resolve(this.marks.filter((mark) => ids.includes(mark.orderId)));
    return { of } as unknown as StopMarksService;
  }

  private strategies(): StrategiesService {
    const get = () => Promise.resolve({ long: this.rules, short: this.rules });
    return { get } as unknown as StrategiesService;
  }

  private venues(): VenueRegistry {
    const { instrument } = FAKE_BTC;
    const report = () => ({ instrument, side: this.side, quantity: decimalText(this.held) });
    const venue = {
      capabilities: { stopMove: this.move, exitsBy: 'position' },
      instruments: { find: () => Promise.resolve(FAKE_BTC) },
      positions: { open: () => Promise.resolve([report()]) },
    };
    const execution = { cancel: () => Promise.resolve({ outcome: 'cancelled' }) };
    return { get: () => venue, execution: () => execution } as unknown as VenueRegistry;
  }
}

const isTrigger = (order: Order): boolean =>
  order.purpose === 'stop-loss' || order.purpose === 'stop-bridge';
