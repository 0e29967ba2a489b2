import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { OrderId } from '@/kernel/ids';
import { openingSide } from '@/kernel/side';
import type { Order, OrderPurpose } from '@/modules/orders/order';
import { TERMINAL } from '@/modules/orders/order-transitions';

/** One entry of a strategy's side that is not closed yet. Quantities are decimal text in the venue's unit. */
export interface OpenEntry {
  readonly orderId: OrderId;
  /** What a new close may still take: held, less what closes under way will take. "0" while nothing is filled. */
  readonly quantity: string;
  /** Filled and not closed by a fill: what protection has to cover. */
  readonly heldQuantity: string;
  readonly averagePrice: string | null;
  /** True while the entry, or a close that takes from it, may still change. */
  readonly isUnsettled: boolean;
}

/** What the ledger needs to know of an order. */
export type LedgerOrder = Pick<
  Order,
  | 'id'
  | 'purpose'
  | 'protectsOrderId'
  | 'side'
  | 'positionSide'
  | 'quantity'
  | 'filledQuantity'
  | 'averagePrice'
  | 'baseFee'
  | 'dustBelow'
  | 'state'
>;

interface Line {
  readonly order: LedgerOrder;
  held: Decimal;
  free: Decimal;
  isUnsettled: boolean;
}

/** Purposes whose unfilled rest is on its way. Resting protection only may fill, and a close cancels it. */
const RESERVING: readonly OrderPurpose[] = ['close', 'reduce', 'emergency-close', 'manual'];

/** Whether an order adds to its position side; the others shrink it. */
export const isOpening = (order: Pick<Order, 'side' | 'positionSide'>): boolean =>
  order.side === openingSide(order.positionSide);

const isOver = (order: LedgerOrder): boolean => TERMINAL.includes(order.state);

/**
 * What is open of one strategy and side, oldest entry first. Closing fills are matched first-in first-out, except that
 * protection of one entry closes its own entry first. The sum of `heldQuantity` is what was bought less what was sold and
 * less what fees took in the coin itself (Spot), never below zero. A rest too small to be sold by itself is dust: it
 * joins an entry that is still open, and once nothing else is open it is none.
 * `orders` are all orders of the side since it was last flat, in order of creation.
 */
export function openEntriesOf(orders: readonly LedgerOrder[]): readonly OpenEntry[] {
  const lines = orders.filter(isOpening).map((order): Line => {
    const got = gotBy(order);
    return { order, held: got, free: got, isUnsettled: !isOver(order) };
  });
  const closing = orders.filter((order) => !isOpening(order));
  takeAll(lines, closing, givenBy, takeFilled);
  takeAll(lines, closing, reservedBy, takeReserved);
  return withoutDust(lines.filter((line) => line.isUnsettled || line.held.gt(ZERO))).map(
    (line) => ({
      orderId: line.order.id,
      quantity: decimalText(line.free),
      heldQuantity: decimalText(line.held),
      averagePrice: line.order.averagePrice,
      isUnsettled: line.isUnsettled,
    }),
  );
}

/** Rests that can not be sold by themselves go to the oldest entry that can; alone they stay only if they add up. */
function withoutDust(lines: readonly Line[]): readonly Line[] {
  const isDust = (line: Line): boolean => !line.isUnsettled && line.held.lt(dustBelow(line.order));
  const dust = lines.filter(isDust);
  const kept = lines.filter((line) => !isDust(line));
  const [first] = dust;
  if (first === undefined) return lines;
  const held = dust.reduce((sum, line) => sum.plus(line.held), ZERO);
  const free = dust.reduce((sum, line) => sum.plus(line.free), ZERO);
  const heir = kept.find((line) => line.held.gt(ZERO));
  if (heir !== undefined) {
    heir.held = heir.held.plus(held);
    heir.free = heir.free.plus(free);
    return kept;
  }
  const least = dust.reduce((most, line) => Decimal.max(most, dustBelow(line.order)), ZERO);
  return held.lt(least) ? kept : [...kept, { ...first, held, free }];
}

const dustBelow = (order: LedgerOrder): Decimal =>
  order.dustBelow === null ? ZERO : decimal(order.dustBelow);

/** What an entry brought into the holding. */
export const gotBy = (order: LedgerOrder): Decimal =>
  Decimal.max(ZERO, decimal(order.filledQuantity).minus(decimal(order.baseFee)));

/** What an exit took out of the holding. */
export const givenBy = (order: LedgerOrder): Decimal =>
  decimal(order.filledQuantity).plus(decimal(order.baseFee));

type Take = (line: Line, wanted: Decimal) => Decimal;

/** Own entries first, for all closing orders, then what is left first-in first-out: the order of closes is no matter. */
function takeAll(
  lines: readonly Line[],
  closing: readonly LedgerOrder[],
  quantityOf: (order: LedgerOrder) => Decimal,
  take: Take,
): void {
  let rest = ZERO;
  for (const order of closing) {
    const wanted = quantityOf(order);
    const own = lines.find((line) => line.order.id === order.protectsOrderId);
    rest = rest.plus(own === undefined ? wanted : wanted.minus(take(own, wanted)));
  }
  for (const line of lines) rest = rest.minus(take(line, rest));
}

const takeFilled: Take = (line, wanted) => {
  const taken = Decimal.min(line.held, wanted);
  line.held = line.held.minus(taken);
  line.free = line.held;
  return taken;
};

const takeReserved: Take = (line, wanted) => {
  const taken = Decimal.min(line.free, wanted);
  line.free = line.free.minus(taken);
  if (taken.gt(ZERO)) line.isUnsettled = true;
  return taken;
};

function reservedBy(order: LedgerOrder): Decimal {
  if (isOver(order) || !RESERVING.includes(order.purpose)) return ZERO;
  return Decimal.max(ZERO, decimal(order.quantity).minus(decimal(order.filledQuantity)));
}
