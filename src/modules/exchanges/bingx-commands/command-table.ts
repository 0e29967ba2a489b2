import type { BingxEndpoint } from '@/modules/exchanges/adapters/bingx/bingx.client';
import type { DecodedRow } from '@/modules/exchanges/bingx-reads/decode-answer';
import type { Shape } from '@/modules/exchanges/bingx-reads/fields';
import type { Parameter } from '@/modules/exchanges/bingx-reads/parameters';
import type { BingxProduct, ReadRow } from '@/modules/exchanges/bingx-reads/read-table';

/** The values of a request by our own names, each in its one form. */
export type Given = Readonly<Record<string, string>>;

/** What is read after a command, and before one that has to be checked against it. */
export interface ReadBack {
  readonly row: ReadRow;
  /** Its parameters, from those of the command. */
  readonly query: (given: Given, sentAt: Date) => Readonly<Record<string, string>>;
}

/** One command that is no order: a setting of the account, or money moved between its own wallets. */
export interface CommandRow {
  /** Unique; verb first. */
  readonly operationId: string;
  readonly product: BingxProduct;
  /** PUT for what may be said twice, POST for the rest. */
  readonly method: 'POST' | 'PUT';
  /** Below `/bingx/<product>/`. */
  readonly path: string;
  readonly summary: string;
  readonly notes?: string;
  /** What a token needs: `trade` for settings, `admin` where money moves. */
  readonly scope: 'trade' | 'admin';
  readonly endpoint: BingxEndpoint & { readonly method: 'POST' };
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Sent with every call. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Only where money is play money. */
  readonly isDemoOnly?: true;
  /** BingX's own words after a success; null where it says nothing worth repeating. */
  readonly answer: { readonly shape: Shape; readonly at: readonly string[] } | null;
  /** How it stands afterwards. */
  readonly readBack: ReadBack | null;
  /** What speaks against the command by what is read before it, as a rule for a field. */
  readonly guard?: (given: Given, before: DecodedRow) => GuardProblem | null;
  /**
   * Finds the command in what is read after an unknown outcome: the row that it made; null when it is not there, which
   * proves nothing.
   */
  readonly settle?: (given: Given, rows: readonly DecodedRow[]) => DecodedRow | null;
  /** Moves money: takes an Idempotency-Key, because BingX has none. */
  readonly isTransfer?: true;
  /** The adapter remembers the position mode; this command changes it. */
  readonly changesPositionMode?: true;
}

/** A field and the rule that it breaks. */
export interface GuardProblem {
  readonly field: string;
  readonly rule: string;
}

/** A write of an account, so many times a second (reference/bingx.md section 6, the smaller figure). */
export const post = (
  path: string,
  perSecond: number,
  more: Pick<BingxEndpoint, 'shape' | 'form'> = {},
): CommandRow['endpoint'] => ({
  method: 'POST',
  path,
  limit: { requests: perSecond, perMs: 1_000 },
  ...more,
});
