import { ALL_BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import type { ReadRow } from '@/modules/exchanges/bingx-reads/read-table';

/** The read of an operation, and the route of the exchange that answers it. */
export function rowOf(operationId: string): ReadRow {
  const row = ALL_BINGX_READS.find((one) => one.operationId === operationId);
  if (row === undefined) throw new Error(`no operation ${operationId}`);
  return row;
}

export const readRoute = (operationId: string): string => `GET ${rowOf(operationId).endpoint.path}`;
