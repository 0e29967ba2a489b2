import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogSettings } from '@/platform/settings/log.settings';

/** Token of the one pino logger that everything writes through. */
export const ROOT_LOGGER = Symbol('ROOT_LOGGER');

/** Names of fields that are never written, wherever they turn up to three levels deep. */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  'password',
  'passphrase',
  'secret',
  'secretKey',
  'signature',
  'token',
  'apiKey',
  'listenKey',
  'Secret',
  'Passphrase',
  'Token',
  'Authorization',
  '["x-bx-apikey"]',
  '["X-BX-APIKEY"]',
  'BINGX_API_KEY',
  'BINGX_SECRET_KEY',
  'CREDENTIALS_KEY',
  'WEBHOOK_SECRET',
  'API_TOKENS',
  'NOTIFY_WEBHOOK_SECRET',
  'NOTIFY_TELEGRAM_BOT_TOKEN',
  'NOTIFY_SMTP_URL',
] as const;

/** Fields that hold what a caller sent, or the parameters of a statement. */
const PAYLOADS = ['body', 'rawBody', 'query', 'queryString', 'parameters'] as const;

/** What errors of HTTP clients and database drivers carry along: whole requests with their headers, whole statements. */
const CARRIED_BY_ERRORS = [...PAYLOADS, 'config', 'request', 'response', 'driverError'] as const;

const under = (prefix: string, key: string): string =>
  key.startsWith('[') ? `${prefix}${key}` : `${prefix}.${key}`;

/** pino redaction paths: secrets at any of the first three levels, whole payloads inside errors and at the top. */
export const REDACTED_PATHS: readonly string[] = [
  ...SECRET_KEYS.flatMap((key) => [key, under('*', key), under('*.*', key)]),
  ...PAYLOADS,
  ...CARRIED_BY_ERRORS.flatMap((key) => [under('err', key), under('err.cause', key)]),
];

/** Writes JSON lines, synchronously: the last line before a crash is the one that is needed. */
export function rootLogger(settings: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    level: settings.LOG_LEVEL,
    base: null,
    timestamp: (): string => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string): object => ({ level: label }) },
    redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
