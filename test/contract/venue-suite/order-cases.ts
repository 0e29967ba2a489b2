import { decimal, decimalText } from '@/kernel/decimal';
import { instrumentText } from '@/kernel/instrument';
import { refTo } from '@test/support/builders/a-venue-order';
import { sum, until, type VenueBench } from './venue-bench';

/** Orders that are sent, filled, kept open and cancelled. */
export function examineOrders(bench: VenueBench): void {
  const { examine, order, can, exitSize, sellBack, away, trading, place, findWhen } = bench;

  examine('V06', 'fills a market order: acknowledged, found, with fills that add up', async () => {
    const ports = trading();
    if (ports === null) return 'order execution';
    const since = new Date(Date.now() - 60_000);
    const sent = order();
    const venueOrderId = await place(sent);
    const isKept = bench.under.venue.capabilities.isClientOrderIdKept;
    const first = await findWhen(
      refTo(sent, isKept ? null : venueOrderId),
      (found) => found?.state === 'filled',
    );
    expect(first).toMatchObject({ venueOrderId, state: 'filled', side: 'buy', type: 'market' });
    const report = await findWhen(refTo(sent, venueOrderId), (found) => found?.state === 'filled');
    const filled = decimal(report?.filledQuantity ?? '0');
    // Where an amount is spent, the price of that moment says how much it buys.
    const near = decimal(can().marketBuysBy === 'quote' ? '0.05' : '0');
    expect(filled.minus(decimal(bench.under.quantity)).abs().lte(near.times(filled))).toBe(true);
    expect(report?.averagePrice).not.toBeNull();
    const fills = await until(
      () => ports.orders.fills(bench.under.account, bench.under.instrument, since, venueOrderId),
      (found) => sum(found).gte(filled),
      bench.settleMs,
    );
    expect(sum(fills).eq(filled)).toBe(true);
    expect(new Set(fills.map((fill) => fill.venueFillId)).size).toBe(fills.length);
    for (const fill of fills) expect(fill).toMatchObject({ venueOrderId, side: 'buy' });
    return undefined;
  });

  examine('V07', 'shows the position and closes it', async () => {
    const positions = bench.under.venue.positions;
    if (positions === undefined) return 'positions';
    for (const held of await positions.open(bench.under.account))
      expect(decimal(held.quantity).isPositive()).toBe(true);
    if (trading() === null) return 'order execution';
    await place(order());
    const held = await until(
      () => positions.open(bench.under.account),
      (found) =>
        found.some(
          (item) => instrumentText(item.instrument) === instrumentText(bench.under.instrument),
        ),
      bench.settleMs,
    );
    const mine = held.find(
      (item) => instrumentText(item.instrument) === instrumentText(bench.under.instrument),
    );
    expect(mine).toMatchObject({ side: 'long' });
    const quantity = mine?.quantity ?? bench.under.quantity;
    expect(decimal(quantity).gte(decimal(bench.under.quantity))).toBe(true);
    await place(order({ side: 'sell', reduceOnly: true, quantity }));
    const left = await until(
      () => positions.open(bench.under.account),
      (found) =>
        found.every(
          (item) => instrumentText(item.instrument) !== instrumentText(bench.under.instrument),
        ),
      bench.settleMs,
    );
    expect(left.map((item) => instrumentText(item.instrument))).not.toContain(
      instrumentText(bench.under.instrument),
    );
    return undefined;
  });

  examine(
    'V08',
    'keeps a limit order open, cancels it, and then says that it is gone',
    async () => {
      const ports = trading();
      if (ports === null) return 'order execution';
      if (!bench.under.venue.capabilities.orderTypes.includes('limit')) return 'limit orders';
      const sent = order({ type: 'limit', price: away('0.8') });
      const venueOrderId = await place(sent);
      const found = await findWhen(refTo(sent, venueOrderId), (report) => report?.state === 'open');
      expect(found).toMatchObject({
        venueOrderId,
        state: 'open',
        filledQuantity: '0',
        averagePrice: null,
      });
      const open = await ports.orders.open(bench.under.account, bench.under.instrument);
      expect(open.map((report) => report.venueOrderId)).toContain(venueOrderId);
      expect(await ports.execution.cancel(refTo(sent, venueOrderId))).toEqual({
        outcome: 'cancelled',
      });
      const ended = await findWhen(
        refTo(sent, venueOrderId),
        (report) => report?.state === 'cancelled',
      );
      expect(ended).toMatchObject({ state: 'cancelled', filledQuantity: '0' });
      // BingX takes one cancellation of an order a second.
      await new Promise((done) => setTimeout(done, 1_050));
      expect(await ports.execution.cancel(refTo(sent, venueOrderId))).toEqual({
        outcome: 'gone',
      });
      return undefined;
    },
  );

  examine('V09', 'refuses a quantity below the minimum', async () => {
    if (trading() === null) return 'order execution';
    const tooSmall = decimalText(decimal(bench.rules?.minQuantity ?? '1').div(decimal('1000')));
    const outcome = await bench.under.venue.execution?.submit(order({ quantity: tooSmall }));
    expect(outcome).toMatchObject({ outcome: 'refused' });
    return undefined;
  });

  examine('V10', 'refuses an instrument that does not exist', async () => {
    if (trading() === null) return 'order execution';
    const sent = order({ instrument: { ...bench.under.instrument, base: 'NOSUCHCOIN9' } });
    expect(await bench.under.venue.execution?.submit(sent)).toMatchObject({ outcome: 'refused' });
    return undefined;
  });

  examine(
    'V11',
    'does not double an order that is sent twice under one client order id',
    async () => {
      const ports = trading();
      if (ports === null) return 'order execution';
      if (!bench.under.venue.capabilities.orderTypes.includes('limit')) return 'limit orders';
      if (!bench.under.venue.capabilities.isClientOrderIdKept) return 'client order ids';
      const sent = order({ type: 'limit', price: away('0.79') });
      const venueOrderId = await place(sent);
      const again = await ports.execution.submit(sent);
      // Either the same order once more, or "ask": never a second one and never a refusal that hides the first.
      if (again.outcome === 'acknowledged') expect(again.venueOrderId).toBe(venueOrderId);
      else expect(again.outcome).toBe('unknown');
      const open = await ports.orders.open(bench.under.account, bench.under.instrument);
      expect(open.filter((report) => report.clientOrderId === sent.clientOrderId)).toHaveLength(1);
      expect(await ports.execution.cancel(refTo(sent, venueOrderId))).toEqual({
        outcome: 'cancelled',
      });
      return undefined;
    },
  );

  examine('V12', 'rests a stop on the venue and cancels it', async () => {
    const ports = trading();
    if (ports === null) return 'order execution';
    if (!bench.under.venue.capabilities.orderTypes.includes('stop-market')) return 'stop orders';
    await place(order());
    const stop = order({
      side: 'sell',
      reduceOnly: true,
      quantity: await exitSize(),
      type: 'stop-market',
      stopPrice: away('0.7'),
    });
    const venueOrderId = await place(stop);
    const found = await findWhen(refTo(stop, venueOrderId), (report) => report?.state === 'open');
    expect(found).toMatchObject({ state: 'open', type: 'stop-market', side: 'sell' });
    expect(decimal(found?.stopPrice ?? '0').eq(decimal(away('0.7')))).toBe(true);
    expect(await ports.execution.cancel(refTo(stop, venueOrderId))).toEqual({
      outcome: 'cancelled',
    });
    await sellBack();
    return undefined;
  });
}
