import { isIPv4 } from 'node:net';
import { readAddressRange } from '@/platform/http/address';
import { namesPrivateAddress } from '@/platform/settings/notify-rules';
import type { SettingProblem } from '@/platform/settings/invalid-settings.error';
import type { Settings } from '@/platform/settings/settings';

/** Hosts that are BingX: live, its fallback, and demo. */
const BINGX_HOSTS: readonly string[] = [
  'open-api.bingx.com',
  'open-api.bingx.pro',
  'open-api-vst.bingx.com',
  'open-api-vst.bingx.pro',
];

/** A webhook secret that moves real money is at least this long. */
const LIVE_SECRET_LENGTH = 16;

/** Settings that are right one by one and wrong together. */
export function contradictionsIn({
  http,
  trading,
  security,
  bingx,
  credentials,
  notify,
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
      applies:
        isLive &&
        security.WEBHOOK_SECRET !== '' &&
        security.WEBHOOK_SECRET.length < LIVE_SECRET_LENGTH,
      name: 'WEBHOOK_SECRET',
      rule: `must be at least ${String(LIVE_SECRET_LENGTH)} characters long when TRADING_MODE=live`,
    },
    {
      applies: isLive && security.API_TOKENS.length === 0 && !isLoopbackOnly(http),
      name: 'API_TOKENS',
      rule: 'is needed when TRADING_MODE=live and ALLOWED_IPS holds more than this machine: without it whoever reaches the API can trade',
    },
    {
      applies: isLive && !hasKey && !hasSecret && credentials.CREDENTIALS_KEY.length === 0,
      name: 'BINGX_API_KEY',
      rule: 'is needed with BINGX_SECRET_KEY when TRADING_MODE=live, unless CREDENTIALS_KEY opens stored accounts',
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
  return [...candidates, ...notifyCandidates(notify)]
    .filter(({ applies }) => applies)
    .map(({ name, rule }) => ({ name, rule }));
}

/** A channel that is half set up would be silent when it is needed. */
function notifyCandidates(
  notify: Settings['notify'],
): readonly (SettingProblem & { readonly applies: boolean })[] {
  const needs = (given: string, name: keyof Settings['notify'], isMissing: boolean) => ({
    applies: notify[given as keyof Settings['notify']] !== '' && isMissing,
    name,
    rule: `is needed because ${given} is set`,
  });
  const urls = [
    'NOTIFY_WEBHOOK_URL',
    'NOTIFY_DISCORD_WEBHOOK_URL',
    'NOTIFY_TELEGRAM_API_URL',
  ] as const;
  return [
    {
      applies: notify.NOTIFY_WEBHOOK_URL !== '' && notify.NOTIFY_WEBHOOK_SECRET.length < 16,
      name: 'NOTIFY_WEBHOOK_SECRET',
      rule: 'must be at least 16 characters long because NOTIFY_WEBHOOK_URL is set',
    },
    needs(
      'NOTIFY_TELEGRAM_BOT_TOKEN',
      'NOTIFY_TELEGRAM_CHAT_ID',
      notify.NOTIFY_TELEGRAM_CHAT_ID === '',
    ),
    needs(
      'NOTIFY_TELEGRAM_CHAT_ID',
      'NOTIFY_TELEGRAM_BOT_TOKEN',
      notify.NOTIFY_TELEGRAM_BOT_TOKEN === '',
    ),
    needs(
      'NOTIFY_TELEGRAM_BOT_TOKEN',
      'NOTIFY_TELEGRAM_API_URL',
      notify.NOTIFY_TELEGRAM_API_URL === '',
    ),
    needs('NOTIFY_SMTP_URL', 'NOTIFY_EMAIL_FROM', notify.NOTIFY_EMAIL_FROM === ''),
    needs('NOTIFY_SMTP_URL', 'NOTIFY_EMAIL_TO', notify.NOTIFY_EMAIL_TO.length === 0),
    ...urls.map((name) => ({
      applies: notify.NOTIFY_ALLOW_PRIVATE_ADDRESSES === 'no' && namesPrivateAddress(notify[name]),
      name,
      rule: 'must not be a private address, unless NOTIFY_ALLOW_PRIVATE_ADDRESSES=yes',
    })),
  ];
}

/** Whether only callers on this machine are let in. A trusted proxy brings in others. */
function isLoopbackOnly({ ALLOWED_IPS, TRUSTED_PROXIES }: Settings['http']): boolean {
  const isLoopback = (text: string): boolean => {
    const range = readAddressRange(text);
    if (range === null) return false;
    return range.family === 'ipv4'
      ? range.address.startsWith('127.') && range.prefix >= 8
      : range.address === '::1' && range.prefix === 128;
  };
  return TRUSTED_PROXIES.length === 0 && ALLOWED_IPS.every(isLoopback);
}

const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

function isBingx(text: string): boolean {
  // A text that is no URL has a problem of its own.
  if (!URL.canParse(text)) return true;
  const url = new URL(text);
  return (
    isLoopbackHost(url.hostname) ||
    (url.protocol === 'https:' && url.port === '' && BINGX_HOSTS.includes(url.hostname))
  );
}
