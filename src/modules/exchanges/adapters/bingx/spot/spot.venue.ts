import type { Clock } from '@/kernel/clock';
import { TIMES_IN_FORCE } from '@/modules/exchanges/order-terms';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { VenueStreams } from '@/modules/exchanges/venue-streams.port';
import type { VenueCapabilities, VenueStatus } from '@/modules/exchanges/venue.types';
import type { BingxHosts } from '../bingx.hosts';
import { BingxInstruments } from '../bingx.instruments';
import type { BingxKeyring } from '../bingx.keyring';
import { pingBingx } from '../bingx.ping';
import { BingxSessions } from '../bingx.sessions';
import type { BingxStreams } from '../streams/bingx.streams';
import { SpotAccounts } from './spot.accounts';
import { VENUE, type SpotContext } from './spot.context';
import { SpotExecution } from './spot.execution';
import { listPairs } from './spot.instruments';
import { SpotKlines } from './spot.klines';
import { SpotOrders } from './spot.orders';
import { SpotPrices } from './spot.prices';
import { SPOT_ORDER_TYPES } from './spot.request';

export interface BingxSpotDeps {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
  /** Absent: everything is asked by REST. */
  readonly streams?: BingxStreams;
}

const CAPABILITIES: VenueCapabilities = {
  orderTypes: SPOT_ORDER_TYPES,
  timesInForce: TIMES_IN_FORCE,
  clientOrderIdLength: 40,
  isClientOrderIdKept: true,
  // Two hours by the documentation; a little less, because a look takes its time.
  clientOrderIdFoundMs: 115 * 60_000,
  quantityUnit: 'base',
  shorts: false,
  leverage: false,
  hedgeMode: false,
  marketBuysBy: 'quote',
  exitsBy: 'coins',
};

/** BingX Spot: coins are bought and sold. There are no positions, so those ports are absent. Live host only. */
export class BingxSpotVenue implements Venue {
  readonly id = VENUE;
  readonly capabilities = CAPABILITIES;
  readonly instruments: BingxInstruments;
  readonly accounts: SpotAccounts;
  readonly prices: SpotPrices;
  readonly klines: SpotKlines;
  readonly orders: SpotOrders;
  readonly execution: SpotExecution;
  readonly streams?: VenueStreams;
  private readonly sessions: BingxSessions;

  constructor(deps: BingxSpotDeps) {
    this.sessions = new BingxSessions(VENUE, deps.hosts, deps.keyring);
    if (deps.streams !== undefined) this.streams = deps.streams.of(VENUE);
    const context: SpotContext = { sessions: this.sessions };
    const instruments = new BingxInstruments(this.sessions, deps.clock, listPairs);
    this.instruments = instruments;
    this.accounts = new SpotAccounts(context);
    this.prices = new SpotPrices(context);
    this.klines = new SpotKlines(context);
    this.orders = new SpotOrders(context);
    this.execution = new SpotExecution(context, instruments);
  }

  ping(signal: AbortSignal): Promise<VenueStatus> {
    return pingBingx(VENUE, this.sessions.market, signal);
  }
}
