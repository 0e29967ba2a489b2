import { Decimal, ZERO } from '@/kernel/decimal';
import { givenBy, gotBy, isOpening, type LedgerOrder } from '@/modules/orders/ledger/open-entries';

/**
 * What the closing orders of one strategy took beyond what its entries held, zero mostly. A venue has one position for
 * all strategies of a side: a stop that fires after its entry was closed otherwise takes what another strategy holds.
 * `orders` are those of one strategy, account, instrument and side since it was last flat.
 */
export function overCloseOf(orders: readonly LedgerOrder[]): Decimal {
  const net = orders.reduce(
    (sum, order) => (isOpening(order) ? sum.plus(gotBy(order)) : sum.minus(givenBy(order))),
    ZERO,
  );
  return Decimal.max(ZERO, net.negated());
}
