import { asError } from '@/kernel/thrown';
import type { StatementTarget } from '@/platform/database/statement';

/** One statement that waits for its turn. */
interface Waiting {
  /** Sends it; `ended` is called once, before anybody hears of the outcome. */
  readonly send: (ended: (error: Error | null) => void) => void;
  readonly refuse: (error: Error) => void;
}

/**
 * The statements of one transaction: sent one after the other in the order of the calls, awaited or not, and none
 * after one that failed. A database that gives a transaction up, as it does at a deadlock, takes back what was written
 * and goes on with the next statement by itself: what had been called for already would then be written, alone and at
 * once. Only a unique key may refuse a row and leave the rest as it is.
 */
export class TransactionStatements implements StatementTarget {
  private readonly waiting: Waiting[] = [];
  private isSending = false;
  private failure: Error | null = null;

  constructor(private readonly connection: StatementTarget) {}

  query(
    sql: string,
    values: readonly unknown[],
    done: (error: Error | null | undefined, result: unknown) => void,
  ): void {
    this.add({
      send: (ended) =>
        this.connection.query(sql, values, (error, result) => {
          ended(error ?? null);
          done(error, result);
        }),
      refuse: (error) => done(error, undefined),
    });
  }

  /** A statement that is sent by `send`, past `query`. */
  through<T>(send: () => Promise<T>, refusal: (error: Error) => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      this.add({
        send: (ended) => {
          send().then(
            (result) => {
              ended(null);
              resolve(result);
            },
            (error: unknown) => {
              const failure = asError(error);
              ended(failure);
              reject(failure);
            },
          );
        },
        refuse: (error) => reject(refusal(error)),
      });
    });
  }

  /** Nothing is sent from now on: the transaction is about to be taken back. */
  close(): void {
    this.failure ??= new Error('the transaction is over');
  }

  private add(statement: Waiting): void {
    this.waiting.push(statement);
    this.sendNext();
  }

  private sendNext(): void {
    while (!this.isSending) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      if (this.failure !== null) {
        next.refuse(this.failure);
        continue;
      }
      this.isSending = true;
      next.send((error) => {
        this.isSending = false;
        if (error !== null && !isRowRefused(error)) this.failure ??= causeOf(error);
        this.sendNext();
      });
    }
  }
}

/** What the driver said, where TypeORM has wrapped it. */
const causeOf = (error: Error & { readonly driverError?: Error }): Error =>
  error.driverError ?? error;

const isRowRefused = (error: Error): boolean =>
  (causeOf(error) as { readonly code?: unknown }).code === 'ER_DUP_ENTRY';
