import type { TickerReading } from '../alarm';
import { shown } from './problems';

/** Quote assets that a ticker may end with, longest first. A list, never a guess: `ARBUSD` is ARB in USD. */
export const QUOTE_ASSETS = [
  'USDT',
  'USDC',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'AUD',
  'TRY',
  'BRL',
  'BTC',
  'ETH',
  'BNB',
] as const;

const isQuote = (text: string): boolean => (QUOTE_ASSETS as readonly string[]).includes(text);

const ASSET = /^[A-Z0-9]{1,30}$/;
const EXCHANGE_PREFIX = /^([A-Z0-9_]{1,30}):(?=.)/;
const DELAYED = /_DLY?$/i;
const PERPETUAL_SUFFIX = /(?:\.PS|\.P|[-_/.]?PERP)$/;

/** Why a ticker is not split: a code and a sentence. */
export interface TickerFault {
  readonly code: string;
  readonly message: string;
}

/** Whether an exchange name is TradingView's delayed feed, which shows prices that are minutes old. */
export const isDelayedFeed = (exchange: string): boolean => DELAYED.test(exchange.trim());

/** Splits a ticker such as `BINGX:BTCUSDT.P`, `BTC-USDT`, `BTC/USDT:USDT` or `1000PEPEUSDTPERP`; a fault when it cannot be done with certainty. */
export function readTicker(text: string): TickerReading | TickerFault {
  const odd = /[^\x21-\x7e]/u.exec(text.trim());
  if (odd !== null) return oddCharacter(odd[0]);
  let rest = text.trim().toUpperCase();
  let isPerpetual = false;
  const settle = /:([A-Z0-9]+)$/.exec(rest);
  if (settle?.[1] !== undefined && isQuote(settle[1])) {
    rest = rest.slice(0, settle.index);
    isPerpetual = true;
  }
  const prefix = EXCHANGE_PREFIX.exec(rest);
  if (prefix?.[1] !== undefined) {
    if (isDelayedFeed(prefix[1])) return delayedFeed(prefix[1]);
    rest = rest.slice(prefix[0].length);
  }
  const suffix = PERPETUAL_SUFFIX.exec(rest);
  if (suffix !== null) {
    rest = rest.slice(0, suffix.index);
    isPerpetual = true;
  }
  const pair = splitPair(rest);
  return pair === null ? notSplit(text) : { ...pair, isPerpetual };
}

function splitPair(text: string): { readonly base: string; readonly quote: string } | null {
  const parts = text.split(/[-_/]/);
  const [base, quote] = parts;
  if (parts.length === 2 && base !== undefined && quote !== undefined) {
    return ASSET.test(base) && isQuote(quote) ? { base, quote } : null;
  }
  if (parts.length !== 1 || !ASSET.test(text)) return null;
  const ending = QUOTE_ASSETS.find((asset) => text.length > asset.length && text.endsWith(asset));
  return ending === undefined ? null : { base: text.slice(0, -ending.length), quote: ending };
}

export const delayedFeed = (exchange: string): TickerFault => ({
  code: 'delayed-feed',
  message: `${shown(exchange)} is a delayed feed; its prices are minutes old, so its alarms do not trade.`,
});

function oddCharacter(char: string): TickerFault {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'ticker-not-ascii',
    message: `The ticker contains a character that no ticker has, perhaps one that only looks right: ${shown(char)} (U+${point}).`,
  };
}

const notSplit = (text: string): TickerFault => ({
  code: 'ticker-not-understood',
  message: `The ticker ${JSON.stringify(shown(text))} does not end with a known quote asset (${QUOTE_ASSETS.join(', ')}).`,
});
