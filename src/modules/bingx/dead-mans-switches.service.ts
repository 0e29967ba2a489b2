import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { NoDeadMansSwitchError } from '@/modules/bingx/bingx.errors';
import type { DeadMansSwitchEntity } from '@/modules/bingx/dead-mans-switch.entity';
import { DeadMansSwitchesRepository } from '@/modules/bingx/dead-mans-switches.repository';
import {
  SWITCH_COMMANDS,
  type SwitchProduct,
} from '@/modules/exchanges/bingx-commands/dead-man.commands';
import { BingxCommandsService } from '@/modules/exchanges/bingx-commands.service';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';

/** How a switch is set. */
export interface SwitchSetting {
  readonly account: string;
  readonly product: SwitchProduct;
  /** 10 to 120. */
  readonly timeoutSeconds: number;
  readonly isClosedOnHalt: boolean;
  readonly isClosedOnShutdown: boolean;
}

/** A renewal is tried again after this long. */
const RETRY_MS = 1_500;

/**
 * BingX's cancel-all-after: unless it hears from us in time it cancels everything that is open on a product of an
 * account, protection included. A stored row keeps it alive over restarts.
 */
@Injectable()
export class DeadMansSwitchesService {
  constructor(
    private readonly switches: DeadMansSwitchesRepository,
    private readonly commands: BingxCommandsService,
    private readonly states: TradingStateService,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(DeadMansSwitchesService.name);
  }

  /** Throws NoDeadMansSwitchError. */
  async get(account: string, product: SwitchProduct): Promise<DeadMansSwitchEntity> {
    const row = await this.switches.find(account, product);
    if (row === null) throw new NoDeadMansSwitchError(product, account);
    return row;
  }

  /** Written down first, then set. When BingX refuses, nothing is kept and the refusal is thrown. */
  async set(setting: SwitchSetting): Promise<DeadMansSwitchEntity> {
    const now = this.clock.now();
    const row: DeadMansSwitchEntity = {
      ...setting,
      state: 'armed',
      setAt: now,
      renewedAt: null,
      triggerAt: null,
      nextAt: now,
      problem: null,
    };
    await this.switches.put(row);
    try {
      await this.renew(row);
    } catch (error) {
      if (error instanceof DomainError) await this.switches.remove(row);
      throw error;
    }
    return this.get(setting.account, setting.product);
  }

  /** Closes it at BingX; null once that is certain, else the row that the worker goes on closing. */
  async close(account: string, product: SwitchProduct): Promise<DeadMansSwitchEntity | null> {
    const row = await this.get(account, product);
    await this.switches.update(row, { state: 'stopping', nextAt: this.clock.now() });
    await this.keepOne(await this.get(account, product));
    return this.switches.find(account, product);
  }

  /** Renews and closes what is due. One that fails is tried again soon and holds nobody up. */
  async keepAll(): Promise<void> {
    const now = this.clock.now();
    const due = (await this.switches.all()).filter((row) => row.nextAt <= now);
    await Promise.all(due.map((row) => this.keepOne(row)));
  }

  /** Before the service stops: closes those that were set so. They stay stored and are set again at the next start. */
  async closeForShutdown(): Promise<void> {
    const rows = (await this.switches.all()).filter(
      (row) => row.isClosedOnShutdown && row.state === 'armed',
    );
    await Promise.all(
      rows.map(async (row) => {
        await this.ask(row, 'CLOSE');
        await this.switches.update(row, { triggerAt: null, nextAt: this.clock.now() });
      }),
    );
  }

  private async keepOne(row: DeadMansSwitchEntity): Promise<void> {
    try {
      const isHalted =
        row.isClosedOnHalt && (await this.states.effective(row.account)) === 'halted';
      if (row.state === 'armed' && !isHalted) await this.renew(row);
      else await this.end(row);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const problem = this.problemOf(row, error.message);
      this.logger.error(
        { account: row.account, product: row.product, err: error },
        "a dead man's switch could not be renewed; trying again",
      );
      await this.switches.update(row, { problem, nextAt: this.later(RETRY_MS) });
    }
  }

  /** A third of the time leaves room for two more tries. */
  private async renew(row: DeadMansSwitchEntity): Promise<void> {
    const { triggerAt, problem } = await this.ask(row, 'ACTIVATE');
    const now = this.clock.now();
    const isStill = await this.switches.update(
      row,
      problem === null
        ? {
            renewedAt: now,
            triggerAt,
            problem,
            nextAt: this.later((row.timeoutSeconds * 1_000) / 3),
          }
        : { problem: this.problemOf(row, problem), nextAt: this.later(RETRY_MS) },
    );
    if (isStill) return;
    // It was closed while we renewed it, and BingX may have heard us last: an orphan would fire.
    const current = await this.switches.find(row.account, row.product);
    if (current?.state !== 'armed') await this.ask(row, 'CLOSE');
  }

  private async end(row: DeadMansSwitchEntity): Promise<void> {
    const { problem } = await this.ask(row, 'CLOSE');
    if (problem === null) await this.switches.remove(row);
    else await this.switches.update(row, { problem, nextAt: this.later(RETRY_MS) });
  }

  private async ask(
    row: DeadMansSwitchEntity,
    type: 'ACTIVATE' | 'CLOSE',
  ): Promise<{ readonly triggerAt: Date | null; readonly problem: string | null }> {
    const { account, timeoutSeconds } = row;
    const body = { account, type, ...(type === 'ACTIVATE' ? { timeoutSeconds } : {}) };
    const command = SWITCH_COMMANDS[row.product as SwitchProduct];
    const { outcome, message, answer } = await this.commands.run(command, body);
    if (outcome === 'unknown')
      return { triggerAt: null, problem: `nobody knows whether BingX took it: ${message ?? ''}` };
    if (answer?.['status'] === 'FAILED')
      return { triggerAt: null, problem: 'BingX answered FAILED' };
    const at = answer?.['triggerAt'];
    return { triggerAt: typeof at === 'string' ? new Date(at) : null, problem: null };
  }

  private problemOf(row: DeadMansSwitchEntity, message: string): string {
    const isOver = row.triggerAt !== null && row.triggerAt <= this.clock.now();
    const text = isOver ? `BingX has cancelled everything meanwhile. ${message}` : message;
    return text.slice(0, 300);
  }

  private later(ms: number): Date {
    return new Date(this.clock.now().getTime() + Math.floor(ms));
  }
}
