import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { BalancesRepository } from '@/modules/accounts/balances.repository';
import type { KnownAccount } from '@/modules/exchanges/known-accounts.service';
import { IdSource } from '@/platform/identity/new-id';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { AFTER_START_MS } from '@/platform/worker/polling-worker';

const EVERY_MS = 300_000;

/** Writes down what every account holds, each five minutes. Several instances take turns by looking at the newest snapshot. */
@Injectable()
export class BalanceRecorder extends BackgroundWorker {
  constructor(
    private readonly accounts: AccountsService,
    private readonly balances: BalancesRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      firstAfterMs: AFTER_START_MS,
      intervalMs: EVERY_MS,
      maxBackOffMs: EVERY_MS,
      failure: 'balances could not be recorded',
      level: 'warn',
    });
  }

  /** Records one account now. Returns how many balances were written: 0 when they could not be read. */
  async record(account: KnownAccount): Promise<number> {
    const { balances, problem } = await this.accounts.view(account);
    if (balances === null) {
      this.logger.info(
        { account: account.name, problem },
        'balances of an account could not be read',
      );
      return 0;
    }
    const takenAt = this.clock.now();
    await this.balances.add(
      balances.map(({ venue, asset, total, available, equity }) => ({
        id: this.ids.newId(),
        account: account.name,
        venue,
        asset,
        total,
        available,
        equity,
        takenAt,
      })),
    );
    return balances.length;
  }

  protected override async run(signal: AbortSignal): Promise<boolean> {
    for (const account of await this.accounts.list()) {
      if (signal.aborted) break;
      if (account.venues.length === 0) continue;
      const last = await this.balances.lastTakenAt(account.name);
      const age = last === null ? EVERY_MS : this.clock.now().getTime() - last.getTime();
      if (age >= EVERY_MS / 2) await this.record(account);
    }
    return false;
  }
}
