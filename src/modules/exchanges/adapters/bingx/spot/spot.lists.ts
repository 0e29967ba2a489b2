import type { BingxClient, BingxEndpoint, BingxResult } from '../bingx.client';
import type { JsonValue } from '../bingx.json';

/** "No data": Spot's way to say that a list is empty, also of a time before what an endpoint keeps. */
const NO_DATA = '100204';

/** The data of a list; null when it is empty. Throws the venue error of any other failure. */
export function listIn(
  client: BingxClient,
  endpoint: BingxEndpoint,
  result: BingxResult,
): JsonValue {
  if (result.kind === 'error' && result.error.code === NO_DATA) return null;
  if (result.kind !== 'success') throw client.readError(endpoint, result);
  return result.data;
}
