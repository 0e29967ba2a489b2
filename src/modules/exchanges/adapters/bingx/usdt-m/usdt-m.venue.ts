import type { Clock } from '@/kernel/clock';
import { ORDER_TYPES, TIMES_IN_FORCE } from '@/modules/exchanges/order-terms';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { VenueStreams } from '@/modules/exchanges/venue-streams.port';
import type { VenueCapabilities, VenueStatus } from '@/modules/exchanges/venue.types';
import type { BingxHosts } from '../bingx.hosts';
import { BingxInstruments } from '../bingx.instruments';
import type { BingxKeyring } from '../bingx.keyring';
import { pingBingx } from '../bingx.ping';
import { BingxSessions } from '../bingx.sessions';
import type { BingxStreams } from '../streams/bingx.streams';
import { UsdtMAccounts, UsdtMPositions } from './usdt-m.accounts';
import { VENUE, type UsdtMContext } from './usdt-m.context';
import { UsdtMExecution } from './usdt-m.execution';
import { listContracts } from './usdt-m.instruments';
import { UsdtMKlines, UsdtMPrices } from './usdt-m.klines';
import { UsdtMLeverage } from './usdt-m.leverage';
import { UsdtMOrders } from './usdt-m.orders';

export interface BingxUsdtMDeps {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
  /** Absent: everything is asked by REST. */
  readonly streams?: BingxStreams;
}

/** BingX perpetual contracts settled in USDT or USDC. The host of an account alone decides between real and demo money. */
export class BingxUsdtMVenue implements Venue {
  readonly id = VENUE;
  readonly capabilities: VenueCapabilities = {
    orderTypes: ORDER_TYPES,
    timesInForce: TIMES_IN_FORCE,
    clientOrderIdLength: 40,
    isClientOrderIdKept: true,
    quantityUnit: 'base',
    shorts: true,
    leverage: true,
    hedgeMode: true,
    marketBuysBy: 'base',
    exitsBy: 'position',
    stopMove: 'bridge',
  };
  readonly instruments: BingxInstruments;
  readonly accounts: UsdtMAccounts;
  readonly prices: UsdtMPrices;
  readonly klines: UsdtMKlines;
  readonly positions: UsdtMPositions;
  readonly orders: UsdtMOrders;
  readonly execution: UsdtMExecution;
  readonly leverage: UsdtMLeverage;
  readonly streams?: VenueStreams;
  private readonly sessions: BingxSessions;

  constructor(deps: BingxUsdtMDeps) {
    const { clock } = deps;
    this.sessions = new BingxSessions(VENUE, deps.hosts, deps.keyring);
    const context: UsdtMContext = { sessions: this.sessions, clock };
    const instruments = new BingxInstruments(this.sessions, clock, listContracts);
    this.instruments = instruments;
    this.accounts = new UsdtMAccounts(context);
    this.prices = new UsdtMPrices(context);
    this.klines = new UsdtMKlines(context);
    this.positions = new UsdtMPositions(context);
    this.orders = new UsdtMOrders(context);
    this.execution = new UsdtMExecution(context, instruments, this.accounts);
    this.leverage = new UsdtMLeverage(context, this.accounts);
    if (deps.streams !== undefined) this.streams = deps.streams.of(VENUE);
  }

  ping(signal: AbortSignal): Promise<VenueStatus> {
    return pingBingx(VENUE, this.sessions.market, signal);
  }
}
