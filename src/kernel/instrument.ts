import { isMarketVenueId, type MarketVenueId } from '@/kernel/venue-id';

/**
 * A tradable thing, canonical. Its text form is `<market>/<BASE>-<QUOTE>`, such as `bingx-usdt-m/BTC-USDT`.
 * TradingView tickers and venue symbols are translated into it at the edges only.
 */
export interface Instrument {
  readonly market: MarketVenueId;
  readonly base: string;
  readonly quote: string;
}

const ASSET = /^[A-Z0-9]{1,30}$/;

export const instrumentText = (instrument: Instrument): string =>
  `${instrument.market}/${instrument.base}-${instrument.quote}`;

/** Reads the canonical text form; null when it is anything else. */
export function readInstrument(text: string): Instrument | null {
  const [market, pair, ...rest] = text.split('/');
  if (market === undefined || pair === undefined || rest.length > 0 || !isMarketVenueId(market))
    return null;
  const [base, quote, ...more] = pair.split('-');
  if (base === undefined || quote === undefined || more.length > 0) return null;
  return ASSET.test(base) && ASSET.test(quote) ? { market, base, quote } : null;
}

/** Like {@link readInstrument} for text that our own code wrote; throws a RangeError otherwise. */
export function instrumentOf(text: string): Instrument {
  const instrument = readInstrument(text);
  if (instrument === null)
    throw new RangeError(`not an instrument: ${JSON.stringify(text.slice(0, 80))}`);
  return instrument;
}

/** One lane: within it signals take effect one at a time, in order of arrival. */
export const laneOf = (account: string, instrument: Instrument): string =>
  `${account}|${instrumentText(instrument)}`;
