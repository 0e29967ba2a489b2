/** The seven named connections. Each has its own URL and pool; two names may share a server. */
export const CONNECTION_NAMES = [
  'alarms',
  'strategies',
  'orders',
  'positions',
  'accounts',
  'klines',
  'diary',
] as const;
export type ConnectionName = (typeof CONNECTION_NAMES)[number];
