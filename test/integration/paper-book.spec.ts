import fc from 'fast-check';
import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { managerOf } from '@/platform/database/unit-of-work';
import { refTo } from '@test/support/builders/a-venue-order';
import { truncateAll } from '@test/support/database';
import { PaperBench, place, totalOf } from '@test/support/fakes/paper-bench';
import type { PaperParts } from '@test/support/fakes/paper-parts';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;

const bench = new PaperBench();
const { offline, order, counts } = bench;

beforeAll(() => bench.open());
beforeEach(() => bench.begin());
afterAll(() => bench.close());

describe('paper book', () => {
  const WRITES = [
    'lockBalance',
    'insertOrder',
    'insertFill',
    'savePosition',
    'saveBalance',
    'saveOrder',
  ] as const;

  it.each(WRITES.flatMap((write) => [[write, 'before'] as const, [write, 'after'] as const]))(
    'holds all of an order or nothing when its connection is killed at %s, %s it',
    async (write, moment) => {
      const paper = offline();
      await place(paper, order({ account: 'other' }));
      const before = await counts();
      const sent = order();
      const killed = breakAt(write, moment);
      const outcome = await paper.venue.execution.submit(sent).finally(killed.restore);
      expect(killed.count()).toBe(1);
      expect(outcome.outcome).toBe('unknown');
      expect(await counts()).toEqual(before);
      expect(await totalOf(paper)).toBe('10000');
      expect(await paper.venue.orders.find(refTo(sent))).toBeNull();
      await place(paper, sent);
      expect(await counts()).toEqual(before.map((count) => count + 1));
    },
  );

  it('adds up after any sequence of orders and prices', async () => {
    const step = fc.record({
      side: fc.constantFrom<PositionSide>('long', 'short'),
      kind: fc.constantFrom('open', 'close', 'limit', 'stop', 'price'),
      units: fc.integer({ min: 1, max: 300 }),
      price: fc.integer({ min: 40_000, max: 60_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
        await truncateAll(bench.source);
        const paper = offline();
        for (const one of steps) {
          bench.clock.advance(1_000);
          await act(paper, one);
        }
        await checkBook(paper);
      }),
      { numRuns: 25 },
    );
  });

  async function act(
    paper: PaperParts,
    {
      side,
      kind,
      units,
      price,
    }: { side: PositionSide; kind: string; units: number; price: number },
  ): Promise<void> {
    const quantity = decimalText(decimal(String(units)).div(10_000));
    const [opening, closing] =
      side === 'long' ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
    const base = { positionSide: side, quantity, referencePrice: String(price) };
    const submit = (change: Partial<VenueOrder>) =>
      paper.venue.execution.submit(order({ ...base, ...change }));
    if (kind === 'open') await submit({ side: opening });
    else if (kind === 'close') await submit({ side: closing, reduceOnly: true });
    else if (kind === 'limit')
      await submit({
        side: opening,
        type: 'limit',
        price: String(price - 500),
        referencePrice: null,
      });
    else if (kind === 'stop') {
      await submit({
        side: closing,
        reduceOnly: true,
        type: 'stop-market',
        stopPrice: String(price),
        referencePrice: null,
      });
    } else await paper.matcher.advance(BTC, String(price), bench.clock.now());
  }

  async function checkBook(paper: PaperParts): Promise<void> {
    const fills: readonly { order_id: string; quantity: string; fee: string; profit: string }[] =
      await bench.source.query('SELECT order_id, quantity, fee, profit FROM paper_fill');
    const orders: readonly {
      id: string;
      quantity: string;
      filled_quantity: string;
      state: string;
    }[] = await bench.source.query('SELECT id, quantity, filled_quantity, state FROM paper_order');
    for (const one of orders) {
      const filled = fills
        .filter((fill) => fill.order_id === one.id)
        .reduce((total, fill) => total.plus(decimal(fill.quantity)), ZERO);
      expect(filled.eq(decimal(one.filled_quantity))).toBe(true);
      if (one.state === 'filled') expect(filled.eq(decimal(one.quantity))).toBe(true);
      if (one.state === 'open') expect(filled.isZero()).toBe(true);
    }
    const earned = fills.reduce(
      (total, fill) => total.plus(decimal(fill.profit)).minus(decimal(fill.fee)),
      ZERO,
    );
    expect(await totalOf(paper)).toBe(decimalText(decimal('10000').plus(earned)));
    const positions: readonly { quantity: string; open_value: string }[] = await bench.source.query(
      'SELECT quantity, open_value FROM paper_position',
    );
    for (const one of positions) {
      expect(decimal(one.quantity).gte(ZERO)).toBe(true);
      expect(decimal(one.open_value).isZero()).toBe(decimal(one.quantity).isZero());
    }
  }

  /** Kills the database connection of the transaction at the first call of a write. */
  function breakAt(write: (typeof WRITES)[number], moment: 'before' | 'after') {
    const original = PaperBookRepository.prototype[write] as (
      ...values: unknown[]
    ) => Promise<unknown>;
    let count = 0;
    const kill = async (tx: never): Promise<void> => {
      const rows: readonly { id: string }[] = await managerOf(tx).query(
        'SELECT CONNECTION_ID() AS id',
      );
      await bench.source.query(`KILL ${String(rows[0]?.id)}`);
      count += 1;
    };
    const broken = async function (this: unknown, ...values: unknown[]): Promise<unknown> {
      const tx = values.at(-1) as never;
      if (count === 0 && moment === 'before') await kill(tx);
      const result = await original.apply(this, values);
      if (count === 0 && moment === 'after') await kill(tx);
      return result;
    };
    Object.defineProperty(PaperBookRepository.prototype, write, {
      value: broken,
      configurable: true,
      writable: true,
    });
    const restore = (): void => {
      Object.defineProperty(PaperBookRepository.prototype, write, {
        value: original,
        configurable: true,
        writable: true,
      });
    };
    return { restore, count: () => count };
  }
});
