import type { Clock } from '@/kernel/clock';
import type { VenueStreams } from '@/modules/exchanges/venue-streams.port';
import { openSocket, type OpenSocket } from '@/platform/outbound/outbound-socket';
import type { BingxHosts } from '../bingx.hosts';
import type { BingxKeyring } from '../bingx.keyring';
import { AccountStreams } from './account-streams';
import { COIN_M_FRAMES } from './coin-m.frames';
import { ListenKeys } from './listen-keys';
import { MarketStreams } from './market-streams';
import type { ProductFrames } from './product-frames';
import { SPOT_FRAMES } from './spot.frames';
import type { ConnectionParts } from './stream-connection';
import {
  SocketSlots,
  STREAM_LIMITS,
  systemStreamTime,
  type StreamLimits,
  type StreamLog,
  type StreamTime,
} from './stream-time';
import { streamUrl, type StreamVenue } from './stream-urls';
import { USDT_M_FRAMES } from './usdt-m.frames';

export interface BingxStreamsDeps {
  readonly hosts: BingxHosts;
  readonly keyring: BingxKeyring;
  readonly clock: Clock;
  readonly logger?: StreamLog;
  readonly open?: OpenSocket;
  readonly time?: StreamTime;
  readonly limits?: Partial<StreamLimits>;
}

const FRAMES: Readonly<Record<StreamVenue, ProductFrames>> = {
  'bingx-usdt-m': USDT_M_FRAMES,
  'bingx-coin-m': COIN_M_FRAMES,
  'bingx-spot': SPOT_FRAMES,
};

/** The sockets of BingX in this process: products share listen keys, and the number of sockets that BingX allows. */
export class BingxStreams {
  private readonly parts: ConnectionParts;
  private readonly keys: ListenKeys;
  private readonly products = new Map<StreamVenue, VenueStreams>();

  constructor(private readonly deps: BingxStreamsDeps) {
    const time = deps.time ?? systemStreamTime(deps.clock);
    this.parts = {
      open: deps.open ?? openSocket,
      time,
      slots: new SocketSlots(),
      limits: { ...STREAM_LIMITS, ...deps.limits },
      log: deps.logger,
    };
    this.keys = new ListenKeys(deps.hosts, deps.keyring, time, deps.logger);
  }

  /** The streams of one product; nothing is opened until somebody watches something. */
  of(venue: StreamVenue): VenueStreams {
    const known = this.products.get(venue);
    if (known !== undefined) return known;
    const { hosts, keyring } = this.deps;
    const frames = { ...FRAMES[venue], venue };
    const market = new MarketStreams(frames, streamUrl(hosts.market, venue), this.parts);
    const account = new AccountStreams(frames, { hosts, keyring, keys: this.keys }, this.parts);
    const streams: VenueStreams = {
      market,
      account,
      status: () => [...market.status(), ...account.status()],
      close: () => {
        market.close();
        account.close();
        return Promise.resolve();
      },
    };
    this.products.set(venue, streams);
    return streams;
  }

  /** Ends every socket and closes the listen keys, which needs the hosts. Never throws. */
  async close(): Promise<void> {
    for (const streams of this.products.values()) await streams.close();
    await this.keys.close();
  }
}
