import type { Clock } from '@/kernel/clock';
import type { Instrument } from '@/kernel/instrument';
import type {
  AccountSource,
  InstrumentSource,
  PastOrderSource,
  PositionSource,
  Venue,
} from '@/modules/exchanges/venue.port';
import type {
  Balance,
  InstrumentRules,
  OrderReport,
  PositionMode,
  PositionReport,
  VenueCapabilities,
  VenueStatus,
} from '@/modules/exchanges/venue.types';
import type { BingxEndpoint } from '../bingx.client';
import type { BingxHosts } from '../bingx.hosts';
import { isJsonArray, type JsonObject } from '../bingx.json';
import type { BingxKeyring } from '../bingx.keyring';
import { LONGEST_WINDOW_MS } from '../bingx.perpetual-orders';
import { pingBingx } from '../bingx.ping';
import { byChange, mergedOrders } from '../bingx.reports';
import { BingxSessions } from '../bingx.sessions';
import type { BingxParams } from '../bingx.signing';
import { readWhole, windowsOf } from '../bingx.windows';
import { rowsOf } from '../bingx.wire';
import { STANDARD, symbolOf, VENUE } from './standard.context';
import { toBalance, toOrder, toPosition } from './standard.mapper';

const MOST_ROWS = 500;

export interface BingxStandardDeps {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
}

/**
 * BingX Standard contracts, which the exchange lets be looked at by API and not be traded: no execution, no prices,
 * no list of instruments. Three reads are all there is.
 */
export class BingxStandardVenue
  implements Venue, InstrumentSource, AccountSource, PositionSource, PastOrderSource
{
  readonly id = VENUE;
  readonly capabilities: VenueCapabilities = {
    orderTypes: [],
    clientOrderIdLength: 0,
    isClientOrderIdKept: false,
    quantityUnit: 'base',
    shorts: true,
    leverage: false,
    hedgeMode: true,
    marketBuysBy: 'base',
    exitsBy: 'position',
  };
  readonly instruments: InstrumentSource = this;
  readonly accounts: AccountSource = this;
  readonly positions: PositionSource = this;
  readonly pastOrders: PastOrderSource = this;
  private readonly sessions: BingxSessions;

  constructor(deps: BingxStandardDeps) {
    this.sessions = new BingxSessions(VENUE, deps.hosts, deps.keyring);
  }

  /** Empty: BingX has no endpoint for it. */
  list(): Promise<readonly InstrumentRules[]> {
    return Promise.resolve([]);
  }

  find(): Promise<InstrumentRules | null> {
    return Promise.resolve(null);
  }

  async balances(account: string): Promise<readonly Balance[]> {
    return (await this.rows(account, STANDARD.balance, {})).map(toBalance);
  }

  /** A long and a short of one instrument are two positions here. */
  async positionMode(account: string): Promise<PositionMode> {
    await this.sessions.open(account);
    return 'hedge';
  }

  async open(account: string): Promise<readonly PositionReport[]> {
    const rows = await this.rows(account, STANDARD.positions, {});
    return rows.map(toPosition).filter((position) => position !== null);
  }

  async history(
    account: string,
    instrument: Instrument,
    since: Date,
  ): Promise<readonly OrderReport[]> {
    const symbol = symbolOf(instrument);
    const { time } = this.sessions.market;
    await time.keepFresh();
    const orders: (OrderReport | null)[] = [];
    // No longest stretch is documented; the one of BingX's other contracts.
    for (const window of windowsOf(since.getTime(), time.now().getTime(), LONGEST_WINDOW_MS)) {
      const rows = await readWhole(window, async ({ from, to }) => {
        const params = {
          symbol,
          startTime: String(from),
          endTime: String(to),
          limit: String(MOST_ROWS),
        };
        const page = await this.rows(account, STANDARD.orders, params);
        return { rows: page, isFull: page.length >= MOST_ROWS };
      });
      orders.push(...rows.map(toOrder));
    }
    return byChange(mergedOrders(orders));
  }

  ping(signal: AbortSignal): Promise<VenueStatus> {
    return pingBingx(VENUE, this.sessions.market, signal);
  }

  /** One source says object, captures have arrays. */
  private async rows(
    account: string,
    endpoint: BingxEndpoint,
    params: BingxParams,
  ): Promise<readonly JsonObject[]> {
    const session = await this.sessions.open(account);
    const data = await session.read(endpoint, params);
    return rowsOf(isJsonArray(data) || data === null ? data : [data], endpoint.path);
  }
}
