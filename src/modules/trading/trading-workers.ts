import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { OrdersService } from '@/modules/orders/orders.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { OrderDispatcher } from '@/modules/trading/order-dispatcher';
import { OrderSettler } from '@/modules/trading/order-settler';
import { ProtectionKeeper } from '@/modules/trading/protection-keeper';
import { WorkerBeats } from '@/modules/trading/worker-beats';

const LOOKS_AT_ONCE = 20;

/**
 * The timers behind the path of an order. Events make it fast; these make it certain: whatever was left in any
 * state by a crash, a lost answer or another instance is picked up here.
 */
@Injectable()
export class TradingWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: readonly PollingWorker[];
  private readonly dispatch: PollingWorker;

  constructor(
    private readonly orders: OrdersService,
    private readonly dispatcher: OrderDispatcher,
    private readonly settler: OrderSettler,
    private readonly keeper: ProtectionKeeper,
    private readonly beats: WorkerBeats,
    private readonly clock: Clock,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(TradingWorkers.name);
    this.dispatch = this.worker('dispatcher', 250, () => this.sendWaiting());
    this.workers = [
      this.dispatch,
      this.worker('reconciler', 250, () => this.lookAtDue()),
      this.worker('protection', 2_000, () => this.keepAll()),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE === 'api') return;
    this.orders.onPlaced(() => this.dispatch.wake());
    this.settler.onSettled((order) => {
      if (order.strategyId === null) return;
      void this.keeper.keep({ strategyId: order.strategyId, side: order.positionSide });
    });
    for (const worker of this.workers) worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.dispatcher.idle();
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
    for (const lane of await this.orders.lanesToSend(50)) {
      this.dispatcher
        .sendLane(lane)
        .catch((err: unknown) =>
          this.logger.error({ lane, err }, 'a lane could not be sent; trying again'),
        );
    }
    return false;
  }

  private async lookAtDue(): Promise<boolean> {
    const due = await this.orders.dueForCheck(this.clock.now(), LOOKS_AT_ONCE);
    await Promise.all(due.map((order) => this.settler.look(order)));
    return due.length === LOOKS_AT_ONCE;
  }

  private async keepAll(): Promise<boolean> {
    const sides = await this.orders.sidesWithOpenOrLive();
    for (const side of sides) await this.keeper.keep(side);
    return false;
  }
}
