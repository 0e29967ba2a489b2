import type { BingxHostKind } from '../bingx.environment';

/** The products that have sockets. */
export const STREAM_VENUES = ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot'] as const;
export type StreamVenue = (typeof STREAM_VENUES)[number];

const LIVE: Readonly<Record<StreamVenue, string>> = {
  'bingx-usdt-m': 'wss://open-api-swap.bingx.com/swap-market',
  'bingx-coin-m': 'wss://open-api-cswap-ws.bingx.com/market',
  'bingx-spot': 'wss://open-api-ws.bingx.com/market',
};
const DEMO_USDT_M = 'wss://vst-open-api-ws.bingx.com/swap-market';
/** A simulator on this machine tells the products apart by path. */
const LOCAL_PATHS: Readonly<Record<StreamVenue, string>> = {
  'bingx-usdt-m': '/swap-market',
  'bingx-coin-m': '/cswap-market',
  'bingx-spot': '/spot-market',
};

/** Where a product's sockets are, by the host of its REST side; null where there are none. */
export function streamUrl(
  host: { readonly kind: BingxHostKind; readonly baseUrl: string },
  venue: StreamVenue,
): string | null {
  switch (host.kind) {
    case 'live':
      return LIVE[venue];
    case 'demo':
      return venue === 'bingx-usdt-m' ? DEMO_USDT_M : null;
    case 'local':
      return `${host.baseUrl.replace(/^http/, 'ws')}${LOCAL_PATHS[venue]}`;
  }
}
