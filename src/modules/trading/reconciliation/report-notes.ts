import type { BookedShare } from '@/modules/orders/external/external-orders.service';
import type { ExternalOrigin } from '@/modules/orders/external/external-order';
import type {
  ReconciliationOutcome,
  ReconciliationReport,
  SideDifference,
} from '@/modules/trading/reconciliation/reconciliation';

/** Collects what a reconciliation did. */
export class ReportNotes {
  readonly instruments = new Set<string>();
  readonly adopted: ReconciliationReport['adopted'][number][] = [];
  readonly booked: ReconciliationReport['booked'][number][] = [];
  readonly externalOrders: ReconciliationReport['externalOrders'][number][] = [];
  readonly paused = new Set<string>();
  readonly remarks = new Set<string>();
  looks = 0;

  constructor(private readonly wholeSince: Date | null) {}

  noteShare({ order, isUnaccounted }: BookedShare, origin: ExternalOrigin): void {
    this.booked.push({
      ...{ orderId: order.id, strategyId: order.strategyId, origin, instrument: order.instrument },
      ...{ side: order.positionSide, quantity: order.filledQuantity },
      venueOrderId: order.venueOrderId ?? '',
    });
    if (isUnaccounted)
      this.remarks.add(
        `${order.filledQuantity} ${order.positionSide} of ${order.instrument} was closed that our books never held`,
      );
  }

  report(differences: readonly SideDifference[]): ReconciliationReport {
    return {
      looks: this.looks,
      wholeSince: this.wholeSince?.toISOString() ?? null,
      instruments: [...this.instruments].sort(),
      adopted: this.adopted,
      booked: this.booked,
      externalOrders: this.externalOrders,
      differences,
      paused: [...this.paused],
      remarks: [...this.remarks],
    };
  }
}

/** One sentence about a report. */
export function summaryOf(outcome: ReconciliationOutcome, report: ReconciliationReport): string {
  const counts = [
    counted(report.adopted.length, 'order adopted', 'orders adopted'),
    counted(report.booked.length, 'external fill booked', 'external fills booked'),
    counted(report.externalOrders.length, 'unknown order seen', 'unknown orders seen'),
    counted(report.differences.length, 'side differs', 'sides differ'),
    counted(report.paused.length, 'strategy paused', 'strategies paused'),
  ].filter((text) => text !== '');
  const rest = [...counts, ...report.remarks].join('; ');
  const first = WORDS[outcome];
  return (rest === '' ? first : `${first}: ${rest}`).slice(0, 500);
}

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${String(count)} ${count === 1 ? one : many}`;

const WORDS: Readonly<Record<ReconciliationOutcome, string>> = {
  clean: 'the books agree',
  booked: 'the books agree now',
  drift: 'the books differ',
  unsettled: 'orders are on their way; looked at again soon',
  failed: 'could not be compared',
  refused: 'the venue refused',
};
