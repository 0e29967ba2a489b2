import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { grouped } from '@/kernel/grouped';
import type { Order } from '@/modules/orders/order';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { OrdersService } from '@/modules/orders/orders.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { RestingLooks } from '@/modules/trading/settling/resting-looks';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import { StopFollower } from '@/modules/trading/protection/stop-follower';
import { WorkerBeats } from '@/modules/trading/worker-beats';

const LOOKS_AT_ONCE = 20;
/** Longer than its requests may wait for their turn and their answers together. */
const LOOK_MS = 90_000;
/** Lanes whose resting orders are looked at at the same time. */
const RESTING_AT_ONCE = 4;
/** Sides whose protection is looked after at the same time. */
const SIDES_AT_ONCE = 8;
const DUE_AT_ONCE = 200;
/** How long a shutdown waits for what is under way. */
const STOP_MS = 4_000;

/**
 * The timers behind the path of an order. Events make it fast; these make it certain: whatever was left in any
 * state by a crash, a lost answer or another instance is picked up here.
 */
@Injectable()
export class TradingWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: readonly PollingWorker[];
  private readonly reconcile: PollingWorker;
  private readonly looking = new Map<string, Promise<void>>();
  private hasLookedBack = false;

  constructor(
    private readonly orders: OrdersService,
    private readonly dispatcher: OrderDispatcher,
    private readonly settler: OrderSettler,
    private readonly resting: RestingLooks,
    private readonly keeper: ProtectionKeeper,
    private readonly follower: StopFollower,
    private readonly beats: WorkerBeats,
    private readonly clock: Clock,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(TradingWorkers.name);
    this.reconcile = this.worker('reconciler', 250, () => this.lookAtDue());
    this.workers = [
      this.worker('dispatcher', 250, () => this.sendWaiting()),
      this.reconcile,
      this.worker('protection', 2_000, () => this.keepAll()),
      this.worker('stops', 1_000, () => this.follower.follow().then(() => false)),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE === 'api') return;
    this.orders.onPlaced((lane) => this.send(lane));
    this.settler.onSettled((order) => {
      if (order.strategyId === null) return;
      void this.keeper.keep({ strategyId: order.strategyId, side: order.positionSide });
    });
    for (const worker of this.workers) worker.start();
  }

  /** A request may wait for its turn at the venue for longer than a shutdown may take. */
  async beforeApplicationShutdown(): Promise<void> {
    if (await settledWithin(this.stopAll(), STOP_MS)) return;
    this.logger.warn('stopped with requests under way; they are settled after the next start');
  }

  private async stopAll(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.dispatcher.stop();
    await this.keeper.stop();
    await Promise.all(this.looking.values());
    await this.settler.idle();
  }

  private worker(name: string, intervalMs: number, run: () => Promise<boolean>): PollingWorker {
    return new PollingWorker({
      intervalMs,
      maxBackOffMs: 5_000,
      run,
      onError: (err, failures) =>
        this.logger.error({ worker: name, err, failures }, 'a worker run failed'),
      onBeat: () => this.beats.beat(name),
    });
  }

  /** Lanes are sent side by side: a slow venue or account holds nobody else up. */
  private async sendWaiting(): Promise<boolean> {
    for (const lane of await this.orders.lanesToSend(50)) this.send(lane);
    return false;
  }

  private send(lane: string): void {
    this.dispatcher
      .sendLane(lane)
      .catch((err: unknown) =>
        this.logger.error({ lane, err }, 'a lane could not be sent; trying again'),
      );
  }

  /** Looks run side by side and nothing waits for them: one that hangs on a lock or a slow venue delays no other. */
  private async lookAtDue(): Promise<boolean> {
    await this.lookBack();
    const due = await this.orders.dueForCheck(this.clock.now(), DUE_AT_ONCE);
    for (const order of due.filter((one) => !isResting(one)))
      this.lookAt(order.id, 0, () => this.settler.look(order));
    // Few at a time: they share the venue's read limit with those whose fate is open.
    for (const [lane, orders] of grouped(due.filter(isResting), laneOfOrder))
      this.lookAt(lane, LOOKS_AT_ONCE - RESTING_AT_ONCE, () => this.resting.look(orders));
    return false;
  }

  /**
   * Begins a look, unless it is under way or fewer places than these would be left. All that it does has a time limit;
   * one that does not end all the same must not end the looks at its orders.
   */
  private lookAt(key: string, placesLeft: number, look: () => Promise<void>): void {
    if (this.looking.has(key) || LOOKS_AT_ONCE - this.looking.size <= placesLeft) return;
    const looking = settledWithin(look(), LOOK_MS).then((isOver) => {
      const wasFull = this.looking.size >= LOOKS_AT_ONCE;
      this.looking.delete(key);
      if (!isOver) this.logger.error({ what: key, ms: LOOK_MS }, 'a look does not end; again');
      if (wasFull) this.reconcile.wake();
    });
    this.looking.set(key, looking);
  }

  /** Once after the start: what a process that died had sent waits for nobody's answer any more. */
  private async lookBack(): Promise<void> {
    if (this.hasLookedBack) return;
    await this.orders.lookAtAbandoned(this.clock.now());
    this.hasLookedBack = true;
  }

  /** Sides side by side, with a beat for each: one that waits for the venue neither delays the others nor looks dead. */
  private async keepAll(): Promise<boolean> {
    const waiting = [...(await this.orders.sidesWithOpenOrLive())];
    const keepOneByOne = async (): Promise<void> => {
      for (let side = waiting.shift(); side !== undefined; side = waiting.shift()) {
        await this.keeper.keep(side);
        this.beats.beat('protection');
      }
    };
    await Promise.all(Array.from({ length: SIDES_AT_ONCE }, keepOneByOne));
    return false;
  }
}

/** Rests on the venue until a price is reached: nobody waits for the look at it. */
const isResting = (order: Pick<Order, 'state' | 'type'>): boolean =>
  order.state === 'ACCEPTED' && order.type !== 'market';
