import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf, laneOf } from '@/kernel/instrument';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { IdSource } from '@/platform/identity/new-id';
import { CloseRetry, lostCloseOf } from '@/modules/trading/settling/close-retry';
import { EmergencyClose } from '@/modules/trading/protection/emergency-close';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import {
  atSamePrice,
  attemptsAt,
  isCancelable,
  isDoubtful,
  isPassed,
  isTrigger,
  orderFor,
  trailingRefusals,
} from '@/modules/trading/protection/protection-orders';
import {
  keyOfSide,
  ProtectionOwner,
  type ProtectedSide,
  type StillOwned,
} from '@/modules/trading/protection/protection-owner';
import { identityOf, type ProtectionLeg } from '@/modules/trading/protection/protection-plan';
import { bridgeFor, isCovered } from '@/modules/trading/protection/protection-step';
import { ProtectionView, type PlaceView } from '@/modules/trading/protection/protection-view';
import { mayTryAgain } from '@/modules/trading/settling/transient-refusal';

export type { ProtectedSide } from '@/modules/trading/protection/protection-owner';

/** A stop that was refused this often is given up, and the entry is closed at market. */
export const STOP_ATTEMPTS = 3;

/** A stop that was given up while another one covers the position is tried again after this long. */
const BETTER_STOP_AGAIN_MS = 60_000;

/**
 * The one owner of a side's protection. Compares what should rest on the venue with what does and changes the
 * difference; the same step serves a new entry, a partial fill, an added entry, a moved stop, a flat side and a restart.
 */
@Injectable()
export class ProtectionKeeper {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly orders: OrdersService,
    private readonly view: ProtectionView,
    private readonly owner: ProtectionOwner,
    private readonly canceller: OrderCanceller,
    private readonly settler: OrderSettler,
    private readonly dispatcher: OrderDispatcher,
    private readonly closeRetry: CloseRetry,
    private readonly emergency: EmergencyClose,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ProtectionKeeper.name);
  }

  /** Brings one side in order; calls for the same side while one runs make it run once more. Never throws. */
  keep(target: ProtectedSide): Promise<void> {
    const key = keyOfSide(target);
    if (this.isStopping) return Promise.resolve();
    const current = this.running.get(key);
    if (current !== undefined) {
      this.again.add(key);
      return current;
    }
    const run = this.repeat(key, target).finally(() => this.running.delete(key));
    this.running.set(key, run);
    return run;
  }

  /** Begins nothing more and resolves when what is under way is done; for the shutdown. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running.values());
  }

  private async repeat(key: string, target: ProtectedSide): Promise<void> {
    do {
      this.again.delete(key);
      try {
        await this.keepOnce(target);
      } catch (err) {
        this.logger.error({ ...target, err }, 'a side could not be protected now; trying again');
      }
    } while (this.again.has(key) && !this.isStopping);
  }

  /** A look costs little and mostly finds everything in order: the side is taken only to change something. */
  private async keepOnce(target: ProtectedSide): Promise<void> {
    const views = await this.view.of(target);
    if (views.every(isInOrder)) return;
    await this.owner.asOwner(target, async (isOwned) => {
      // A strategy that was moved to another instrument may still hold the old one: each is protected by itself.
      for (const view of await this.view.of(target)) await this.keepPlace(target, view, isOwned);
    });
  }

  private async keepPlace(
    target: ProtectedSide,
    view: PlaceView,
    isOwned: StillOwned,
  ): Promise<void> {
    const { entry, orders, step } = view;
    const leaving = orders.filter((order) => step.cancel.includes(order.id) && isCancelable(order));
    for (const order of leaving) {
      if (!(await isOwned())) return;
      await this.cancel(order);
      crashPoint('between-protection-legs');
    }
    if (await this.isOutdated(view)) {
      this.again.add(keyOfSide(target));
      return;
    }
    if (!(await isOwned())) return;
    let placed = await this.closeRetry.retry(target.strategyId, target.side, orders);
    if (step.bridge) placed = (await this.bridge(view)) || placed;
    for (const leg of step.place) placed = (await this.place(leg, view)) || placed;
    if (placed)
      await this.dispatcher.sendLane(laneOf(entry.account, instrumentOf(entry.instrument)));
    // Once more: a move has several steps, and a refused order is tried again at once.
    if (placed || leaving.length > 0) this.again.add(keyOfSide(target));
  }

  /** One that triggers or ends meanwhile has nothing left to cancel: the next look shows what it did. */
  private async cancel(order: Order): Promise<void> {
    try {
      await this.canceller.cancel(order.id, 'the protection changed');
    } catch (error) {
      const isOver =
        error instanceof IllegalOrderTransitionError || error instanceof OrderChangedError;
      if (!isOver) throw error;
    }
  }

  /**
   * Whether our books turn out to be behind the venue's. It cancels the sibling of a leg that triggered and may tell of
   * the canceled one first, and it refuses a stop for a position that a stop has closed, or whose price was passed:
   * placing anew, or closing, would act on a position that is gone.
   */
  private async isOutdated({ orders, step }: PlaceView): Promise<boolean> {
    const newest = step.place.map((leg) => attemptsAt(leg, orders).at(-1));
    const wasCanceled = newest.some((order) => order?.state === 'CANCELED');
    if (!wasCanceled && !newest.some((order) => isDoubtful(order) || isPassed(order))) return false;
    const open = orders.filter((order) =>
      wasCanceled ? isTrigger(order) && order.state === 'ACCEPTED' : LIVE.includes(order.state),
    );
    await Promise.all(open.map((order) => this.settler.look({ ...order, checks: 0 })));
    const versions = new Map(open.map(({ id, version }) => [id, version]));
    const now = await this.orders.find([...versions.keys()]);
    return now.some((order) => order.version !== versions.get(order.id));
  }

  /** True when an order was written down. */
  private async place(leg: ProtectionLeg, view: PlaceView): Promise<boolean> {
    const { entry, orders, known } = view;
    const before = attemptsAt(leg, orders);
    const same = atSamePrice(leg, before);
    const newest = same.at(-1);
    if (isPassed(newest)) return this.emergency.close(leg, entry, orders, 'price-passed', newest);
    const isGivenUp = trailingRefusals(same) >= STOP_ATTEMPTS;
    if (isGivenUp && leg.purpose === 'stop-loss') {
      if (!isCovered(leg, known))
        return this.emergency.close(leg, entry, orders, 'stop-refused', newest);
      if (!this.isLongAgo(newest)) return false;
    } else if (isGivenUp) return false;
    if (!mayTryAgain(before, this.clock.now())) return false;
    const owner = orders.find((order) => order.id === leg.protects) ?? entry;
    const name = `${identityOf(leg)}:${String(before.length + 1)}`;
    const order = orderFor(leg, entry, this.ids.newId() as OrderId, name);
    await this.orders.addOrders(owner.decisionId, [order]);
    crashPoint('between-protection-legs');
    return true;
  }

  /** What rests covers the position, so the better stop has time: too many refusals would block the account. */
  private isLongAgo(order: Order | undefined): boolean {
    return this.clock.now().getTime() - (order?.updatedAt.getTime() ?? 0) >= BETTER_STOP_AGAIN_MS;
  }

  /** A stop that closes the whole position, resting while the others move. True when an order was written down. */
  private async bridge({ entry, orders, plan }: PlaceView): Promise<boolean> {
    const leg = bridgeFor(entry.positionSide, plan);
    if (leg === null) return false;
    const count = orders.filter((order) => order.purpose === 'stop-bridge').length;
    const name = `stop-bridge:${String(count + 1)}`;
    const order = orderFor(leg, entry, this.ids.newId() as OrderId, name);
    await this.orders.addOrders(entry.decisionId, [{ ...order, purpose: 'stop-bridge' }]);
    crashPoint('between-protection-legs');
    return true;
  }
}

/** Nothing to change, and no close to be tried again. */
const isInOrder = ({ step, orders }: PlaceView): boolean =>
  step.cancel.length === 0 &&
  step.place.length === 0 &&
  !step.bridge &&
  lostCloseOf(orders) === null;
