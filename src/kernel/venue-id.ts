/** One product of one exchange that can trade or report. */
export const VENUE_IDS = [
  'paper',
  'bingx-usdt-m',
  'bingx-coin-m',
  'bingx-spot',
  'bingx-standard',
] as const;
export type VenueId = (typeof VENUE_IDS)[number];

/** The venues whose instruments a strategy may name; `paper` stands in for one of them and lists none of its own. */
export const MARKET_VENUE_IDS = [
  'bingx-usdt-m',
  'bingx-coin-m',
  'bingx-spot',
  'bingx-standard',
] as const;
export type MarketVenueId = (typeof MARKET_VENUE_IDS)[number];

/** Markets that their exchange lets be looked at and not be traded by API. */
export const READ_ONLY_MARKETS: readonly MarketVenueId[] = ['bingx-standard'];

export const isVenueId = (text: string): text is VenueId =>
  (VENUE_IDS as readonly string[]).includes(text);
export const isMarketVenueId = (text: string): text is MarketVenueId =>
  (MARKET_VENUE_IDS as readonly string[]).includes(text);
