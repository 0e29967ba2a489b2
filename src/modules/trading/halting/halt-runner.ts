import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import type { OrderId } from '@/kernel/ids';
import { instrumentText } from '@/kernel/instrument';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import type { HaltProgress, TradingHalt } from '@/modules/orders/states/trading-halt';
import { SYSTEM_SCOPE } from '@/modules/orders/states/trading-state';
import { TradingSwitchService } from '@/modules/orders/states/trading-switch.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { InstanceName } from '@/platform/identity/instance-name';
import {
  HaltCloses,
  laneOfPosition,
  type CloseAttempt,
  type HaltedPosition,
} from '@/modules/trading/halting/halt-closes';
import { HaltLeftovers } from '@/modules/trading/halting/halt-leftovers';
import { HaltTargets } from '@/modules/trading/halting/halt-targets';
import { holdingLane, type HeldLane } from '@/modules/trading/held-lane';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';

/** Cancels asked of venues at the same time. */
const CANCELS_AT_ONCE = 4;
/**
 * Nothing that may open a position was seen for so long: then a report without positions is believed. A venue may fill an
 * entry a moment before it reports the position.
 */
const QUIET_MS = 1_500;
/** Why a halt ended before its time with something left. */
const CANNOT_BE_CLOSED = 'not everything can be closed from here';
const CANCELABLE: readonly Order['state'][] = ['INITIALIZED', 'ACCEPTED', 'PARTIALLY_FILLED'];

/** What one look found and did. */
class Pass {
  readonly canceled = new Set<OrderId>();
  readonly closes = new Set<OrderId>();
  readonly remaining: string[] = [];
  /** What can not be closed from here, whatever is tried. */
  readonly leftovers: string[] = [];

  constructor({ canceledIds, closeIds }: HaltProgress) {
    for (const id of canceledIds) this.canceled.add(id);
    for (const id of closeIds) this.closes.add(id);
  }

  get progress(): HaltProgress {
    return {
      canceledIds: [...this.canceled],
      closeIds: [...this.closes],
      remaining: [...this.remaining, ...this.leftovers],
    };
  }
}

/**
 * Does the work of a halt. Each pass looks at what is open now and does what is missing, so that it makes no difference
 * who made the passes before, or in the middle of what they ended.
 */
@Injectable()
export class HaltRunner {
  private readonly running = new Map<string, Promise<void>>();
  /** Since when nothing that may open a position was seen, by halt, on the monotonic clock. */
  private readonly quietSinceMs = new Map<string, number>();

  constructor(
    private readonly switches: TradingSwitchService,
    private readonly orders: OrdersService,
    private readonly canceller: OrderCanceller,
    private readonly targets: HaltTargets,
    private readonly leftovers: HaltLeftovers,
    private readonly closes: HaltCloses,
    private readonly dispatcher: OrderDispatcher,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(HaltRunner.name);
  }

  /** One pass of one halt, unless it has ended or another instance makes one. Calls at the same time share a pass. */
  pass(id: string): Promise<void> {
    const current = this.running.get(id);
    if (current !== undefined) return current;
    const run = this.passAlone(id).finally(() => this.running.delete(id));
    this.running.set(id, run);
    return run;
  }

  private async passAlone(id: string): Promise<void> {
    const parts = { lanes: this.orders, owner: this.instance.text, clock: this.clock };
    await holdingLane(`halt|${id}`, parts, async (held) => {
      const halt = await this.switches.get(id);
      if (halt.status === 'running') await this.work(halt, held);
    });
  }

  private async work(halt: TradingHalt, held: HeldLane): Promise<void> {
    const pass = new Pass(halt);
    await this.cancelEntries(halt, pass);
    if (halt.isFlatten && (await held.keep())) await this.flatten(halt, pass);
    const isTimeUp = this.clock.now() >= halt.deadlineAt;
    const isLastPass = pass.remaining.length === 0 || isTimeUp;
    if (halt.isFlatten && isLastPass)
      pass.leftovers.push(...(await this.leftovers.list(halt.scope)));
    if (!(await held.keep())) return;
    const after = { ...halt, ...pass.progress };
    if (!(await this.switches.progress(halt.id, pass.progress))) return;
    crashPoint('after-halt-pass-commit');
    if (!isLastPass) return;
    if (after.remaining.length === 0) await this.finish(after, 'done');
    else await this.finish(after, 'incomplete', isTimeUp ? undefined : CANNOT_BE_CLOSED);
  }

  private async finish(
    halt: TradingHalt,
    status: 'done' | 'incomplete',
    why?: string,
  ): Promise<void> {
    await this.switches.finish(halt, status, why);
    this.quietSinceMs.delete(halt.id);
    const { id, scope, remaining } = halt;
    if (status === 'done') this.logger.warn({ haltId: id, scope }, 'the halt is done');
    else
      this.logger.error(
        { haltId: id, scope, remaining },
        'the halt ended with something left to do by hand',
      );
  }

  /** Everything that may still open a position. */
  private async cancelEntries(halt: TradingHalt, pass: Pass): Promise<void> {
    const entries = (await this.openIn(halt)).filter((order) => !order.reduceOnly);
    if (entries.length > 0 || !this.quietSinceMs.has(halt.id))
      this.quietSinceMs.set(halt.id, this.clock.monotonicMs());
    await this.cancelAll(halt, entries, pass);
  }

  /** Closes every position; once a place is flat, what rests there to protect it goes too. */
  private async flatten(halt: TradingHalt, pass: Pass): Promise<void> {
    const { positions, unread } = await this.targets.positions(halt.scope);
    pass.remaining.push(...unread);
    const lanes = new Set<string>();
    for (const target of positions) {
      const { placed, waitsFor } = await this.close(halt, target);
      for (const { id } of placed) pass.closes.add(id);
      pass.remaining.push(waitsFor);
      if (placed.length > 0) lanes.add(laneOfPosition(target));
    }
    crashPoint('after-halt-closes-placed');
    await Promise.all([...lanes].map((lane) => this.dispatcher.sendLane(lane)));
    if (positions.length > 0 || unread.length > 0) return;
    if (!this.isQuiet(halt)) {
      pass.remaining.push('looks once more whether an entry filled at the last moment');
      return;
    }
    // Where nothing is closed, what is held there keeps its stops.
    const rest = await this.openIn(halt);
    const unneeded = rest.filter(({ venue }) => this.targets.closesOn(venue));
    await this.cancelAll(halt, unneeded, pass);
  }

  /** One position that can not be closed now must not keep the others open. */
  private async close(halt: TradingHalt, target: HaltedPosition): Promise<CloseAttempt> {
    try {
      return await this.closes.place(halt, target);
    } catch (err) {
      const instrument = instrumentText(target.position.instrument);
      this.logger.error({ haltId: halt.id, instrument, err }, 'a close could not be placed');
      return { placed: [], waitsFor: `${target.account} ${instrument}: could not be closed yet` };
    }
  }

  private isQuiet({ id }: TradingHalt): boolean {
    const since = this.quietSinceMs.get(id) ?? Infinity;
    return this.clock.monotonicMs() - since >= QUIET_MS;
  }

  private async cancelAll(halt: TradingHalt, orders: readonly Order[], pass: Pass): Promise<void> {
    const waiting = [...orders];
    const cancelOneByOne = async (): Promise<void> => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift())
        await this.cancel(halt, order, pass);
    };
    await Promise.all(Array.from({ length: CANCELS_AT_ONCE }, cancelOneByOne));
  }

  private async cancel(halt: TradingHalt, order: Order, pass: Pass): Promise<void> {
    const name = `order ${order.id} (${order.account} ${order.instrument})`;
    // Looked at again in the next pass, whatever came of it: a fill may have won.
    pass.remaining.push(`${name} was ${order.state}`);
    if (!CANCELABLE.includes(order.state)) return;
    try {
      await this.canceller.cancel(order.id, `halt ${halt.id}: ${halt.why}`);
      pass.canceled.add(order.id);
    } catch (err) {
      const level = err instanceof DomainError ? 'info' : 'error';
      this.logger[level]({ orderId: order.id, err }, 'could not be cancelled now; trying again');
    }
  }

  private openIn({ scope }: TradingHalt): Promise<readonly Order[]> {
    return this.orders.notEndedIn(scope === SYSTEM_SCOPE ? null : scope);
  }
}
