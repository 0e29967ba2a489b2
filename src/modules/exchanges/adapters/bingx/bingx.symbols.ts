import { readInstrument, type Instrument } from '@/kernel/instrument';

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
