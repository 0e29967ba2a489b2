import type { FillReport, OrderReport } from '@/modules/exchanges/venue.types';
import { idOf, type Wire } from './bingx.wire';

/** Each order once, by BingX's id; a later report takes the place of an earlier one. Null stands for a row to leave out. */
export function mergedOrders(reports: readonly (OrderReport | null)[]): readonly OrderReport[] {
  const byId = new Map<string, OrderReport>();
  for (const report of reports) if (report !== null) byId.set(report.venueOrderId, report);
  return [...byId.values()];
}

/** Orders from the one that changed longest ago to the newest. */
export const byChange = (orders: readonly OrderReport[]): readonly OrderReport[] =>
  orders.toSorted((a, b) => (a.updatedAt?.getTime() ?? 0) - (b.updatedAt?.getTime() ?? 0));

/** Fills from the oldest to the newest. */
export const byTime = (fills: readonly FillReport[]): readonly FillReport[] =>
  fills.toSorted((a, b) => a.filledAt.getTime() - b.filledAt.getTime());

/** Each fill once, oldest first; only those of one order when it is named. */
export function mergedFills<Row extends { readonly orderId?: Wire }>(
  rows: readonly Row[],
  read: (row: Row) => FillReport,
  venueOrderId?: string,
): readonly FillReport[] {
  const byId = new Map<string, FillReport>();
  for (const row of rows) {
    // A filter that BingX ignored must not give an order the fills of another.
    if (venueOrderId !== undefined && idOf(row.orderId) !== venueOrderId) continue;
    const fill = read(row);
    byId.set(`${fill.venueOrderId} ${fill.venueFillId}`, fill);
  }
  return byTime([...byId.values()]);
}

/** Whether an answer may be of this client order id: BingX lower-cases them and does not repeat them everywhere. */
export const mayBeOf = (stated: string | null, clientOrderId: string): boolean =>
  stated === null || stated.toLowerCase() === clientOrderId.toLowerCase();
