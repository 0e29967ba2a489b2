import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { BingxClient } from '../bingx.client';
import { rowsOf } from '../bingx.wire';
import { USDT_M } from './usdt-m.endpoints';
import { toInstrumentRules } from './usdt-m.mapper';

/** Every contract of the host that we can name. */
export async function listContracts(client: BingxClient): Promise<readonly InstrumentRules[]> {
  const data = await client.read({
    endpoint: USDT_M.contracts,
    params: {},
    credentials: null,
    priority: 'read',
  });
  return rowsOf(data, 'contracts')
    .map(toInstrumentRules)
    .filter((rule) => rule !== null);
}
