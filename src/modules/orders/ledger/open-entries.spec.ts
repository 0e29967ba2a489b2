import fc from 'fast-check';
import { Decimal, decimal, ZERO } from '@/kernel/decimal';
import type { OrderId } from '@/kernel/ids';
import { isOpening, openEntriesOf, type LedgerOrder } from '@/modules/orders/ledger/open-entries';
import type { OrderPurpose } from '@/modules/orders/order';
import { TERMINAL, type OrderState } from '@/modules/orders/order-transitions';
import { anOrder } from '@test/support/builders/an-order';

const entry = (id: string, filledQuantity: string, state: OrderState = 'FILLED'): LedgerOrder =>
  anOrder({ id: id as OrderId, filledQuantity, state, averagePrice: '100' });

const closing = (
  purpose: OrderPurpose,
  filledQuantity: string,
  fields: Partial<LedgerOrder> = {},
): LedgerOrder =>
  anOrder({
    id: 'C' as OrderId,
    purpose,
    side: 'sell',
    filledQuantity,
    state: 'FILLED',
    ...fields,
  });

const open = (...orders: LedgerOrder[]): readonly string[] =>
  openEntriesOf(orders).map(
    (e) => `${e.orderId} ${e.quantity}/${e.heldQuantity}${e.isUnsettled ? ' unsettled' : ''}`,
  );

describe(openEntriesOf.name, () => {
  it('lists filled entries with what they hold', () => {
    expect(openEntriesOf([entry('A', '0.5')])).toEqual([
      {
        orderId: 'A',
        quantity: '0.5',
        heldQuantity: '0.5',
        averagePrice: '100',
        isUnsettled: false,
      },
    ]);
  });

  it('lists entries under way, filled or not, as unsettled', () => {
    expect(open(entry('A', '0', 'UNKNOWN'), entry('B', '0.3', 'PARTIALLY_FILLED'))).toEqual([
      'A 0/0 unsettled',
      'B 0.3/0.3 unsettled',
    ]);
  });

  it('leaves out entries that ended without a fill', () => {
    expect(
      open(entry('A', '0', 'REJECTED'), entry('B', '0', 'DENIED'), entry('C', '0', 'CANCELED')),
    ).toEqual([]);
  });

  it('closes first-in first-out', () => {
    expect(open(entry('A', '1'), entry('B', '1'), closing('close', '1.4'))).toEqual(['B 0.6/0.6']);
  });

  it('protection closes its own entry first, the rest first-in first-out', () => {
    const stop = closing('stop-loss', '1.2', { protectsOrderId: 'B' as OrderId });
    expect(open(entry('A', '1'), entry('B', '1'), stop)).toEqual(['A 0.8/0.8']);
  });

  it('protection keeps its entry even when an earlier close was larger than the older ones', () => {
    const stop = closing('stop-loss', '1', { protectsOrderId: 'A' as OrderId });
    expect(open(entry('A', '1'), entry('B', '1'), closing('close', '1'), stop)).toEqual([]);
  });

  it('a close under way reserves what it has not filled yet', () => {
    const close = closing('close', '0.25', { quantity: '1', state: 'ACCEPTED' });
    expect(open(entry('A', '1'), entry('B', '1'), close)).toEqual(['A 0/0.75 unsettled', 'B 1/1']);
  });

  it('a close that ended reserves nothing', () => {
    const close = closing('close', '0.25', { quantity: '1', state: 'CANCELED' });
    expect(open(entry('A', '1'), close)).toEqual(['A 0.75/0.75']);
  });

  it('resting protection reserves nothing', () => {
    const stop = closing('stop-loss', '0', { state: 'ACCEPTED', protectsOrderId: 'A' as OrderId });
    expect(open(entry('A', '1'), stop)).toEqual(['A 1/1']);
  });

  it('works for shorts and manual orders by their sides', () => {
    const short = anOrder({
      id: 'S' as OrderId,
      side: 'sell',
      positionSide: 'short',
      filledQuantity: '1',
      state: 'FILLED',
    });
    const cover = anOrder({
      purpose: 'manual',
      side: 'buy',
      positionSide: 'short',
      filledQuantity: '0.4',
      state: 'FILLED',
    });
    expect(open(short, cover)).toEqual(['S 0.6/0.6']);
  });

  describe('properties', () => {
    const quantity = fc
      .integer({ min: 0, max: 1_000_000 })
      .map((n) => new Decimal(n).div(1_000).toFixed());
    const states = fc.constantFrom<OrderState>(
      'FILLED',
      'CANCELED',
      'PARTIALLY_FILLED',
      'UNKNOWN',
      'SUBMITTED',
    );
    const orders = fc
      .array(
        fc.record({
          opens: fc.boolean(),
          filled: quantity,
          more: quantity,
          state: states,
          protects: fc.option(fc.nat({ max: 5 }), { nil: null }),
        }),
        { maxLength: 12 },
      )
      .map((list) =>
        list.map(({ opens, filled, more, state, protects }, index) =>
          anOrder({
            id: String(index) as OrderId,
            purpose: opens ? 'entry' : protects === null ? 'close' : 'stop-loss',
            side: opens ? 'buy' : 'sell',
            protectsOrderId: opens || protects === null ? null : (String(protects) as OrderId),
            quantity: decimal(filled).plus(more).toFixed(),
            filledQuantity: filled,
            state,
          }),
        ),
      );
    const sum = (texts: readonly string[]): Decimal =>
      texts.reduce((total, text) => total.plus(decimal(text)), ZERO);

    it('never negative, free within held, held within filled', () => {
      fc.assert(
        fc.property(orders, (all) => {
          for (const e of openEntriesOf(all)) {
            const own = all.find((order) => order.id === e.orderId);
            expect(decimal(e.quantity).gte(ZERO)).toBe(true);
            expect(decimal(e.quantity).lte(decimal(e.heldQuantity))).toBe(true);
            expect(decimal(e.heldQuantity).lte(decimal(own?.filledQuantity ?? '0'))).toBe(true);
          }
        }),
      );
    });

    it('held sums to opened less closed, not below zero', () => {
      fc.assert(
        fc.property(orders, (all) => {
          const opened = sum(all.filter(isOpening).map((order) => order.filledQuantity));
          const closed = sum(
            all.filter((order) => !isOpening(order)).map((order) => order.filledQuantity),
          );
          const held = sum(openEntriesOf(all).map((e) => e.heldQuantity));
          expect(held.toFixed()).toBe(Decimal.max(ZERO, opened.minus(closed)).toFixed());
        }),
      );
    });

    it('closes without protection are first-in first-out: behind the first entry that holds anything all are whole', () => {
      fc.assert(
        fc.property(orders, (all) => {
          const plain = all.filter((order) => order.protectsOrderId === null);
          const held = new Map(openEntriesOf(plain).map((e) => [e.orderId, e.heldQuantity]));
          const lines = plain
            .filter(isOpening)
            .filter((order) => decimal(order.filledQuantity).gt(ZERO));
          const first = lines.findIndex((order) => decimal(held.get(order.id) ?? '0').gt(ZERO));
          for (const order of first === -1 ? [] : lines.slice(first + 1)) {
            expect(held.get(order.id)).toBe(order.filledQuantity);
          }
        }),
      );
    });

    it('everything not ended is listed, and marked', () => {
      fc.assert(
        fc.property(orders, (all) => {
          const listed = new Map(openEntriesOf(all).map((e) => [e.orderId, e]));
          for (const order of all.filter(isOpening)) {
            if (!TERMINAL.includes(order.state))
              expect(listed.get(order.id)?.isUnsettled).toBe(true);
          }
        }),
      );
    });
  });
});
