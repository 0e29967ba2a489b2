import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { ExchangeAccount } from '@/modules/exchanges/credentials/exchange-account';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';

/** From this age on the rows are read anew, beside the answer that they still give. */
const FRESH_MS = 2_000;
/** From this age on the answer waits: what another instance changed counts here within 5 s. */
const OLDEST_MS = 4_000;

interface Reading {
  readonly startedMs: number;
  readonly accounts: readonly ExchangeAccount[];
}

/** The stored accounts as rows, keys sealed, read at most every two seconds. */
@Injectable()
export class StoredAccounts {
  private last: Reading | null = null;
  private reading: Promise<readonly ExchangeAccount[]> | null = null;
  /** Grows when somebody here changed an account: what was being read then is old already. */
  private generation = 0;
  private isForgotten = false;

  constructor(
    private readonly repository: ExchangeAccountsRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(StoredAccounts.name);
  }

  /**
   * All of them, revoked ones included. While the database does not answer, what it said last: closes must not depend
   * on it. Rejects as the database does when it never answered yet.
   */
  async all(): Promise<readonly ExchangeAccount[]> {
    const { last } = this;
    const ageMs = last === null ? Infinity : this.clock.monotonicMs() - last.startedMs;
    if (last === null || this.isForgotten || ageMs >= OLDEST_MS) return this.read();
    if (ageMs >= FRESH_MS) void this.read();
    return last.accounts;
  }

  async find(name: string): Promise<ExchangeAccount | null> {
    const accounts = await this.all();
    return accounts.find((account) => account.name === name) ?? null;
  }

  /** An account was changed here: the next question goes to the database. */
  forget(): void {
    this.generation += 1;
    this.isForgotten = true;
    this.reading = null;
  }

  private read(): Promise<readonly ExchangeAccount[]> {
    if (this.reading !== null) return this.reading;
    const reading = this.readOnce().finally(() => {
      if (this.reading === reading) this.reading = null;
    });
    this.reading = reading;
    return reading;
  }

  private async readOnce(): Promise<readonly ExchangeAccount[]> {
    const { generation } = this;
    const startedMs = this.clock.monotonicMs();
    try {
      const accounts = await this.repository.all();
      if (generation === this.generation) {
        this.last = { startedMs, accounts };
        this.isForgotten = false;
      }
      return accounts;
    } catch (err) {
      if (this.last === null) throw err;
      this.logger.warn({ err }, 'accounts could not be read; what was read last counts on');
      return this.last.accounts;
    }
  }
}
