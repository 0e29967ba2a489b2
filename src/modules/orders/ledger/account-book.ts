import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import type { StrategyId } from '@/kernel/ids';
import type { Holding } from '@/modules/orders/external/external-order';
import type { AccountLine, NobodysNet } from '@/modules/orders/external/external-orders.repository';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';

/** Before every entry: nobody's holdings are the first that a person's close takes from. */
const FIRST = new Date(0);

/** What is held on an account, entry by entry, from the orders of strategies and the sums of nobody's. */
export function holdingsOf(
  lines: readonly AccountLine[],
  nobodys: readonly NobodysNet[],
): readonly Holding[] {
  const groups = grouped(
    lines,
    (line) => `${line.strategyId ?? ''} ${line.instrument} ${line.positionSide}`,
  );
  const held = [...groups.values()].flatMap(holdingsOfSide);
  const others = nobodys
    .filter(({ net }) => decimal(net).gt(ZERO))
    .map(({ instrument, positionSide, net }): Holding => ({
      ...{ strategyId: null, instrument, positionSide, since: FIRST },
      quantity: decimalText(decimal(net)),
    }));
  return [...others, ...held];
}

function holdingsOfSide(lines: readonly AccountLine[]): readonly Holding[] {
  const created = new Map<string, AccountLine>(lines.map((line) => [line.id, line]));
  return openEntriesOf(lines).flatMap(({ orderId, heldQuantity }) => {
    const line = created.get(orderId);
    if (line === undefined || !decimal(heldQuantity).gt(ZERO)) return [];
    const { strategyId, instrument, positionSide, createdAt } = line;
    return [{ strategyId, instrument, positionSide, quantity: heldQuantity, since: createdAt }];
  });
}

/** Held per instrument and side, `bingx-usdt-m/BTC-USDT long` → quantity. */
export function totalsBySide(
  holdings: readonly Pick<Holding, 'instrument' | 'positionSide' | 'quantity'>[],
): ReadonlyMap<string, Decimal> {
  const totals = new Map<string, Decimal>();
  for (const { instrument, positionSide, quantity } of holdings) {
    const key = `${instrument} ${positionSide}`;
    totals.set(key, (totals.get(key) ?? ZERO).plus(decimal(quantity)));
  }
  return totals;
}

/** Strategies that hold something of the given sides. */
export const ownersOf = (holdings: readonly Holding[]): readonly StrategyId[] => [
  ...new Set(holdings.flatMap(({ strategyId }) => (strategyId === null ? [] : [strategyId]))),
];
