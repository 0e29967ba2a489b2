import { decimal, decimalText } from '@/kernel/decimal';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { refTo } from '@test/support/builders/a-venue-order';
import { freshClientOrderId, until, type VenueBench } from './venue-bench';

/** Finding an order again. */
export function examineLookUp(bench: VenueBench): void {
  const { examine, order, sellBack, away, trading, place } = bench;

  examine('V15', 'answers null for an order that it never saw', async () => {
    const ports = trading();
    if (ports === null) return 'order look-up';
    if (bench.under.venue.capabilities.isClientOrderIdKept)
      expect(await ports.orders.find(refTo(order()))).toBeNull();
    // Of BingX's length, in case that it looks at the form.
    const never = bench.under.venue.id.startsWith('bingx') ? '1000000000000000001' : 'NEVER';
    if (!bench.under.venue.capabilities.isClientOrderIdKept)
      expect(await ports.orders.find(refTo(order(), never))).toBeNull();
    return undefined;
  });

  examine('V17', 'lists what it did in its history', async () => {
    const ports = trading();
    const past = bench.under.venue.pastOrders;
    if (past !== undefined) {
      const since = new Date(Date.now() - 86_400_000);
      const listed = await past.history(bench.under.account, bench.under.instrument, since);
      const ids = listed.map((report) => report.venueOrderId);
      expect(new Set(ids).size).toBe(ids.length);
    }
    if (ports === null) return 'order execution';
    const sent = order();
    const venueOrderId = await place(sent);
    const history = await until(
      () =>
        ports.orders.history(
          bench.under.account,
          bench.under.instrument,
          new Date(Date.now() - 60_000),
        ),
      (found) => found.some((report) => report.venueOrderId === venueOrderId),
      bench.settleMs,
    );
    expect(history.map((report) => report.venueOrderId)).toContain(venueOrderId);
    const times = history.map((report) => report.updatedAt?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    await sellBack();
    return undefined;
  });

  examine('V19', 'recognises an order by what it looks like, and no other', async () => {
    const ports = trading();
    if (ports === null) return 'order look-up';
    if (ports.orders.lookAlikes === undefined)
      return bench.under.venue.capabilities.isClientOrderIdKept
        ? 'anything but find orders by their client order id'
        : 'recognition';
    const from = new Date(Date.now() - 5_000);
    const to = new Date(from.getTime() + 60_000);
    const sent = order({ type: 'limit', price: away('0.78') });
    const venueOrderId = await place(sent);
    const alikes = (change: Partial<VenueOrder>, window: { from: Date; to: Date }) =>
      ports.orders.lookAlikes?.({ ...sent, ...change, ...window }) ?? Promise.resolve([]);
    const found = await until(
      () => alikes({}, { from, to }),
      (listed) => listed.length > 0,
      bench.settleMs,
    );
    expect(found.map((report) => report.venueOrderId)).toEqual([venueOrderId]);
    const stranger = freshClientOrderId();
    for (const change of [
      { clientOrderId: stranger, price: away('0.77') },
      { clientOrderId: stranger, quantity: decimalText(decimal(sent.quantity).times(7)) },
      { clientOrderId: stranger, positionSide: 'short', side: 'sell' },
    ] as const)
      expect(await alikes(change, { from, to })).toEqual([]);
    const past = { from: new Date(from.getTime() - 3_600_000), to: from };
    expect(await alikes({ clientOrderId: stranger }, past)).toEqual([]);
    expect(await ports.execution.cancel(refTo(sent, venueOrderId))).toEqual({
      outcome: 'cancelled',
    });
    const cancelled = await until(
      () => alikes({}, { from, to }),
      (listed) => listed.some((report) => report.state === 'cancelled'),
      bench.settleMs,
    );
    expect(cancelled.map((report) => report.venueOrderId)).toEqual([venueOrderId]);
    return undefined;
  });
}
