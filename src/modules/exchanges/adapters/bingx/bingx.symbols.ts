import { instrumentText, readInstrument, type Instrument } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';

/** The quotes of BingX's USDT-M contracts. */
const QUOTES = ['USDT', 'USDC'];

/** `bingx-usdt-m/BTC-USDT` → `BTC-USDT`; null when the instrument belongs to another product. */
export function usdtMSymbol(instrument: Instrument): string | null {
  if (instrument.market !== 'bingx-usdt-m' || !QUOTES.includes(instrument.quote)) return null;
  return `${instrument.base}-${instrument.quote}`;
}

/** `BTC-USDT` → `bingx-usdt-m/BTC-USDT`; null when the text is no USDT-M symbol that we can name. */
export function usdtMInstrument(symbol: string): Instrument | null {
  const instrument = readInstrument(`bingx-usdt-m/${symbol}`);
  return instrument !== null && QUOTES.includes(instrument.quote) ? instrument : null;
}

/** `bingx-coin-m/BTC-USD` → `BTC-USD`; null when the instrument belongs to another product. */
export function coinMSymbol(instrument: Instrument): string | null {
  if (instrument.market !== 'bingx-coin-m' || instrument.quote !== 'USD') return null;
  return `${instrument.base}-${instrument.quote}`;
}

/** `BTC-USD` → `bingx-coin-m/BTC-USD`; null when the text is no Coin-M symbol that we can name. */
export function coinMInstrument(symbol: string): Instrument | null {
  const instrument = readInstrument(`bingx-coin-m/${symbol}`);
  return instrument?.quote === 'USD' ? instrument : null;
}

/** `bingx-standard/BTC-USDT` → `BTC-USDT`, as Standard contracts are asked for. */
export const standardSymbol = (instrument: Instrument): string | null =>
  instrument.market === 'bingx-standard' ? `${instrument.base}-${instrument.quote}` : null;

/** Standard contracts are written `BTC/USDT` in positions and `BTC-USDT` in orders. */
export const standardInstrument = (symbol: string): Instrument | null =>
  readInstrument(`bingx-standard/${symbol.replace('/', '-')}`);

/** `bingx-spot/BTC-USDT` → `BTC-USDT`; null when the instrument belongs to another product. */
export const spotSymbol = (instrument: Instrument): string | null =>
  instrument.market === 'bingx-spot' ? `${instrument.base}-${instrument.quote}` : null;

/** `BTC-USDT` → `bingx-spot/BTC-USDT`; null when the text is no Spot symbol that we can name. */
export const spotInstrument = (symbol: string): Instrument | null =>
  readInstrument(`bingx-spot/${symbol}`);

/** Names instruments of one product; what it makes throws VenueRefusedError `instrument-unknown` for those of another. */
export const symbolsFor =
  (venue: VenueId, name: (instrument: Instrument) => string | null, kind: string) =>
  (instrument: Instrument): string => {
    const symbol = name(instrument);
    if (symbol !== null) return symbol;
    const message = `${instrumentText(instrument)} is no ${kind}`;
    throw new VenueRefusedError(venue, 'instrument-unknown', null, message);
  };
