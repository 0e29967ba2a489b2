/** What an API token may be allowed to do. `admin` includes the others. */
export const API_SCOPES = ['read', 'trade', 'strategies', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];
