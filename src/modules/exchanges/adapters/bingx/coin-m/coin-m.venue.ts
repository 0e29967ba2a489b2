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
import { CoinMAccounts, CoinMPositions } from './coin-m.accounts';
import { VENUE, type CoinMContext } from './coin-m.context';
import { CoinMExecution } from './coin-m.execution';
import { CoinMLeverage } from './coin-m.leverage';
import { CoinMKlines, CoinMPrices, listContracts } from './coin-m.market';
import { CoinMOrders } from './coin-m.orders';

export interface BingxCoinMDeps {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
  /** Absent: everything is asked by REST. */
  readonly streams?: BingxStreams;
}

/** BingX perpetual contracts of a fixed worth in USD, whose collateral and profit are coin. */
export class BingxCoinMVenue implements Venue {
  readonly id = VENUE;
  readonly capabilities: VenueCapabilities = {
    orderTypes: [
      'market',
      'limit',
      'stop-market',
      'take-profit-market',
      'stop-limit',
      'take-profit-limit',
    ],
    timesInForce: TIMES_IN_FORCE,
    clientOrderIdLength: 40,
    // Documented, but no answer was ever seen to repeat one.
    isClientOrderIdKept: false,
    quantityUnit: 'contracts',
    shorts: true,
    leverage: true,
    hedgeMode: true,
    marketBuysBy: 'base',
    exitsBy: 'position',
  };
  readonly instruments: BingxInstruments;
  readonly accounts: CoinMAccounts;
  readonly prices: CoinMPrices;
  readonly klines: CoinMKlines;
  readonly positions: CoinMPositions;
  readonly orders: CoinMOrders;
  readonly execution: CoinMExecution;
  readonly leverage: CoinMLeverage;
  readonly streams?: VenueStreams;
  private readonly sessions: BingxSessions;

  constructor(deps: BingxCoinMDeps) {
    const { clock } = deps;
    this.sessions = new BingxSessions(VENUE, deps.hosts, deps.keyring);
    if (deps.streams !== undefined) this.streams = deps.streams.of(VENUE);
    const context: CoinMContext = { sessions: this.sessions, clock };
    const instruments = new BingxInstruments(this.sessions, clock, listContracts);
    this.instruments = instruments;
    this.accounts = new CoinMAccounts(context);
    this.prices = new CoinMPrices(context);
    this.klines = new CoinMKlines(context);
    this.positions = new CoinMPositions(context);
    this.orders = new CoinMOrders(context, instruments);
    this.execution = new CoinMExecution(context, instruments, this.accounts, this.positions);
    this.leverage = new CoinMLeverage(context, this.accounts);
  }

  ping(signal: AbortSignal): Promise<VenueStatus> {
    return pingBingx(VENUE, this.sessions.market, signal);
  }
}
