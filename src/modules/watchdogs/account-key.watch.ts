import type {
  KnownAccount,
  KnownAccountsService,
} from '@/modules/exchanges/known-accounts.service';
import type { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Finding, Watch } from '@/modules/watchdogs/watch';

const MOST = 500;

/** Accounts whose key does not work any more. One that was taken away on purpose matters only while a strategy uses it. */
export class AccountKeyWatch implements Watch {
  readonly name = 'account-key';
  readonly everyMs = 15_000;
  readonly over = 'The key works, or nothing needs it any more.';

  constructor(
    private readonly accounts: Pick<KnownAccountsService, 'list'>,
    private readonly strategies: Pick<StrategiesService, 'list'>,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const broken = (await this.accounts.list()).filter(({ status }) => status !== 'active');
    if (broken.length === 0) return [];
    const { rows } = await this.strategies.list({ isOn: true }, MOST);
    const used = new Set(rows.map(({ account }) => account));
    return broken
      .filter(({ status, name }) => status !== 'revoked' || used.has(name))
      .map((account) => this.finding(account, used.has(account.name)));
  }

  private finding({ name, status, problem, environment }: KnownAccount, isUsed: boolean): Finding {
    return {
      id: name,
      notice: {
        severity: isUsed && environment === 'live' ? 'critical' : 'warning',
        subject: `The key of the account "${name}" does not work (${status})`,
        what: problem?.message ?? `The account is ${status}; nothing can be read or sent with it.`,
        money: `account ${name} (${environment})${isUsed ? ': its strategies can neither open nor close' : ''}`,
        action:
          'Look at the key on the exchange: was it deleted, has it expired, is this address on its list? Open positions: close them in the exchange’s app.',
        runbook: this.name,
      },
    };
  }
}
