import type { Instrument } from '@/kernel/instrument';
import type { PriceSource } from '@/modules/exchanges/venue.port';
import type { Ticker } from '@/modules/exchanges/venue.types';
import type { BingxClient } from '../bingx.client';
import { isJsonArray, type JsonObject, type JsonValue } from '../bingx.json';
import { objectOf } from '../bingx.wire';
import { symbolOf, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { toDayTicker, toTicker } from './spot.mapper';

/** The last traded price. */
export class SpotPrices implements PriceSource {
  constructor(private readonly context: SpotContext) {}

  ticker(instrument: Instrument): Promise<Ticker> {
    return lastPrice(this.context.sessions.market, instrument);
  }
}

/**
 * The last traded price on a host. The endpoint for it is documented in two shapes, so an answer without a price, or
 * one that is refused, is made up for by the ticker of the day.
 */
export async function lastPrice(client: BingxClient, instrument: Instrument): Promise<Ticker> {
  const symbol = symbolOf(instrument);
  const ask = { params: { symbol }, credentials: null, priority: 'read' } as const;
  const result = await client.readResult({ ...ask, endpoint: SPOT.price });
  if (result.kind === 'success') {
    const ticker = toTicker(rowOf(result.data, symbol), instrument, client.time.now());
    if (ticker !== null) return ticker;
  } else if (result.kind !== 'error' || result.error.executed !== 'no') {
    throw client.readError(SPOT.price, result);
  }
  const data = await client.read({
    ...ask,
    endpoint: SPOT.dayTicker,
    params: { symbol, timestamp: String(client.time.now().getTime()) },
  });
  return toDayTicker(rowOf(data, symbol), instrument, client.time.now());
}

/** The row of a symbol: one host writes it with an underscore. An answer for another symbol has none. */
function rowOf(data: JsonValue, symbol: string): JsonObject {
  const rows = isJsonArray(data) ? data : [data];
  const row = rows.find((one) => {
    const said = objectOf(one, 'ticker')['symbol'];
    return typeof said !== 'string' || said.replace('_', '-') === symbol;
  });
  return objectOf(row, 'ticker');
}
