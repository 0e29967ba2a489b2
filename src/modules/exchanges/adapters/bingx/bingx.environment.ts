/** Real or play money. */
export type BingxEnvironment = 'live' | 'demo';

export const BINGX_LIVE_URL = 'https://open-api.bingx.com';
export const BINGX_DEMO_URL = 'https://open-api-vst.bingx.com';

const DEMO_HOSTS = new Set(['open-api-vst.bingx.com', 'open-api-vst.bingx.pro']);
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The exchange's demo host, this machine (a simulator), or anything else, which is taken for live money. */
export type BingxHostKind = BingxEnvironment | 'local';

export function hostKindOf(apiUrl: string): BingxHostKind {
  const { hostname } = new URL(apiUrl);
  if (LOOPBACK.test(hostname)) return 'local';
  return DEMO_HOSTS.has(hostname) ? 'demo' : 'live';
}

/** Real or play money, by the host alone: the exchange's demo host and this machine are demo. */
export function environmentOf(apiUrl: string): BingxEnvironment {
  return hostKindOf(apiUrl) === 'live' ? 'live' : 'demo';
}
