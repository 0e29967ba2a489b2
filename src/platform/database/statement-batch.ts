import type { StatementTarget } from '@/platform/database/statement';

/** A connection whose statements can travel together. */
export interface BatchConnection extends StatementTarget {
  /** Puts values into a statement's text. */
  format(sql: string, values: readonly unknown[]): string;
  destroy(): void;
}

/** One statement that waits to be sent, with its values in it, and who is told its outcome. */
export interface PendingStatement {
  readonly text: string;
  readonly done: (error: Error | null, result: unknown) => void;
}

/** How the statements of a batch ended. Those behind one that failed were not run. */
export interface BatchEnd {
  readonly results: readonly unknown[];
  /** What the one behind the results failed with; null when all of them ran. */
  readonly error: Error | null;
}

/** The part of mysql2's command that its typings leave out: what came before an error. A select's result is an array. */
interface Command {
  readonly _rows?: readonly unknown[];
}

/** What a message to the server may hold; beyond this the statements go in more than one. */
const LONGEST_MESSAGE = 256 * 1_024;

/** How many of the statements, from the first one on, fit into one message. At least one. */
export function fittingOne(statements: readonly PendingStatement[]): number {
  let length = 0;
  const beyond = statements.findIndex(({ text }) => (length += text.length) > LONGEST_MESSAGE);
  return beyond < 0 ? statements.length : Math.max(1, beyond);
}

/**
 * Sends statements in one message: the server runs them one after the other and stops at the first that fails. A
 * message costs both sides more than most of the statements in it.
 */
export function sendBatch(
  connection: BatchConnection,
  statements: readonly PendingStatement[],
  ended: (end: BatchEnd) => void,
): void {
  const texts = statements.map(({ text }) => text);
  // A connection that is closed says so at once, before there is a command.
  let command: Command | undefined = undefined;
  command = connection.query(texts.join(';\n'), [], (error, result) => {
    if (error !== null && error !== undefined) ended(endAt(error, texts.length, command));
    else ended(wholeEnd(texts.length === 1 ? [result] : result, texts.length, connection));
  }) as Command | undefined;
}

/** A connection that answers less than it was asked has lost its place: nobody may use it again. */
function wholeEnd(results: unknown, count: number, connection: BatchConnection): BatchEnd {
  if (Array.isArray(results) && results.length === count) return { results, error: null };
  connection.destroy();
  return { results: [], error: new Error('the database answered fewer statements than were sent') };
}

/** Where the server stopped. What the driver does not tell counts as failed, which is never wrong: all is rolled back. */
function endAt(error: Error, count: number, command: Command | undefined): BatchEnd {
  const begun = Array.isArray(command?._rows) ? command._rows.slice(0, count - 1) : [];
  // Its rows may have ended in the middle, unless the error is one that no select has.
  const isDoubtful = Array.isArray(begun.at(-1)) && !isRowRefused(error);
  return { results: isDoubtful ? begun.slice(0, -1) : begun, error };
}

/** What the driver said, where TypeORM has wrapped it. */
export const causeOf = (error: Error & { readonly driverError?: Error }): Error =>
  error.driverError ?? error;

/** A unique key refused a row, and the rest of the transaction stands. */
export const isRowRefused = (error: Error): boolean =>
  (causeOf(error) as { readonly code?: unknown }).code === 'ER_DUP_ENTRY';
