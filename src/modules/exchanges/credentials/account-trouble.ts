import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { RefusedKey } from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import type { AccountProblem } from '@/modules/exchanges/credentials/exchange-account';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { BINGX_ACCOUNT, SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';

/** Told once when an account can no longer trade. Must not throw. */
export type InvalidAccountListener = (account: string, problem: AccountProblem) => void;

const MEANINGS: Readonly<Record<RefusedKey['category'], string>> = {
  'key-invalid': 'BingX does not know the key any more: it expired or was revoked',
  'key-permission': 'BingX refused a change because the key lacks the permission',
  'ip-not-allowed': 'BingX does not take the key from the address of this server',
};

/** Takes note when an exchange refuses an account's key while it is in use: entries stop, closes are still tried. */
@Injectable()
export class AccountTrouble {
  private readonly listeners: InvalidAccountListener[] = [];
  /** What is being written down: a burst of refusals is one note. */
  private readonly noting = new Set<string>();

  constructor(
    private readonly settings: SettingsAccount,
    private readonly stored: StoredAccounts,
    private readonly repository: ExchangeAccountsRepository,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AccountTrouble.name);
  }

  onInvalid(listener: InvalidAccountListener): void {
    this.listeners.push(listener);
  }

  /** Never throws and never makes the caller wait. A read that lacks a permission proves nothing about trading. */
  report(refused: RefusedKey): void {
    if (refused.category === 'key-permission' && !refused.isWrite) return;
    const { account, keyVersion } = refused.owner;
    const key = `${account}|${String(keyVersion)}`;
    if (this.noting.has(key)) return;
    this.noting.add(key);
    const message = `${MEANINGS[refused.category]} (code ${refused.code})`;
    void this.note(account, keyVersion, { code: refused.category, message })
      .catch((err: unknown) => {
        this.logger.error({ account, err }, 'that an account is refused could not be noted');
      })
      .finally(() => this.noting.delete(key));
  }

  /** For whoever found out by other means: says it once, in the log and to the listeners. */
  tell(account: string, problem: AccountProblem): void {
    this.logger.error(
      { account, problem: problem.code },
      'an account can not trade: its exchange refuses the key; entries are refused, closes are still tried',
    );
    for (const listener of this.listeners) listener(account, problem);
  }

  private async note(name: string, keyVersion: number, problem: AccountProblem): Promise<void> {
    if (name === BINGX_ACCOUNT && keyVersion === 0) {
      if (this.settings.markInvalid(problem)) this.tell(name, problem);
      return;
    }
    const account = await this.stored.find(name);
    if (account?.keyVersion !== keyVersion || account.status !== 'active') return;
    const isNew = await this.repository.markInvalid(account.id, keyVersion, problem);
    this.stored.forget();
    if (isNew) this.tell(name, problem);
  }
}
