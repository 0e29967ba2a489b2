import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import { opens, symbolOf, type Breach, type History } from '@test/chaos/history';
import { nameOf } from '@test/chaos/checks/once';

const sum = (texts: readonly string[]): Decimal =>
  texts.reduce((total, text) => total.plus(decimal(text)), ZERO);

/** The exchange tells fees with so many decimals, whatever it keeps. */
const FEE_DECIMALS = 6;

/** I3: fills count once and add up: to their order, to the position, to the exchange's own fills and fees. */
export function conservation(history: History): readonly Breach[] {
  return [
    ...ordersAddUp(history),
    ...sameFills(history),
    ...samePositions(history),
    ...overClosesCancelOut(history),
  ].map((what) => ({ invariant: 'I3', what }));
}

function ordersAddUp({ orders, fills, book }: History): readonly string[] {
  const byOrder = grouped(fills, ({ orderId }) => orderId);
  const theirs = new Map(book.orders.map((order) => [order.clientOrderId, order]));
  const byId = new Map(book.orders.map((order) => [order.id, order]));
  return orders.flatMap((order) => {
    const total = sum((byOrder.get(order.id) ?? []).map(({ quantity }) => quantity));
    const filled = decimal(order.filledQuantity);
    const problems: string[] = [];
    if (!total.eq(filled))
      problems.push(`says ${decimalText(filled)} filled, its fills ${decimalText(total)}`);
    if (filled.gt(decimal(order.quantity)) && order.needsAttention === null)
      problems.push(`filled more than its ${order.quantity} and nobody is told`);
    const there = theirs.get(order.clientOrderId);
    if (there !== undefined) {
      const executed = decimal((byId.get(there.childId) ?? there).executed);
      if (!executed.eq(filled))
        problems.push(`filled ${decimalText(filled)} here, ${decimalText(executed)} there`);
    }
    return problems.map((problem) => `${nameOf(order)} ${problem}`);
  });
}

/** Each fill of the exchange stands in our books once, with its fee to the last decimal. */
function sameFills({ fills, book }: History): readonly string[] {
  const ours = grouped(fills, ({ venueFillId }) => venueFillId);
  const known = new Set(book.fills.map(({ id }) => id));
  const problems = book.fills.flatMap(({ id, quantity, commission, price }) => {
    const [mine, ...more] = ours.get(id) ?? [];
    if (mine === undefined) return [`fill ${id} of the exchange is not booked`];
    const isSame =
      decimal(mine.quantity).eq(decimal(quantity)) &&
      decimal(mine.price).eq(decimal(price)) &&
      decimal(mine.fee).eq(decimal(decimal(commission).neg().toFixed(FEE_DECIMALS)));
    return [
      ...(more.length > 0 ? [`fill ${id} is booked ${String(more.length + 1)} times`] : []),
      ...(isSame ? [] : [`fill ${id} is booked with another quantity, price or fee`]),
    ];
  });
  const invented = [...ours.keys()].filter((id) => !known.has(id) && !isOfOverClose(id));
  return [...problems, ...invented.map((id) => `fill ${id} is not the exchange's`)];
}

/** In our books only: one strategy's close moved to another one. */
const isOfOverClose = (venueFillId: string): boolean => venueFillId.startsWith('over-');

/** Such entries cancel each other out, or they would hide a difference. */
function overClosesCancelOut({ fills }: History): readonly string[] {
  const moved = fills.filter(({ venueFillId }) => isOfOverClose(venueFillId));
  const groups = grouped(moved, ({ venueFillId }) => venueFillId.split('#')[0] ?? '');
  return [...groups].flatMap(([id, all]) => {
    const net = all.reduce(
      (total, { side, quantity }) =>
        side === 'buy' ? total.plus(decimal(quantity)) : total.minus(decimal(quantity)),
      ZERO,
    );
    return net.isZero() ? [] : [`${id} does not cancel out: ${decimalText(net)}`];
  });
}

function samePositions({ fills, book }: History): readonly string[] {
  const ours = new Map<string, Decimal>();
  for (const fill of fills) {
    const key = `${symbolOf(fill.instrument)} ${fill.positionSide}`;
    const quantity = decimal(fill.quantity);
    ours.set(key, (ours.get(key) ?? ZERO).plus(opens(fill) ? quantity : quantity.neg()));
  }
  const theirs = new Map(
    book.positions.map((one) => [`${one.symbol} ${one.side.toLowerCase()}`, decimal(one.quantity)]),
  );
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [here, there] = [ours.get(key) ?? ZERO, theirs.get(key) ?? ZERO];
    return here.eq(there)
      ? []
      : [`position ${key}: ${decimalText(here)} by our fills, ${decimalText(there)} there`];
  });
}

/** I5: what closes never opens: neither by its direction nor by closing more than there is. */
export function closeNeverOpens({ orders, book }: History): readonly Breach[] {
  const turned = orders
    .filter(({ purpose }) => !['entry', 'manual', 'external'].includes(purpose))
    .filter(opens)
    .map((order) => `${nameOf(order)} ${order.side}s a ${order.positionSide}: it opens`);
  const reversed = [
    ...grouped(book.fills, ({ symbol, positionSide }) => `${symbol} ${positionSide}`),
  ].flatMap(([key, fills]) => {
    let held = ZERO;
    for (const fill of fills) {
      const quantity = decimal(fill.quantity);
      held = held.plus(opens(fill) ? quantity : quantity.neg());
      if (held.lt(ZERO)) return [`fill ${fill.id} closed more of ${key} than was open`];
    }
    return [];
  });
  return [...turned, ...reversed].map((what) => ({ invariant: 'I5', what }));
}
