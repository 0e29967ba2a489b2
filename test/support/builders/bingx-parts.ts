import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { SettingsKeyring } from '@/modules/exchanges/adapters/bingx/bingx.settings-keyring';
import type { OutboundLog } from '@/platform/outbound/outbound-http';
import { SystemClock } from '@/platform/time/system-clock';

export type BingxParts = ReturnType<typeof bingxParts>;

/** What BingX adapters are made of, for one account `bingx` on a host of the test's own. */
export function bingxParts(
  host: { readonly url: string; readonly key: string; readonly secret: string },
  options: { readonly timeoutMs: number; readonly logger?: OutboundLog },
) {
  const clock = new SystemClock();
  const settings = {
    BINGX_API_URL: host.url,
    BINGX_API_KEY: host.key,
    BINGX_SECRET_KEY: host.secret,
    BINGX_TIMEOUT_MS: options.timeoutMs,
  };
  const { logger } = options;
  const hosts = new BingxHosts({ settings, clock, ...(logger === undefined ? {} : { logger }) });
  return { hosts, keyring: new SettingsKeyring(settings, 'bingx'), clock };
}
