import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { averagePriceOf } from '@/kernel/inverse';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import type { OrderSource } from '@/modules/exchanges/venue.port';
import type {
  FillReport,
  OrderLikeness,
  OrderRef,
  OrderReport,
} from '@/modules/exchanges/venue.types';
import type { BingxInstruments } from '../bingx.instruments';
import { fillsRank, lookRank } from '../bingx.order-rank';
import { orderStateOf, orderTypeOf } from '../bingx.order-words';
import { isGone } from '../bingx.outcomes';
import {
  LONGEST_WINDOW_MS,
  MOST_PAGES,
  MOST_ROWS,
  openOrderRows,
  pastOrderRows,
} from '../bingx.perpetual-orders';
import { byChange, byTime, mergedFills, mergedOrders } from '../bingx.reports';
import type { BingxSession } from '../bingx.sessions';
import { readWhole, windowsOf } from '../bingx.windows';
import { idOf, notUnderstood, objectOf, rowsOf } from '../bingx.wire';
import { symbolOf, VENUE, type CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import { looksLike, type Searched } from './coin-m.likeness';
import { toFillReport, toListedOrder, toOrderReport } from './coin-m.mapper';
import type { FillPayload, OrderPayload } from './coin-m.payloads';
import { pricesOnTick } from './coin-m.request';

/** BingX rounds times to whole seconds. */
const ROUNDING_MS = 1_000;

/** Orders and fills as BingX has them; found by BingX's own order id alone. */
export class CoinMOrders implements OrderSource {
  constructor(
    private readonly context: CoinMContext,
    private readonly instruments: BingxInstruments,
  ) {}

  /** One order with what its fills say; BingX was seen to call an order filled while its row said 0. */
  async find(ref: OrderRef): Promise<OrderReport | null> {
    if (ref.venueOrderId === null)
      throw new VenueCapabilityMissingError(VENUE, 'look-up by client order id');
    const session = (await this.context.sessions.open(ref.account)).ranked(lookRank(ref));
    const row = await this.ask(session, ref.instrument, ref.venueOrderId);
    return row === null ? null : this.withFills(session, toOrderReport(row));
  }

  async open(account: string, instrument?: Instrument): Promise<readonly OrderReport[]> {
    const rows = await this.openRows(await this.context.sessions.open(account), instrument);
    return rows.map(toListedOrder).filter((order) => order !== null);
  }

  async history(
    account: string,
    instrument: Instrument,
    since: Date,
  ): Promise<readonly OrderReport[]> {
    const session = await this.context.sessions.open(account);
    const rows = [
      ...(await this.openRows(session, instrument)),
      ...(await this.finishedRows(session, instrument, since.getTime(), Infinity)),
    ];
    return byChange(mergedOrders(rows.map(toListedOrder)));
  }

  /** Everything that is listed and could be the order; our own ids among them are for the caller to take out. */
  async lookAlikes(likeness: OrderLikeness): Promise<readonly OrderReport[]> {
    const { account, instrument } = likeness;
    const session = await this.context.sessions.open(account);
    const rules = await this.instruments.find(instrument, account);
    if (rules === null) throw notUnderstood(`no contract ${symbolOf(instrument)} is listed`);
    await session.client.time.keepFresh();
    const offset = session.client.time.offsetMs ?? 0;
    const searched: Searched = {
      ...likeness,
      ...pricesOnTick(likeness, rules),
      symbol: rules.venueSymbol,
      fromMs: likeness.from.getTime() + offset - ROUNDING_MS,
      toMs: likeness.to.getTime() + offset,
    };
    const until = searched.toMs + LONGEST_WINDOW_MS;
    const rows = [
      ...(await this.openRows(session, instrument)),
      ...(await this.finishedRows(session, instrument, searched.fromMs, until)),
    ];
    return mergedOrders(looksLike(rows, searched).map(toListedOrder));
  }

  /** Without an order id every order since then is asked for its fills, because BingX lists them by order alone. */
  async fills(
    account: string,
    instrument: Instrument,
    since: Date,
    venueOrderId?: string,
  ): Promise<readonly FillReport[]> {
    const session = (await this.context.sessions.open(account)).ranked(fillsRank(venueOrderId));
    const found: FillReport[] = [];
    if (venueOrderId === undefined) {
      for (const order of await this.history(account, instrument, since))
        found.push(...(await this.fillsOf(session, instrument, order.venueOrderId)));
    } else {
      found.push(...(await this.fillsOfOne(session, instrument, venueOrderId)));
    }
    const from = since.getTime() - ROUNDING_MS;
    return byTime(found.filter((fill) => fill.filledAt.getTime() >= from));
  }

  /** The fills of a stop that fired belong to its child. */
  private async fillsOfOne(
    session: BingxSession,
    instrument: Instrument,
    orderId: string,
  ): Promise<readonly FillReport[]> {
    const found = await this.fillsOf(session, instrument, orderId);
    if (found.length > 0) return found;
    const row = await this.ask(session, instrument, orderId);
    const childId = row === null ? null : idOf(row.orderId);
    return childId === null || childId === orderId
      ? found
      : this.fillsOf(session, instrument, childId);
  }

  private async withFills(session: BingxSession, report: OrderReport): Promise<OrderReport> {
    const stated = decimal(report.filledQuantity);
    const hasNone = stated.isZero() && (report.state === 'open' || report.state === 'rejected');
    if (hasNone) return report;
    const fills = await this.fillsOf(session, report.instrument, report.venueOrderId);
    const sum = fills.reduce((total, fill) => total.plus(decimal(fill.quantity)), ZERO);
    const filled = Decimal.max(sum, stated);
    const isWhole = filled.gte(decimal(report.quantity));
    const notYet = filled.isZero() ? 'open' : 'partially-filled';
    return {
      ...report,
      // "Filled" without fills is not believed: what is missing may only be late.
      state: report.state === 'filled' && !isWhole ? notYet : report.state,
      filledQuantity: decimalText(filled),
      averagePrice: report.averagePrice ?? averageOf(fills),
    };
  }

  private async ask(
    session: BingxSession,
    instrument: Instrument,
    orderId: string,
  ): Promise<OrderPayload | null> {
    const result = await session.readResult(COIN_M.order, {
      symbol: symbolOf(instrument),
      orderId,
    });
    if (result.kind === 'success') {
      const row: OrderPayload = objectOf(objectOf(result.data, 'order')['order'], 'order');
      if (!answersFor(row, orderId)) throw notUnderstood('another order than the one asked for');
      return row;
    }
    if (isGone(result)) return null;
    throw session.client.readError(COIN_M.order, result);
  }

  private openRows(
    session: BingxSession,
    instrument?: Instrument,
  ): Promise<readonly OrderPayload[]> {
    const symbol = instrument === undefined ? undefined : symbolOf(instrument);
    return openOrderRows(session, COIN_M.openOrders, symbol);
  }

  /** Rows between two times of BingX's clock in epoch milliseconds, both rounded outwards. */
  private async finishedRows(
    session: BingxSession,
    instrument: Instrument,
    fromMs: number,
    untilMs: number,
  ): Promise<readonly OrderPayload[]> {
    const { time } = session.client;
    await time.keepFresh();
    const from = Math.floor(fromMs / 1_000) * 1_000 - ROUNDING_MS;
    const until = Math.min(untilMs, time.now().getTime() + 2 * ROUNDING_MS);
    const rows: OrderPayload[] = [];
    for (const window of windowsOf(from, until, LONGEST_WINDOW_MS))
      rows.push(
        ...(await readWhole(window, (part) =>
          pastOrderRows(session, COIN_M.orderHistory, symbolOf(instrument), part),
        )),
      );
    return rows;
  }

  private async fillsOf(
    session: BingxSession,
    instrument: Instrument,
    orderId: string,
  ): Promise<readonly FillReport[]> {
    const rows: FillPayload[] = [];
    for (let pageIndex = 1; pageIndex <= MOST_PAGES; pageIndex += 1) {
      const data = await session.read(COIN_M.fills, {
        symbol: symbolOf(instrument),
        orderId,
        pageIndex: String(pageIndex),
        pageSize: String(MOST_ROWS),
      });
      const page: readonly FillPayload[] = rowsOf(data, 'fills');
      rows.push(...page);
      if (page.length < MOST_ROWS) break;
    }
    return mergedFills(rows, toFillReport, orderId);
  }
}

/** By its id. A stop that fired is answered by its child, which has an id of its own and does not name its parent. */
function answersFor(row: OrderPayload, orderId: string): boolean {
  if (idOf(row.orderId) === orderId) return true;
  const type = orderTypeOf(row.type);
  return (type === 'stop-market' || type === 'take-profit-market') && !isOpen(row);
}

const isOpen = (row: OrderPayload): boolean => orderStateOf(row.status) === 'open';

function averageOf(fills: readonly FillReport[]): string | null {
  const parts = fills.map(({ quantity, price }) => ({
    quantity: decimal(quantity),
    price: decimal(price),
  }));
  const average = averagePriceOf(parts, true);
  return average === null ? null : decimalText(average.toDecimalPlaces(18));
}
