import { Injectable } from '@nestjs/common';
import { type DataSource, Not } from 'typeorm';
import type {
  AccountFindings,
  AccountProblem,
  AccountStatus,
  ExchangeAccount,
} from '@/modules/exchanges/credentials/exchange-account';
import { ExchangeAccountEntity } from '@/modules/exchanges/credentials/exchange-account.entity';
import { readSealed, type Sealed } from '@/modules/exchanges/credentials/envelope';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey } from '@/platform/database/unit-of-work';

/** What a look at an account changes. */
export interface AccountReading {
  readonly findings: AccountFindings;
  readonly status: AccountStatus;
  readonly problem: AccountProblem | null;
}

/** Accounts of exchanges, on the connection `accounts`. */
@Injectable()
export class ExchangeAccountsRepository extends Repository<'accounts'> {
  constructor(@InjectConnection('accounts') source: DataSource) {
    super(source);
  }

  /** All of them, oldest first; they are few. */
  async all(): Promise<readonly ExchangeAccount[]> {
    const rows = await this.managerFor().find(ExchangeAccountEntity, { order: { id: 'ASC' } });
    return rows.map(toAccount);
  }

  async add(account: ExchangeAccount): Promise<'added' | 'name-taken' | 'uid-taken'> {
    try {
      await this.managerFor().insert(ExchangeAccountEntity, toRow(account));
      return 'added';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const isTaken = await this.managerFor().existsBy(ExchangeAccountEntity, {
        name: account.name,
      });
      return isTaken ? 'name-taken' : 'uid-taken';
    }
  }

  /** Changes what is named, when the given version of the account still stands; the rest may change beside it. */
  async change(
    current: ExchangeAccount,
    change: Partial<ExchangeAccount>,
  ): Promise<'changed' | 'stale' | 'uid-taken'> {
    const { id, version } = current;
    const row = toRow({ ...current, ...change });
    const columns = Object.fromEntries(
      Object.keys(change).flatMap((name) =>
        (COLUMNS_OF[name] ?? [name as Column]).map((column) => [column, row[column]]),
      ),
    );
    try {
      const result = await this.managerFor().update(
        ExchangeAccountEntity,
        { id, version },
        columns,
      );
      return result.affected === 1 ? 'changed' : 'stale';
    } catch (error) {
      if (isDuplicateKey(error)) return 'uid-taken';
      throw error;
    }
  }

  /**
   * Notes what a look found, unless the key is another one by now, or the account was revoked. False: nothing noted.
   * The version stays: what a person changes meanwhile is not in its way.
   */
  async note(id: string, keyVersion: number, reading: AccountReading): Promise<boolean> {
    const { uid: _uid, ...findings } = reading.findings;
    return this.changeKey(id, keyVersion, { ...findings, ...problemColumns(reading) });
  }

  /** The exchange refuses the key. False when that was known, or is said of an earlier key. */
  async markInvalid(id: string, keyVersion: number, problem: AccountProblem): Promise<boolean> {
    const where = { id, keyVersion, status: 'active' as const };
    const change = problemColumns({ status: 'invalid', problem });
    const result = await this.managerFor().update(ExchangeAccountEntity, where, change);
    return result.affected === 1;
  }

  /** Stores a data key that another master key wraps. False when the account has another key by now. */
  rewrap(id: string, keyVersion: number, dataKey: Sealed): Promise<boolean> {
    return this.changeKey(id, keyVersion, { dataKey: JSON.stringify(dataKey) });
  }

  private async changeKey(
    id: string,
    keyVersion: number,
    change: Partial<ExchangeAccountEntity>,
  ): Promise<boolean> {
    const where = { id, keyVersion, status: Not('revoked' as const) };
    const result = await this.managerFor().update(ExchangeAccountEntity, where, change);
    return result.affected === 1;
  }
}

type Column = keyof ExchangeAccountEntity;

/** The columns of a property that is not one column of the same name. */
const COLUMNS_OF: Readonly<Record<string, readonly Column[]>> = {
  uid: ['uid', 'uidKey'],
  status: ['status', 'uidKey'],
  sealed: ['dataKey', 'apiKey', 'secretKey'],
  problem: ['problemCode', 'problemMessage'],
};

const problemColumns = ({
  status,
  problem,
}: Pick<AccountReading, 'status' | 'problem'>): Pick<
  ExchangeAccountEntity,
  'status' | 'problemCode' | 'problemMessage'
> => ({
  status,
  problemCode: problem?.code ?? null,
  problemMessage: problem?.message.slice(0, 500) ?? null,
});

function toRow(account: ExchangeAccount): ExchangeAccountEntity {
  const { sealed, problem, status, ...columns } = account;
  const { exchange, environment, uid } = account;
  return {
    ...columns,
    ...problemColumns({ status, problem }),
    uidKey: uid === null || status === 'revoked' ? null : `${exchange}|${environment}|${uid}`,
    dataKey: sealed === null ? null : JSON.stringify(sealed.dataKey),
    apiKey: sealed === null ? null : JSON.stringify(sealed.apiKey),
    secretKey: sealed === null ? null : JSON.stringify(sealed.secretKey),
  };
}

function toAccount(row: ExchangeAccountEntity): ExchangeAccount {
  const { uidKey: _uidKey, dataKey, apiKey, secretKey, ...columns } = row;
  const { problemCode, problemMessage, ...account } = columns;
  const isSealed = dataKey !== null && apiKey !== null && secretKey !== null;
  return {
    ...account,
    sealed: isSealed
      ? {
          dataKey: readSealed(dataKey),
          apiKey: readSealed(apiKey),
          secretKey: readSealed(secretKey),
        }
      : null,
    problem: problemCode === null ? null : { code: problemCode, message: problemMessage ?? '' },
  };
}
