import { Decimal, decimal, ZERO } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import { isOpening } from '@/modules/orders/ledger/open-entries';
import type { Fill, Order, OrderEvent } from '@/modules/orders/order';
import type { OrderState } from '@/modules/orders/order-transitions';

/** What happened to the orders of one side on one account and instrument since it was last flat. */
export interface SideHistory {
  readonly orders: readonly Order[];
  readonly events: readonly OrderEvent[];
  readonly fills: readonly Fill[];
}

/** How well a side was covered by stops, by when we knew of each fill and of each stop. */
export interface UnprotectedTime {
  readonly held: Decimal;
  /** What stops cover of it now. */
  readonly stopped: Decimal;
  /** Since when less is stopped than held; null while everything is. */
  readonly since: Date | null;
  /** The longest time that this lasted, up to now. */
  readonly longestMs: number;
}

const RESTING: readonly OrderState[] = ['ACCEPTED', 'PARTIALLY_FILLED', 'PENDING_CANCEL'];

interface Change {
  readonly atMs: number;
  readonly apply: () => void;
}

/** Times are those at which our books learned of a change; changes of one millisecond count together. */
export function unprotectedTime(history: SideHistory, now: Date): UnprotectedTime {
  let held = ZERO;
  const resting = new Map<string, Order>();
  const filled = new Map<string, Decimal>();
  const byId = new Map(history.orders.map((order) => [order.id, order]));
  const ofFills = history.fills.flatMap((fill): readonly Change[] => {
    const order = byId.get(fill.orderId);
    if (order === undefined) return [];
    const apply = (): void => {
      const quantity = decimal(fill.quantity);
      held = isOpening(order) ? held.plus(quantity) : held.minus(quantity);
      filled.set(order.id, (filled.get(order.id) ?? ZERO).plus(quantity));
    };
    return [{ atMs: fill.recordedAt.getTime(), apply }];
  });
  const ofStops = history.events.flatMap((event): readonly Change[] => {
    const order = byId.get(event.orderId);
    if (order === undefined || !isStop(order)) return [];
    const apply = (): void => {
      if (RESTING.includes(event.stateAfter)) resting.set(order.id, order);
      else resting.delete(order.id);
    };
    return [{ atMs: event.at.getTime(), apply }];
  });
  const stopped = (): Decimal => coveredBy([...resting.values()], filled, held);
  const spans = new BareSpans();
  for (const changes of byTime([...ofFills, ...ofStops])) {
    for (const change of changes) change.apply();
    spans.note(changes[0]?.atMs ?? 0, held.gt(ZERO) && stopped().lt(held));
  }
  return { held, stopped: stopped(), ...spans.until(now.getTime()) };
}

const isStop = (order: Order): boolean =>
  order.purpose === 'stop-loss' || order.purpose === 'stop-bridge';

function coveredBy(
  resting: readonly Order[],
  filled: ReadonlyMap<string, Decimal>,
  held: Decimal,
): Decimal {
  if (resting.some((order) => order.purpose === 'stop-bridge')) return held;
  const sum = resting.reduce(
    (total, order) => total.plus(order.quantity).minus(filled.get(order.id) ?? ZERO),
    ZERO,
  );
  return Decimal.min(sum, Decimal.max(held, ZERO));
}

function byTime(changes: readonly Change[]): readonly (readonly Change[])[] {
  return [...grouped(changes, ({ atMs }) => atMs)]
    .sort(([a], [b]) => a - b)
    .map(([, group]) => group);
}

/** Times during which less was stopped than held. */
class BareSpans {
  private sinceMs: number | null = null;
  private longestMs = 0;

  note(atMs: number, isBare: boolean): void {
    if (isBare) this.sinceMs ??= atMs;
    else this.end(atMs);
  }

  until(nowMs: number): Pick<UnprotectedTime, 'since' | 'longestMs'> {
    const open = this.sinceMs === null ? 0 : nowMs - this.sinceMs;
    const since = this.sinceMs === null ? null : new Date(this.sinceMs);
    return { since, longestMs: Math.max(this.longestMs, open) };
  }

  private end(atMs: number): void {
    if (this.sinceMs !== null) this.longestMs = Math.max(this.longestMs, atMs - this.sinceMs);
    this.sinceMs = null;
  }
}
