import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { AccountChecker } from '@/modules/exchanges/credentials/account-checker';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { AFTER_START_MS } from '@/platform/worker/polling-worker';

const EVERY_MS = 300_000;
/** A process that only answers requests speaks for its accounts too. */
const EVERYWHERE = { ROLE: 'all' } as const;

/**
 * Looks at every account after the start and each five minutes: permissions, address list, position mode, clock. What
 * is found of stored accounts is shared, so several instances take turns; the settings' account is looked at by each.
 */
@Injectable()
export class AccountWatch extends BackgroundWorker {
  private isFirst = true;

  constructor(
    private readonly stored: StoredAccounts,
    private readonly checker: AccountChecker,
    private readonly clock: Clock,
    logger: PinoLogger,
  ) {
    super(logger, EVERYWHERE, {
      firstAfterMs: AFTER_START_MS,
      intervalMs: EVERY_MS,
      maxBackOffMs: EVERY_MS,
      failure: 'the accounts could not be looked at',
      level: 'warn',
    });
  }

  protected override async run(signal: AbortSignal): Promise<boolean> {
    await this.checker.trySettings();
    const { isFirst } = this;
    this.isFirst = false;
    for (const account of await this.stored.all()) {
      if (signal.aborted) break;
      if (account.status === 'revoked') continue;
      const ageMs = this.clock.now().getTime() - (account.checkedAt?.getTime() ?? 0);
      // At a start the address may be another one, and the key too.
      if (isFirst || ageMs >= EVERY_MS / 2) await this.checker.tryStored(account);
    }
    return false;
  }
}
