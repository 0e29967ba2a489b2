import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { EXCHANGE_STATES, NEVER_PLACED, UNSETTLED } from '@test/support/harness/books';
import type { BookedFill, BookedOrder, OwnBooks } from '@test/support/harness/own-books';
import {
  exchangeBook,
  PRODUCT_VENUES,
  type ExchangeBook,
  type ExchangeFill,
  type ExchangeOrder,
  type ProductVenue,
} from '@test/support/harness/exchange-book';
import type { AccountState } from '@test/support/simulators/bingx/state';

/**
 * Every difference between our books and one account's books on the exchange, over USDT-M, Coin-M and Spot: orders,
 * each fill's quantity, price and fee, and what is open or held. `before` is that account ahead of our first order.
 * What a person or the exchange itself did there belongs to the positions, not to our orders.
 */
export function differencesOfProducts(
  own: OwnBooks,
  exchange: AccountState,
  before: AccountState,
): readonly string[] {
  return PRODUCT_VENUES.flatMap((venue) => {
    const orders = own.orders.filter((order) => order.venue === venue);
    const fills = own.fills.filter((fill) => fill.venue === venue);
    const book = exchangeBook(exchange, venue);
    const found = new Map(orders.map((order) => [order.id, theirsOf(order, book)]));
    const known = new Set([...found.values()].flat().flatMap(({ id, childId }) => [id, childId]));
    // A stop that fired before anybody knew its id is recognised as the order that it lives on in.
    const isLivedOn = (childId: string): boolean => childId !== '' && known.has(childId);
    return [
      ...orders.flatMap((order) => orderFaults(order, found.get(order.id) ?? [])),
      ...orders.flatMap((order) => fillFaults(order, found.get(order.id) ?? [], fills, book)),
      ...book.orders
        .filter(({ id, childId, isByApi }) => isByApi && !known.has(id) && !isLivedOn(childId))
        .map(
          ({ id, status }) =>
            `${venue}: the exchange has order ${id} (${status}), which we do not know`,
        ),
      ...holdingFaults(venue, fills, book, known, exchangeBook(before, venue)),
    ];
  });
}

/** Coin-M keeps no client order ids: there an order is found by the id that we learned. */
function theirsOf(order: BookedOrder, book: ExchangeBook): readonly ExchangeOrder[] {
  const found = book.orders.filter(
    ({ id, clientOrderId }) =>
      clientOrderId === order.clientOrderId || (clientOrderId === '' && id === order.venueOrderId),
  );
  const children = new Set(found.map(({ childId }) => childId));
  return found.filter(({ id }) => !children.has(id));
}

function orderFaults(order: BookedOrder, found: readonly ExchangeOrder[]): readonly string[] {
  const name = nameOf(order);
  const [theirs, second] = found;
  if (second !== undefined) return [`${name} is more than once on the exchange`];
  if (UNSETTLED.has(order.state)) return [`${name} is not settled`];
  const isUnplaced = NEVER_PLACED.has(order.state);
  if (theirs === undefined) return isUnplaced ? [] : [`${name} is not on the exchange`];
  // A refused order may stand in the exchange's book as failed: both say that it never traded.
  const bothRefused = order.state === 'REJECTED' && theirs.status === 'FAILED';
  return bothRefused || (EXCHANGE_STATES[order.state] ?? []).includes(theirs.status)
    ? []
    : [`${name} is ${theirs.status} on the exchange`];
}

/** Each fill there once here, equal to the last decimal, and the order's total the sum of them. */
function fillFaults(
  order: BookedOrder,
  found: readonly ExchangeOrder[],
  fills: readonly BookedFill[],
  book: ExchangeBook,
): readonly string[] {
  const ids = new Set(found.flatMap(({ id, childId }) => [id, childId]));
  const here = fills.filter(({ orderId }) => orderId === order.id);
  const total = here.reduce((sum, { quantity }) => sum.plus(decimal(quantity)), ZERO);
  const ours = here.map(fillText).sort();
  const theirs = book.fills
    .filter(({ orderId }) => ids.has(orderId))
    .map(fillText)
    .sort();
  return [
    ...(total.eq(decimal(order.filledQuantity))
      ? []
      : [`${nameOf(order)} says ${order.filledQuantity}, its fills ${decimalText(total)}`]),
    ...(ours.join() === theirs.join()
      ? []
      : [`${nameOf(order)} filled [${ours.join(', ')}] here, [${theirs.join(', ')}] there`]),
  ];
}

function holdingFaults(
  venue: ProductVenue,
  fills: readonly BookedFill[],
  book: ExchangeBook,
  known: ReadonlySet<string>,
  before: ExchangeBook,
): readonly string[] {
  const bookedIds = new Set(fills.map(({ id }) => id));
  const external = book.fills.filter(
    ({ id, orderId }) => !known.has(orderId) && !bookedIds.has(id),
  );
  const ours = new Map<string, Decimal>(before.holdings);
  for (const fill of [...fills, ...external]) {
    for (const [key, change] of book.effectOf(fill))
      ours.set(key, (ours.get(key) ?? ZERO).plus(change));
  }
  return [...new Set([...ours.keys(), ...book.holdings.keys()])].flatMap((key) => {
    const [a, b] = [ours.get(key) ?? ZERO, book.holdings.get(key) ?? ZERO];
    return a.eq(b) ? [] : [`${venue} ${key}: ${a.toFixed()} by fills, ${b.toFixed()} there`];
  });
}

const nameOf = (order: BookedOrder): string =>
  `${order.venue} ${order.type} order ${order.id} (${order.state}, ${order.clientOrderId})`;

/** A fill to the last decimal, whatever the zeros at its ends. */
const fillText = ({ id, quantity, price, fee, feeAsset }: ExchangeFill): string =>
  [id, ...[quantity, price, fee].map((text) => decimalText(decimal(text))), feeAsset].join(' ');
