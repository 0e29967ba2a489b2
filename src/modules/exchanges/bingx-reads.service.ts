import { Injectable } from '@nestjs/common';
import type { VenueId } from '@/kernel/venue-id';
import type { BingxCall, BingxClient } from '@/modules/exchanges/adapters/bingx/bingx.client';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import type { JsonValue } from '@/modules/exchanges/adapters/bingx/bingx.json';
import {
  BingxKeyring,
  type BingxCredentials,
} from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import { BingxSessions } from '@/modules/exchanges/adapters/bingx/bingx.sessions';
import {
  decodeRow,
  objectAt,
  rowsAt,
  type DecodedRow,
} from '@/modules/exchanges/bingx-reads/decode-answer';
import type { PageCall, PagerContext, ReadPage } from '@/modules/exchanges/bingx-reads/pager';
import { pagerOf } from '@/modules/exchanges/bingx-reads/pager-of';
import { readInput, type ReadInput } from '@/modules/exchanges/bingx-reads/read-input';
import type { AnswerRule, BingxProduct, ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { VenueProtocolError, VenueRefusedError } from '@/modules/exchanges/venue.errors';

/** What an operation gives: BingX's own text, or the same decoded. */
export type ReadAnswer =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'one'; readonly body: DecodedRow }
  | { readonly kind: 'list'; readonly body: ReadPage };

const SESSION_OF: Readonly<Record<BingxProduct, VenueId | 'bingx-account'>> = {
  'usdt-m': 'bingx-usdt-m',
  'coin-m': 'bingx-coin-m',
  spot: 'bingx-spot',
  standard: 'bingx-standard',
  account: 'bingx-account',
};

const NO_DATA = '100204';

/** Runs the rows of the read tables: the door to everything that BingX tells. */
@Injectable()
export class BingxReadsService {
  private readonly sessions = new Map<BingxProduct, BingxSessions>();

  constructor(
    private readonly hosts: BingxHosts,
    private readonly keyring: BingxKeyring,
  ) {}

  /** Sessions of accounts for one product, sharing hosts and budgets with the venues. */
  sessionsOf(product: BingxProduct): BingxSessions {
    const known = this.sessions.get(product);
    if (known !== undefined) return known;
    const opened = new BingxSessions(SESSION_OF[product], this.hosts, this.keyring);
    this.sessions.set(product, opened);
    return opened;
  }

  /**
   * Answers one question. Throws InvalidRequestError for parameters, and the venue errors: refused, unavailable, not
   * understood.
   */
  async run(row: ReadRow, query: Readonly<Record<string, unknown>>): Promise<ReadAnswer> {
    const input = readInput(row, query);
    const asker = await this.asker(row, input.account);
    if (input.isRaw) return { kind: 'raw', text: await rawText(row, input, asker) };
    if (row.answer.kind === 'one') {
      return { kind: 'one', body: oneOf(row, row.answer, (await asker.ask(input.wire)).data) };
    }
    const context = await contextOf(row, row.answer, input, asker);
    return { kind: 'list', body: await pagerOf(row.answer.paging).read(context) };
  }

  private async asker(row: ReadRow, account: string): Promise<Asker> {
    const sessions = this.sessionsOf(row.product);
    if (row.access === 'public') return new Asker(row, sessions.market, null);
    const { client, credentials } = await sessions.open(account);
    return new Asker(row, client, credentials);
  }
}

/** Asks one endpoint for one account. */
class Asker {
  constructor(
    private readonly row: ReadRow,
    private readonly client: BingxClient,
    private readonly credentials: BingxCredentials | null,
  ) {}

  /** BingX's clock in epoch milliseconds. */
  async now(): Promise<number> {
    await this.client.time.keepFresh();
    return this.client.time.now().getTime();
  }

  async ask(params: PageCall): Promise<{ readonly data: JsonValue; readonly text: string }> {
    const { endpoint, wantsTimestamp } = this.row;
    const time = wantsTimestamp === true ? { timestamp: String(await this.now()) } : {};
    const call: BingxCall = {
      endpoint,
      params: { ...params, ...time },
      credentials: this.credentials,
      priority: 'read',
    };
    const result = await this.client.readResult(call);
    if (result.kind === 'success') return result;
    // Spot's way to say that a list is empty.
    const isEmpty = result.kind === 'error' && result.error.code === NO_DATA;
    if (isEmpty && this.row.answer.kind === 'list') return { data: null, text: 'null' };
    throw this.client.readError(endpoint, result);
  }
}

/** Of a list in pages it is the first call of the page. */
async function rawText(row: ReadRow, input: ReadInput, asker: Asker): Promise<string> {
  if (row.answer.kind === 'one') return (await asker.ask(input.wire)).text;
  const context = await contextOf(row, row.answer, input, asker);
  const call = pagerOf(row.answer.paging).first(context);
  return (await asker.ask({ ...input.wire, ...call })).text;
}

async function contextOf(
  row: ReadRow,
  answer: Extract<AnswerRule, { kind: 'list' }>,
  input: ReadInput,
  asker: Asker,
): Promise<PagerContext> {
  const { shape, at, isLoneAllowed = false } = answer;
  return {
    operationId: row.operationId,
    input,
    // Only lists that walk through time need the clock.
    now: answer.paging.kind === 'whole' ? 0 : await asker.now(),
    ask: async (call) => {
      const { data } = await asker.ask({ ...input.wire, ...call });
      return { data, rows: rowsAt(data, at, isLoneAllowed).map((one) => decodeRow(shape, one)) };
    },
  };
}

function oneOf(
  row: ReadRow,
  answer: Extract<AnswerRule, { kind: 'one' }>,
  data: JsonValue,
): DecodedRow {
  const found = objectAt(data, answer.at);
  if (found !== null) return decodeRow(answer.shape, found);
  if (data === null || (Array.isArray(data) && data.length === 0)) {
    throw new VenueRefusedError(
      SESSION_OF[row.product],
      'not-found',
      null,
      'it knows no such thing',
    );
  }
  throw new VenueProtocolError(
    SESSION_OF[row.product],
    'the answer has another form than documented',
  );
}
