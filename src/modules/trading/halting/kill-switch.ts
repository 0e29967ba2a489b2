import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { AccountNotFoundError } from '@/modules/accounts/accounts.errors';
import { AccountsService } from '@/modules/accounts/accounts.service';
import type { HaltOptions, TradingHalt } from '@/modules/orders/states/trading-halt';
import {
  SYSTEM_SCOPE,
  type TradingState,
  type TradingStateEntry,
} from '@/modules/orders/states/trading-state';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import {
  TradingSwitchService,
  type SwitchReason,
} from '@/modules/orders/states/trading-switch.service';
import { CallerContext } from '@/platform/http/caller-context';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { HaltRunner } from '@/modules/trading/halting/halt-runner';

/** How long the answer to a halt waits for its work. A worker goes on with what is left. */
const ANSWER_MS = 8_000;
const BETWEEN_PASSES_MS = 250;

/** What a person asks for: everything goes through the one switch, with the caller's name. */
@Injectable()
export class KillSwitch {
  constructor(
    private readonly switches: TradingSwitchService,
    private readonly states: TradingStateService,
    private readonly runner: HaltRunner,
    private readonly accounts: AccountsService,
    private readonly caller: CallerContext,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(KillSwitch.name);
  }

  /** Stops a scope, and waits a while for the work that goes with it. Throws AccountNotFoundError. */
  async halt(account: string | null, options: HaltOptions, why: string): Promise<TradingHalt> {
    const scope = await this.scopeOf(account);
    const { id } = await this.switches.halt(scope, options, this.reason(why));
    const began = this.clock.monotonicMs();
    for (;;) {
      const halt = await this.switches.get(id);
      if (halt.status !== 'running' || this.clock.monotonicMs() - began > ANSWER_MS) return halt;
      // The halt is committed: what a pass stumbles over is tried again, here and by the worker.
      await this.runner.pass(id).catch((err: unknown) => {
        this.logger.error({ haltId: id, err }, 'a halt could not go on; trying again');
      });
      await pause(BETWEEN_PASSES_MS);
    }
  }

  /** Lets a scope trade again, or only close. Throws AccountNotFoundError. */
  async resume(
    account: string | null,
    state: Exclude<TradingState, 'halted'>,
    why: string,
  ): Promise<TradingStateEntry> {
    return this.switches.resume(await this.scopeOf(account), state, this.reason(why));
  }

  /** Sets a state: `halted` is a halt that does nothing else, the others are a resumption. */
  async set(
    account: string | null,
    state: TradingState,
    why: string,
    by: string | null,
  ): Promise<TradingStateEntry> {
    const scope = await this.scopeOf(account);
    const reason = { ...this.reason(why), ...(by === null ? {} : { who: by }) };
    if (state !== 'halted') return this.switches.resume(scope, state, reason);
    await this.switches.halt(scope, { isCancel: false, isFlatten: false }, reason);
    return this.states.get(scope);
  }

  /** A halt of an account that does not exist would be false comfort; a list that can not be read must stop no halt. */
  private async scopeOf(account: string | null): Promise<string> {
    if (account === null) return SYSTEM_SCOPE;
    if (this.settings.TRADING_MODE === 'paper') return account;
    const isMissing = await this.accounts.find(account).then(
      (known) => known === null,
      () => false,
    );
    if (isMissing) throw new AccountNotFoundError(account);
    return account;
  }

  private reason(why: string): SwitchReason {
    const { who, from } = this.caller.actor() ?? { who: 'system', from: null };
    return { who, from, why };
  }
}
