import type { BingxEndpoint } from '../bingx.client';
import { standardSymbol, symbolsFor } from '../bingx.symbols';

export const VENUE = 'bingx-standard' as const;

/** Not published; the limit of BingX's other private endpoints. */
const LIMIT = { requests: 5, perMs: 1_000 } as const;

/** All that there is: reference/bingx.md section 10. */
export const STANDARD = {
  balance: { method: 'GET', path: '/openApi/contract/v1/balance', limit: LIMIT },
  positions: { method: 'GET', path: '/openApi/contract/v1/allPosition', limit: LIMIT },
  orders: { method: 'GET', path: '/openApi/contract/v1/allOrders', limit: LIMIT },
} as const satisfies Record<string, BingxEndpoint>;

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export const symbolOf = symbolsFor(VENUE, standardSymbol, 'Standard contract');
