import type { Instrument } from '@/kernel/instrument';
import type { OrderSource } from '@/modules/exchanges/venue.port';
import type { FillReport, OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { BingxSession } from '../bingx.sessions';
import { isGone } from '../bingx.outcomes';
import { fillsRank, lookRank } from '../bingx.order-rank';
import {
  LONGEST_WINDOW_MS,
  MOST_PAGES,
  MOST_ROWS,
  openOrderRows,
  pastOrderRows,
} from '../bingx.perpetual-orders';
import { byChange, mayBeOf, mergedFills, mergedOrders } from '../bingx.reports';
import { symbolOf, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import {
  clientOrderIdOf,
  orderIdOf,
  toFillReport,
  toListedOrder,
  toOrderReport,
} from './usdt-m.mapper';
import type { FillPayload, OrderPayload } from './usdt-m.payloads';
import { decimalCount, idOf, notUnderstood, objectOf, rowsOf } from '../bingx.wire';
import { readWhole, windowsOf, type Window } from '../bingx.windows';

type Key = { readonly orderId: string } | { readonly clientOrderId: string };

/** Orders and fills as BingX has them. */
export class UsdtMOrders implements OrderSource {
  constructor(private readonly context: UsdtMContext) {}

  /**
   * One order. A stop that triggered is answered by its child, which has an id of its own, no client order id and all
   * the fills; its report carries the child's id, under which {@link fills} finds them.
   */
  async find(ref: OrderRef): Promise<OrderReport | null> {
    const row =
      (ref.venueOrderId === null ? null : await this.look(ref, { orderId: ref.venueOrderId })) ??
      (await this.look(ref, { clientOrderId: ref.clientOrderId }));
    return row === null ? null : toOrderReport(row);
  }

  async open(account: string, instrument?: Instrument): Promise<readonly OrderReport[]> {
    const session = await this.context.sessions.open(account);
    const symbol = instrument === undefined ? undefined : symbolOf(instrument);
    const rows: readonly OrderPayload[] = await openOrderRows(session, USDT_M.openOrders, symbol);
    return rows.map(toListedOrder).filter((order) => order !== null);
  }

  async history(
    account: string,
    instrument: Instrument,
    since: Date,
  ): Promise<readonly OrderReport[]> {
    const session = await this.context.sessions.open(account);
    const orders: (OrderReport | null)[] = [...(await this.open(account, instrument))];
    for (const window of await this.windows(session, since)) {
      const rows: readonly OrderPayload[] = await readWhole(window, (part) =>
        pastOrderRows(session, USDT_M.allOrders, symbolOf(instrument), part),
      );
      orders.push(...rows.map(toListedOrder));
    }
    return byChange(mergedOrders(orders));
  }

  /** BingX keeps the last seven days; older fills are not to be had with their trade ids. */
  async fills(
    account: string,
    instrument: Instrument,
    since: Date,
    venueOrderId?: string,
  ): Promise<readonly FillReport[]> {
    const session = (await this.context.sessions.open(account)).ranked(fillsRank(venueOrderId));
    const found = await this.fillsOf(session, instrument, since, venueOrderId);
    if (found.length > 0 || venueOrderId === undefined) return found;
    // The fills of a triggered order belong to its child.
    const row = await this.ask(session, instrument, { orderId: venueOrderId });
    const childId = row === null ? null : orderIdOf(row);
    if (childId === null || childId === venueOrderId) return found;
    return this.fillsOf(session, instrument, since, childId);
  }

  private async look(ref: OrderRef, key: Key): Promise<OrderPayload | null> {
    const session = (await this.context.sessions.open(ref.account)).ranked(lookRank(ref));
    const row = await this.ask(session, ref.instrument, key);
    if (row !== null && !answersFor(row, key))
      throw notUnderstood('another order than the one asked for');
    return row;
  }

  private async ask(
    session: BingxSession,
    instrument: Instrument,
    key: Key,
  ): Promise<OrderPayload | null> {
    const result = await session.readResult(USDT_M.order, { symbol: symbolOf(instrument), ...key });
    if (result.kind === 'success')
      return objectOf(objectOf(result.data, 'order')['order'], 'order');
    if (isGone(result)) return null;
    throw session.client.readError(USDT_M.order, result);
  }

  private async fillsOf(
    session: BingxSession,
    instrument: Instrument,
    since: Date,
    orderId: string | undefined,
  ): Promise<readonly FillReport[]> {
    const newest = (await this.windows(session, since)).at(-1);
    if (newest === undefined) return [];
    const oldest = Math.max(since.getTime(), newest.to - LONGEST_WINDOW_MS);
    const whole = { from: Math.floor(oldest / 1_000) * 1_000, to: newest.to };
    const rows = await readWhole(whole, (part) => this.filled(session, instrument, part, orderId));
    return mergedFills(rows, toFillReport, orderId);
  }

  private async filled(
    session: BingxSession,
    instrument: Instrument,
    window: Window,
    orderId: string | undefined,
  ) {
    const rows: FillPayload[] = [];
    for (let pageIndex = 1; pageIndex <= MOST_PAGES; pageIndex += 1) {
      const data = await session.read(USDT_M.fills, {
        symbol: symbolOf(instrument),
        // The lower bound is exclusive.
        startTs: String(window.from - 1),
        endTs: String(window.to),
        pageIndex: String(pageIndex),
        pageSize: String(MOST_ROWS),
        orderId,
      });
      const body = objectOf(data, 'fills');
      const page = rowsOf(body['fill_history_orders'], 'fills');
      rows.push(...page);
      if (page.length === 0 || rows.length >= (decimalCount(body['total']) ?? 0)) break;
    }
    return { rows, isFull: rows.length >= MOST_ROWS };
  }

  /** From `since` to a moment past now, because BingX rounds times to whole seconds. */
  private async windows(session: BingxSession, since: Date): Promise<readonly Window[]> {
    const { time } = session.client;
    await time.keepFresh();
    const from = Math.floor(since.getTime() / 1_000) * 1_000 - 1_000;
    return windowsOf(from, time.now().getTime() + 2_000, LONGEST_WINDOW_MS);
  }
}

/** Whether an answer belongs to what was asked: by its id, by the id that triggered it, or by the client order id. */
function answersFor(row: OrderPayload, key: Key): boolean {
  if ('orderId' in key) {
    return orderIdOf(row) === key.orderId || idOf(row.triggerOrderId) === key.orderId;
  }
  // Children of triggers repeat none.
  return mayBeOf(clientOrderIdOf(row), key.clientOrderId);
}
