import { asError } from '@/kernel/thrown';
import type { StatementTarget } from '@/platform/database/statement';
import {
  causeOf,
  fittingOne,
  isRowRefused,
  sendBatch,
  type BatchConnection,
  type PendingStatement,
} from '@/platform/database/statement-batch';

/** A statement that goes to the connection by another way. */
interface ElsewhereSent {
  /** Sends it; `ended` is called once, before anybody hears of the outcome. */
  readonly send: (ended: (error: Error | null) => void) => void;
  readonly refuse: (error: Error) => void;
}

type Waiting = PendingStatement | ElsewhereSent;

const isText = (waiting: Waiting): waiting is PendingStatement => 'text' in waiting;

/**
 * The statements of one transaction: run one after the other in the order of the calls, awaited or not, and none after
 * one that failed. Those that are called at one go travel in one message. A database that gives a transaction up, as it
 * does at a deadlock, takes back what was written and goes on with the next statement by itself: what had been called
 * for already would then be written, alone and at once. Only a unique key may refuse a row and leave the rest as it is.
 */
export class TransactionStatements implements StatementTarget {
  private waiting: Waiting[] = [];
  private isSending = false;
  private isPlanned = false;
  private failure: Error | null = null;

  constructor(private readonly connection: BatchConnection) {}

  query(
    sql: string,
    values: readonly unknown[],
    done: (error: Error | null | undefined, result: unknown) => void,
  ): void {
    // Now and not when it is sent: values that can not be put into a text fail at who gave them.
    this.add({ text: this.connection.format(sql, values), done });
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
    if (this.isSending || this.isPlanned) return;
    // Not at once: what is called at the same go goes with it.
    this.isPlanned = true;
    queueMicrotask(() => {
      this.isPlanned = false;
      this.sendNext();
    });
  }

  private sendNext(): void {
    if (this.isSending) return;
    if (this.failure !== null) {
      for (const one of this.waiting.splice(0)) refuse(one, this.failure);
      return;
    }
    const texts = textsAhead(this.waiting);
    if (texts.length > 0) this.sendTexts(texts);
    else this.sendElsewhere();
  }

  private sendTexts(statements: readonly PendingStatement[]): void {
    const sent = statements.slice(0, fittingOne(statements));
    this.waiting = this.waiting.slice(sent.length);
    this.isSending = true;
    sendBatch(this.connection, sent, ({ results, error }) => {
      this.isSending = false;
      const failed = error === null ? undefined : sent[results.length];
      const notRun = error === null ? [] : sent.slice(results.length + 1);
      this.waiting = [...notRun, ...this.waiting];
      if (error !== null) this.heed(error);
      results.forEach((result, index) => sent[index]?.done(null, result));
      failed?.done(error, undefined);
      this.sendNext();
    });
  }

  private sendElsewhere(): void {
    const next = this.waiting.shift();
    if (next === undefined || isText(next)) return;
    this.isSending = true;
    next.send((error) => {
      this.isSending = false;
      if (error !== null) this.heed(error);
      this.sendNext();
    });
  }

  private heed(error: Error): void {
    if (!isRowRefused(error)) this.failure ??= causeOf(error);
  }
}

/** Those that can travel together: up to the first that goes another way. */
function textsAhead(waiting: readonly Waiting[]): readonly PendingStatement[] {
  const texts: PendingStatement[] = [];
  for (const one of waiting) {
    if (!isText(one)) break;
    texts.push(one);
  }
  return texts;
}

function refuse(waiting: Waiting, error: Error): void {
  if (isText(waiting)) waiting.done(error, undefined);
  else waiting.refuse(error);
}
