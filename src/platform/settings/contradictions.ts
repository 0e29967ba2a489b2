import { isIPv4 } from 'node:net';
import type { SettingProblem } from '@/platform/settings/invalid-settings.error';
import type { Settings } from '@/platform/settings/settings';

/** Hosts that are BingX: live, its fallback, and demo. */
const BINGX_HOSTS: readonly string[] = [
  'open-api.bingx.com',
  'open-api.bingx.pro',
  'open-api-vst.bingx.com',
  'open-api-vst.bingx.pro',
];

/** Settings that are right one by one and wrong together. */
export function contradictionsIn({
  trading,
  security,
  bingx,
}: Settings): readonly SettingProblem[] {
  const isLive = trading.TRADING_MODE === 'live';
  const hasKey = bingx.BINGX_API_KEY !== '';
  const hasSecret = bingx.BINGX_SECRET_KEY !== '';
  const candidates: readonly (SettingProblem & { readonly applies: boolean })[] = [
    {
      applies: isLive && security.WEBHOOK_SECRET === '',
      name: 'WEBHOOK_SECRET',
      rule: 'is needed when TRADING_MODE=live: without it anybody who reaches the webhook can trade',
    },
    {
      applies: isLive && security.API_TOKENS.length === 0,
      name: 'API_TOKENS',
      rule: 'is needed when TRADING_MODE=live: without it anybody who reaches the API can trade',
    },
    {
      applies: isLive && !hasKey && !hasSecret,
      name: 'BINGX_API_KEY',
      rule: 'is needed with BINGX_SECRET_KEY when TRADING_MODE=live',
    },
    {
      applies: hasKey && !hasSecret,
      name: 'BINGX_SECRET_KEY',
      rule: 'is needed because BINGX_API_KEY is set',
    },
    {
      applies: hasSecret && !hasKey,
      name: 'BINGX_API_KEY',
      rule: 'is needed because BINGX_SECRET_KEY is set',
    },
    {
      applies: (isLive || hasKey) && !isBingx(bingx.BINGX_API_URL),
      name: 'BINGX_API_URL',
      rule: `must be https:// and one of ${BINGX_HOSTS.join(', ')} (or this machine): keys are sent to no other host`,
    },
  ];
  return candidates.filter(({ applies }) => applies).map(({ name, rule }) => ({ name, rule }));
}

function isBingx(text: string): boolean {
  const url = new URL(text);
  const isLoopback =
    url.hostname === 'localhost' ||
    url.hostname === '[::1]' ||
    (isIPv4(url.hostname) && url.hostname.startsWith('127.'));
  return (
    isLoopback ||
    (url.protocol === 'https:' && url.port === '' && BINGX_HOSTS.includes(url.hostname))
  );
}
