import type { Clock } from '@/kernel/clock';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { VenueCapabilities, VenueStatus } from '@/modules/exchanges/venue.types';
import { createOutboundHttp, type OutboundLog } from '@/platform/outbound/outbound-http';
import { BingxAccounts } from '../bingx.accounts';
import { BingxClient } from '../bingx.client';
import { UsdtMAccounts, UsdtMPositions } from './usdt-m.accounts';
import type { UsdtMContext } from './usdt-m.context';
import { UsdtMExecution } from './usdt-m.execution';
import { UsdtMInstruments } from './usdt-m.instruments';
import { UsdtMKlines, UsdtMPrices } from './usdt-m.klines';
import { UsdtMLeverage } from './usdt-m.leverage';
import { UsdtMOrders } from './usdt-m.orders';
import { VENUE } from './usdt-m.wire';

/** What the adapter needs of BingxSettings. */
export interface BingxConnection {
  readonly BINGX_API_URL: string;
  readonly BINGX_API_KEY: string;
  readonly BINGX_SECRET_KEY: string;
  readonly BINGX_TIMEOUT_MS: number;
}

export interface BingxUsdtMDeps {
  readonly settings: BingxConnection;
  readonly clock: Clock;
  /** A pino logger; silent when absent. */
  readonly logger?: OutboundLog;
  /** The name under which strategies know the account. */
  readonly accountName: string;
}

/** BingX perpetual contracts settled in USDT or USDC. The host in the settings alone decides between real and demo money. */
export class BingxUsdtMVenue implements Venue {
  readonly id = VENUE;
  readonly capabilities: VenueCapabilities = {
    orderTypes: ['market', 'limit', 'stop-market', 'take-profit-market'],
    clientOrderIdLength: 40,
    quantityUnit: 'base',
    shorts: true,
    leverage: true,
    hedgeMode: true,
  };
  readonly instruments: UsdtMInstruments;
  readonly accounts: UsdtMAccounts;
  readonly prices: UsdtMPrices;
  readonly klines: UsdtMKlines;
  readonly positions: UsdtMPositions;
  readonly orders: UsdtMOrders;
  readonly execution: UsdtMExecution;
  readonly leverage: UsdtMLeverage;
  private readonly client: BingxClient;
  private readonly clock: Clock;

  constructor(deps: BingxUsdtMDeps) {
    const { settings, clock, logger } = deps;
    const http = createOutboundHttp({
      name: 'bingx',
      timeoutMs: settings.BINGX_TIMEOUT_MS,
      ...(logger === undefined ? {} : { log: logger }),
    });
    this.clock = clock;
    this.client = new BingxClient({
      venue: VENUE,
      baseUrl: settings.BINGX_API_URL,
      http,
      clock,
      log: logger,
    });
    const hasKeys = settings.BINGX_API_KEY !== '' && settings.BINGX_SECRET_KEY !== '';
    const keys = { apiKey: settings.BINGX_API_KEY, secretKey: settings.BINGX_SECRET_KEY };
    const accounts = new BingxAccounts(VENUE, new Map(hasKeys ? [[deps.accountName, keys]] : []));
    const context: UsdtMContext = { client: this.client, accounts, clock };
    this.instruments = new UsdtMInstruments(context);
    this.accounts = new UsdtMAccounts(context);
    this.prices = new UsdtMPrices(context);
    this.klines = new UsdtMKlines(context);
    this.positions = new UsdtMPositions(context);
    this.orders = new UsdtMOrders(context);
    this.execution = new UsdtMExecution(context, this.instruments, this.accounts);
    this.leverage = new UsdtMLeverage(context, this.accounts);
  }

  /** Asks for the server's time. A positive offset means that our clock is ahead of BingX's. */
  async ping(signal: AbortSignal): Promise<VenueStatus> {
    const askedAt = this.clock.now();
    const startedAt = this.clock.monotonicMs();
    const serverMs = await this.client.serverTime(signal);
    const latencyMs = Math.round(this.clock.monotonicMs() - startedAt);
    if (serverMs === null) {
      return {
        venue: VENUE,
        reachable: false,
        latencyMs: null,
        clockOffsetMs: null,
        detail: 'no server time',
      };
    }
    this.client.time.learn(serverMs, askedAt, this.clock.now());
    const offset = this.client.time.offsetMs;
    return {
      venue: VENUE,
      reachable: true,
      latencyMs,
      clockOffsetMs: offset === null ? null : 0 - offset,
      detail: null,
    };
  }

  /** Frees connections and timers; for shutdown and tests. */
  close(): void {
    this.client.close();
  }
}

/** Makes the adapter; what a module's provider calls. */
export function createBingxUsdtMVenue(deps: BingxUsdtMDeps): BingxUsdtMVenue {
  return new BingxUsdtMVenue(deps);
}
