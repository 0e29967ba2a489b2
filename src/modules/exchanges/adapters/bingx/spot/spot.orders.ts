import type { Instrument } from '@/kernel/instrument';
import type { OrderSource } from '@/modules/exchanges/venue.port';
import type { FillReport, OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { BingxEndpoint } from '../bingx.client';
import type { JsonObject } from '../bingx.json';
import { fillsRank, lookRank } from '../bingx.order-rank';
import { isGone } from '../bingx.outcomes';
import { byChange, mayBeOf, mergedFills, mergedOrders } from '../bingx.reports';
import type { BingxSession } from '../bingx.sessions';
import type { BingxParams } from '../bingx.signing';
import { readWhole, windowsOf, type Window } from '../bingx.windows';
import { idOf, notUnderstood, objectOf, rowsOf, textOf } from '../bingx.wire';
import { symbolOf, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { listIn } from './spot.lists';
import {
  clientOrderIdOf,
  orderIdOf,
  toFillReport,
  toListedOrder,
  toOrderReport,
} from './spot.mapper';
import type { FillPayload, OrderPayload, PairPayload } from './spot.payloads';

/** Fills are kept for seven days. A minute less, because BingX's clock and ours differ. */
const FILLS_KEPT_MS = 7 * 86_400_000 - 60_000;
const MOST_FILLS = 1_000;
/** Orders come in pages of this many, and no more than a hundred pages of a stretch. */
const PAGE = 100;
const MOST_PAGES = 100;
/** A day at a time keeps the pages of a busy account few. */
const LONGEST_WINDOW_MS = 86_400_000;

type Key = { readonly orderId: string } | { readonly clientOrderID: string };

/** Orders and fills as BingX has them. */
export class SpotOrders implements OrderSource {
  constructor(private readonly context: SpotContext) {}

  /** One order. By client order id BingX finds it for two hours only; later {@link history} has it. */
  async find(ref: OrderRef): Promise<OrderReport | null> {
    const session = (await this.context.sessions.open(ref.account)).ranked(lookRank(ref));
    const row =
      (ref.venueOrderId === null
        ? null
        : await this.look(session, ref.instrument, { orderId: ref.venueOrderId })) ??
      (await this.look(session, ref.instrument, { clientOrderID: ref.clientOrderId })) ??
      (await this.lookInPair(session, ref));
    return row === null ? null : toOrderReport(row);
  }

  async open(account: string, instrument?: Instrument): Promise<readonly OrderReport[]> {
    const session = await this.context.sessions.open(account);
    const symbol = instrument === undefined ? undefined : symbolOf(instrument);
    const rows: readonly OrderPayload[] = await this.rows(
      session,
      SPOT.openOrders,
      { symbol },
      'orders',
    );
    return rows.map(toListedOrder).filter((order) => order !== null);
  }

  async history(
    account: string,
    instrument: Instrument,
    since: Date,
  ): Promise<readonly OrderReport[]> {
    const session = await this.context.sessions.open(account);
    const orders: (OrderReport | null)[] = [...(await this.open(account, instrument))];
    for (const window of windowsOf(since.getTime(), await endOf(session), LONGEST_WINDOW_MS)) {
      const rows = await readWhole(window, (part) => this.finished(session, instrument, part));
      orders.push(...rows.map(toListedOrder));
    }
    return byChange(mergedOrders(orders));
  }

  /** BingX keeps the last seven days. */
  async fills(
    account: string,
    instrument: Instrument,
    since: Date,
    venueOrderId?: string,
  ): Promise<readonly FillReport[]> {
    const session = (await this.context.sessions.open(account)).ranked(fillsRank(venueOrderId));
    const to = await endOf(session);
    // BingX rounds times to whole seconds.
    const from = Math.floor(Math.max(since.getTime(), to - FILLS_KEPT_MS) / 1_000) * 1_000;
    const rows = await readWhole({ from, to }, (part) =>
      this.filled(session, instrument, part, venueOrderId),
    );
    return mergedFills(rows, toFillReport, venueOrderId);
  }

  private async look(
    session: BingxSession,
    instrument: Instrument,
    key: Key,
  ): Promise<OrderPayload | null> {
    const result = await session.readResult(SPOT.order, { symbol: symbolOf(instrument), ...key });
    if (isGone(result)) return null;
    if (result.kind !== 'success') throw session.client.readError(SPOT.order, result);
    const row: OrderPayload = objectOf(result.data, 'order');
    if (!answersFor(row, key)) throw notUnderstood('another order than the one asked for');
    return row;
  }

  /**
   * One of an OCO by the id of the OCO: it is not said that its orders are found by their own. One that is listed there
   * was placed, so that not finding it is a failed look and never "no such order".
   */
  private async lookInPair(session: BingxSession, ref: OrderRef): Promise<OrderPayload | null> {
    const clientOrderId = ref.pairId ?? null;
    if (clientOrderId === null) return null;
    const result = await session.readResult(SPOT.pair, { clientOrderId });
    if (isGone(result)) return null;
    const data = listIn(session.client, SPOT.pair, result);
    const rows: readonly PairPayload[] = rowsOf(data, 'the orders of an OCO');
    if (rows.length === 0) return null;
    const ours = rows.find((row) => textOf(row.clientOrderId) === ref.clientOrderId);
    const orderId = idOf(ours?.orderId);
    const row = orderId === null ? null : await this.look(session, ref.instrument, { orderId });
    if (row === null) throw notUnderstood('an OCO whose order can not be read');
    return row;
  }

  private async finished(session: BingxSession, instrument: Instrument, window: Window) {
    const rows: OrderPayload[] = [];
    for (let pageIndex = 1; pageIndex <= MOST_PAGES; pageIndex += 1) {
      const params = {
        symbol: symbolOf(instrument),
        startTime: String(window.from),
        endTime: String(window.to),
        pageIndex: String(pageIndex),
        pageSize: String(PAGE),
      };
      const page = await this.rows(session, SPOT.pastOrders, params, 'orders');
      rows.push(...page);
      if (page.length < PAGE) return { rows, isFull: false };
    }
    return { rows, isFull: true };
  }

  private async filled(
    session: BingxSession,
    instrument: Instrument,
    window: Window,
    orderId: string | undefined,
  ) {
    const params = {
      symbol: symbolOf(instrument),
      orderId,
      startTime: String(window.from),
      endTime: String(window.to),
      limit: String(MOST_FILLS),
    };
    const rows: readonly FillPayload[] = await this.rows(session, SPOT.fills, params, 'fills');
    return { rows, isFull: rows.length >= MOST_FILLS };
  }

  /** The rows of a list; "no data" is an empty one. */
  private async rows(
    session: BingxSession,
    endpoint: BingxEndpoint,
    params: BingxParams,
    list: 'orders' | 'fills',
  ): Promise<readonly JsonObject[]> {
    const data = listIn(session.client, endpoint, await session.readResult(endpoint, params));
    return data === null ? [] : rowsOf(objectOf(data, list)[list] ?? null, list);
  }
}

/** A moment past now, because BingX rounds times to whole seconds. */
async function endOf({ client }: BingxSession): Promise<number> {
  await client.time.keepFresh();
  return client.time.now().getTime() + 2_000;
}

/** Whether an answer belongs to what was asked. The client order id is not repeated everywhere. */
function answersFor(row: OrderPayload, key: Key): boolean {
  if ('orderId' in key) return orderIdOf(row) === key.orderId;
  return mayBeOf(clientOrderIdOf(row), key.clientOrderID);
}
