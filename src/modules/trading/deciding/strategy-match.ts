import type { Instrument } from '@/kernel/instrument';
import type { TickerReading } from '@/modules/alarms/alarm';

/**
 * Whether a TradingView ticker means a strategy's instrument. The strategy's market decides, never a guess:
 * a bare `BTCUSDT` fits the spot and the perpetual strategy of that name, `BTCUSDT.P` only the perpetual one.
 * Coin-M is charted on TradingView as `BTCUSD` or, with BingX's older suffix, `BTCUSDT.PS`.
 */
export function tickerMeans(ticker: TickerReading, instrument: Instrument): boolean {
  if (ticker.base !== instrument.base) return false;
  if (instrument.market === 'bingx-spot')
    return !ticker.isPerpetual && ticker.quote === instrument.quote;
  if (instrument.market === 'bingx-coin-m') {
    return (
      ticker.quote === instrument.quote || (instrument.quote === 'USD' && ticker.quote === 'USDT')
    );
  }
  return ticker.quote === instrument.quote;
}
