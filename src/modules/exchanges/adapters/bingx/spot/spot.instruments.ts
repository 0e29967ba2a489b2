import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { BingxClient } from '../bingx.client';
import { objectOf, rowsOf } from '../bingx.wire';
import { SPOT } from './spot.endpoints';
import { toInstrumentRules } from './spot.mapper';

/** Every pair of the host that we can name. */
export async function listPairs(client: BingxClient): Promise<readonly InstrumentRules[]> {
  const data = await client.read({
    endpoint: SPOT.symbols,
    params: {},
    credentials: null,
    priority: 'read',
  });
  return rowsOf(objectOf(data, 'symbols')['symbols'], 'symbols')
    .map(toInstrumentRules)
    .filter((rule) => rule !== null);
}
