import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import type { SubmitOutcome, VenueOrder } from '@/modules/exchanges/venue.types';
import { managerOf, type UnitOfWork } from '@/platform/database/unit-of-work';
import type { TradingSettings } from '@/platform/settings/trading.settings';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { paperParts, type PaperParts } from '@test/support/fakes/paper-parts';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const EPOCH = new Date(0);

let source: DataSource;
let unitOfWork: UnitOfWork;
let clock: FixedClock;
let counter = 0;

beforeAll(async () => {
  source = await openTestConnection('positions');
  unitOfWork = unitOfWorkFor({ positions: source });
});
beforeEach(async () => {
  await truncateAll(source);
  clock = new FixedClock();
});
afterAll(() => source.destroy());

const offline = (settings: Partial<TradingSettings> = {}): PaperParts =>
  paperParts(source, unitOfWork, clock, { settings });

const id = (): ClientOrderId => `s${String((counter += 1)).padStart(31, '0')}` as ClientOrderId;

const order = (change: Partial<VenueOrder> = {}): VenueOrder => ({
  account: 'main',
  instrument: BTC,
  clientOrderId: id(),
  side: 'buy',
  positionSide: 'long',
  type: 'market',
  quantity: '0.1',
  quoteQuantity: null,
  price: null,
  stopPrice: null,
  reduceOnly: false,
  referencePrice: '50000',
  ...change,
});
const close = (change: Partial<VenueOrder> = {}): VenueOrder =>
  order({ side: 'sell', reduceOnly: true, ...change });
const refOf = (sent: VenueOrder) => ({ ...sent, venueOrderId: null });

async function place(paper: PaperParts, sent: VenueOrder): Promise<string> {
  const outcome = await paper.venue.execution.submit(sent);
  expect(outcome).toMatchObject({ outcome: 'acknowledged' });
  return outcome.outcome === 'acknowledged' ? outcome.venueOrderId : '';
}
const categoryOf = (outcome: SubmitOutcome): string | null =>
  outcome.outcome === 'refused' ? outcome.category : null;
const totalOf = async (paper: PaperParts, account = 'main'): Promise<string | undefined> =>
  (await paper.venue.accounts.balances(account))[0]?.total;
const counts = async (): Promise<readonly number[]> =>
  Promise.all(
    ['paper_order', 'paper_fill', 'paper_position'].map(async (table) => {
      const rows: readonly { n: string }[] = await source.query(
        `SELECT COUNT(*) AS n FROM ${table}`,
      );
      return Number(rows[0]?.n);
    }),
  );

describe('paper venue: offline', () => {
  it('fills an entry at the alarm price, with a fee, and closes it for a profit', async () => {
    const paper = offline();
    const sent = order();
    const venueOrderId = await place(paper, sent);
    expect(await paper.venue.orders.find(refOf(sent))).toMatchObject({
      venueOrderId,
      state: 'filled',
      filledQuantity: '0.1',
      averagePrice: '50000',
    });
    expect(await paper.venue.orders.fills('main', BTC, EPOCH)).toMatchObject([
      {
        venueOrderId,
        quantity: '0.1',
        price: '50000',
        fee: '2.5',
        feeAsset: 'USDT',
        liquidity: 'taker',
      },
    ]);
    expect(await paper.venue.positions.open('main')).toMatchObject([
      { side: 'long', quantity: '0.1', averagePrice: '50000' },
    ]);
    await place(paper, close({ referencePrice: '51000' }));
    expect(await paper.venue.positions.open('main')).toEqual([]);
    // 100 profit, 2.50 and 2.55 in fees.
    expect(await totalOf(paper)).toBe('10094.95');
  });

  it('slips against the trader, on the tick', async () => {
    const paper = offline({ PAPER_SLIPPAGE_PERCENT: '0.1' });
    await place(paper, order());
    await place(paper, close());
    const fills = await paper.venue.orders.fills('main', BTC, EPOCH);
    expect(fills.map(({ price }) => price)).toEqual(['50050', '49950']);
  });

  it('trades whole contracts of Coin-M, with margin, fee and profit in coin', async () => {
    const paper = offline();
    const coin = { market: 'bingx-coin-m', base: 'BTC', quote: 'USD' } as const;
    const more = { instrument: coin, quantity: '30' };
    await place(paper, order(more));
    // 30 contracts of 100 USD at 50000 are 0.06 BTC; leverage 20, fee 0.05 %.
    expect(await paper.venue.orders.fills('main', coin, EPOCH)).toMatchObject([
      { quantity: '30', price: '50000', fee: '0.00003', feeAsset: 'BTC' },
    ]);
    expect(await paper.venue.accounts.balances('main')).toEqual([
      { asset: 'BTC', total: '0.99997', available: '0.99697', equity: '0.99997' },
    ]);
    await paper.matcher.advance(coin, '60000', clock.now());
    expect(await paper.venue.positions.open('main')).toMatchObject([
      { quantity: '30', averagePrice: '50000', unrealisedProfit: '0.01' },
    ]);
    const sent = order({ ...more, type: 'limit', price: '49000', quantity: '7' });
    await place(paper, sent);
    await paper.matcher.advance(coin, '48999', clock.now());
    expect(await paper.venue.orders.find(refOf(sent))).toMatchObject({ state: 'filled' });
    await place(paper, close({ ...more, quantity: '37', referencePrice: '60000' }));
    expect(await paper.venue.positions.open('main')).toEqual([]);
    // 0.06 + 700/49000 − 3700/60000 BTC less three fees, each rounded up at the eighth digit.
    const [balance] = await paper.venue.accounts.balances('main');
    expect(decimal(balance?.total ?? '0').toFixed(10)).toBe('1.0125510576');
    expect(
      categoryOf(await paper.venue.execution.submit(order({ ...more, quantity: '1.5' }))),
    ).toBe('invalid-parameter');
    const tooMuch = order({ ...more, quantity: '20000' });
    expect(categoryOf(await paper.venue.execution.submit(tooMuch))).toBe('insufficient-margin');
  });

  it('keeps the leverage of a Coin-M side that was never traded', async () => {
    const paper = offline();
    const coin = { market: 'bingx-coin-m', base: 'SOL', quote: 'USD' } as const;
    expect(await paper.venue.leverage.set('main', coin, 'long', '7')).toMatchObject({ long: '7' });
    await place(paper, order({ instrument: coin, quantity: '2', referencePrice: '150' }));
    expect(await paper.venue.positions.open('main')).toMatchObject([
      { leverage: '7', averagePrice: '150' },
    ]);
    const unknown = { ...coin, base: 'NOSUCH' };
    await expect(paper.venue.leverage.set('main', unknown, 'long', '7')).rejects.toThrow(
      /contract/,
    );
  });

  it('keeps accounts apart', async () => {
    const paper = offline();
    await place(paper, order({ account: 'other' }));
    expect(await paper.venue.positions.open('main')).toEqual([]);
    expect(await totalOf(paper)).toBe('10000');
    expect(await paper.book.accounts()).toEqual(['other']);
  });

  it.each<[string, Partial<VenueOrder>]>([
    ['no-price', { referencePrice: null }],
    ['quantity-too-small', { quantity: '0.00005' }],
    ['quantity-too-small', { quantity: '0' }],
    ['quantity-too-small', { quantity: '0.0001', referencePrice: '10' }],
    ['invalid-parameter', { quantity: '0.10005' }],
    ['invalid-parameter', { type: 'limit', price: '49000.05' }],
    ['invalid-parameter', { type: 'stop-market', stopPrice: null }],
    ['instrument-unknown', { instrument: { ...BTC, base: 'NOSUCH' } }],
    ['venue-cannot', { instrument: { market: 'bingx-standard', base: 'BTC', quote: 'USDT' } }],
    [
      'venue-cannot',
      { instrument: { ...BTC, market: 'bingx-spot' }, positionSide: 'short', side: 'sell' },
    ],
    ['insufficient-margin', { quantity: '5' }],
    ['insufficient-margin', { quantity: '1e17' }],
    ['insufficient-margin', { type: 'limit', price: '49000', quantity: '5' }],
    ['nothing-to-close', { side: 'sell', reduceOnly: true }],
    ['nothing-to-close', { side: 'sell' }],
    ['direction-mismatch', { reduceOnly: true }],
  ])('refuses with %s and writes nothing: %j', async (category, change) => {
    const paper = offline();
    const sent = order(change);
    expect(categoryOf(await paper.venue.execution.submit(sent))).toBe(category);
    expect(await counts()).toEqual([0, 0, 0]);
    expect(await paper.venue.orders.find(refOf(sent))).toBeNull();
  });

  it('never closes more than is open and never opens by a closing order', async () => {
    const paper = offline();
    await place(paper, order());
    expect(categoryOf(await paper.venue.execution.submit(close({ quantity: '0.2' })))).toBe(
      'nothing-to-close',
    );
    await place(paper, close());
    expect(categoryOf(await paper.venue.execution.submit(close()))).toBe('nothing-to-close');
  });

  it('holds a long and a short of one instrument side by side', async () => {
    const paper = offline();
    await place(paper, order());
    await place(paper, order({ side: 'sell', positionSide: 'short', quantity: '0.05' }));
    const open = await paper.venue.positions.open('main');
    expect(open.map(({ side, quantity }) => [side, quantity])).toEqual([
      ['long', '0.1'],
      ['short', '0.05'],
    ]);
  });

  it('binds margin by leverage, for positions and resting entries alike', async () => {
    const paper = offline({ PAPER_FEE_PERCENT: '0' });
    await paper.venue.leverage.set('main', BTC, 'long', '10');
    await place(paper, order());
    await place(paper, order({ type: 'limit', price: '40000' }));
    // 5000 / 10 in the position, 4000 / 10 in the resting entry.
    expect(await paper.venue.accounts.balances('main')).toMatchObject([
      { total: '10000', available: '9100' },
    ]);
    expect(await paper.venue.leverage.read('main', BTC)).toEqual({ long: '10', short: '20' });
    await expect(paper.venue.leverage.set('main', BTC, 'long', '126')).rejects.toMatchObject({
      category: 'leverage-too-high',
    });
  });
});

describe('paper venue: sent twice', () => {
  it('says unknown and does not double, whether one after the other or at once', async () => {
    const paper = offline();
    const sent = order();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => paper.venue.execution.submit(sent)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'acknowledged')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(7);
    expect(await paper.venue.execution.submit(sent)).toMatchObject({ outcome: 'unknown' });
    expect(await counts()).toEqual([1, 1, 1]);
  });

  it('keeps every change of an account that several instances trade at once', async () => {
    const instances = [offline(), offline(), offline()];
    const sent = Array.from({ length: 30 }, () => order({ quantity: '0.01' }));
    await Promise.all(sent.map((one, index) => place(instances[index % 3] ?? offline(), one)));
    const paper = offline();
    expect(await paper.venue.positions.open('main')).toMatchObject([
      { quantity: '0.3', averagePrice: '50000' },
    ]);
    // 30 fees of 0.25.
    expect(await totalOf(paper)).toBe('9992.5');
  });
});

describe('paper venue: resting orders', () => {
  const later = (): Date => {
    clock.advance(1_000);
    return clock.now();
  };

  it('fills a limit order when the price crosses it, at its price, once', async () => {
    const paper = offline();
    const sent = order({ type: 'limit', price: '49000' });
    await place(paper, sent);
    expect(await paper.matcher.advance(BTC, '49000.1', later())).toBe(0);
    expect(await paper.matcher.advance(BTC, '48000', later())).toBe(1);
    expect(await paper.matcher.advance(BTC, '48000', later())).toBe(0);
    expect(await paper.venue.orders.fills('main', BTC, EPOCH)).toMatchObject([
      { price: '49000', liquidity: 'maker' },
    ]);
  });

  it('takes a limit order that is better than the market at once, at the market', async () => {
    const paper = offline();
    await place(paper, order({ type: 'limit', price: '51000' }));
    expect(await paper.venue.orders.fills('main', BTC, EPOCH)).toMatchObject([
      { price: '50000', liquidity: 'taker' },
    ]);
  });

  it('triggers the stop, and the target of the closed side goes with it', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = close({ type: 'stop-market', stopPrice: '49000' });
    const target = close({ type: 'take-profit-market', stopPrice: '52000' });
    await place(paper, stop);
    await place(paper, target);
    expect(await paper.matcher.advance(BTC, '48900', later())).toBe(1);
    expect(await paper.venue.orders.find(refOf(stop))).toMatchObject({
      state: 'filled',
      averagePrice: '48900',
    });
    expect(await paper.venue.orders.find(refOf(target))).toMatchObject({
      state: 'cancelled',
      filledQuantity: '0',
    });
    expect(await paper.venue.positions.open('main')).toEqual([]);
  });

  it('takes the stop where one candle reached both', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = close({ type: 'stop-market', stopPrice: '49000' });
    const target = close({ type: 'take-profit-market', stopPrice: '52000' });
    await place(paper, target);
    await place(paper, stop);
    const candle = {
      open: '50000',
      high: '53000',
      low: '48000',
      close: '52500',
      volume: '1',
      isFinal: true,
    };
    expect(
      await paper.matcher.advanceCandles(BTC, [
        { ...candle, openAt: new Date('2026-01-15T11:59:00Z') },
      ]),
    ).toBe(0);
    expect(await paper.matcher.advanceCandles(BTC, [{ ...candle, openAt: later() }])).toBe(1);
    expect(await paper.venue.orders.find(refOf(stop))).toMatchObject({
      state: 'filled',
      averagePrice: '49000',
    });
    expect(await paper.venue.orders.find(refOf(target))).toMatchObject({ state: 'cancelled' });
  });

  it('fills a stop no further than the position reaches', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = close({ type: 'stop-market', stopPrice: '49000' });
    await place(paper, stop);
    await place(paper, close({ quantity: '0.06' }));
    await paper.matcher.advance(BTC, '48000', later());
    expect(await paper.venue.orders.find(refOf(stop))).toMatchObject({
      state: 'cancelled',
      filledQuantity: '0.04',
    });
  });

  it('refuses a stop that would trigger at once', async () => {
    const paper = offline();
    await place(paper, order());
    const outcome = await paper.venue.execution.submit(
      close({ type: 'stop-market', stopPrice: '50500' }),
    );
    expect(categoryOf(outcome)).toBe('stop-price-wrong-side');
  });

  it('is matched by alarm prices offline, and not by them while the market can be asked', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = close({ type: 'stop-market', stopPrice: '49000' });
    await place(paper, stop);
    await paper.prices.observe(BTC, '48000', later());
    expect(await paper.venue.orders.find(refOf(stop))).toMatchObject({ state: 'filled' });

    const market = new FakeVenue({ clock, price: '50000' });
    const live = paperParts(source, unitOfWork, clock, { markets: [market] });
    await place(live, order());
    const kept = close({ type: 'stop-market', stopPrice: '49000' });
    await place(live, kept);
    await live.prices.observe(BTC, '48000', later());
    expect(await live.venue.orders.find(refOf(kept))).toMatchObject({ state: 'open' });
  });

  it('cancels once, and fills no cancelled order', async () => {
    const paper = offline();
    const sent = order({ type: 'limit', price: '49000' });
    await place(paper, sent);
    expect(await paper.venue.execution.cancel(refOf(sent))).toEqual({ outcome: 'cancelled' });
    expect(await paper.venue.execution.cancel(refOf(sent))).toEqual({ outcome: 'gone' });
    expect(await paper.matcher.advance(BTC, '48000', later())).toBe(0);
    expect(await paper.venue.execution.cancel(refOf(order()))).toEqual({ outcome: 'gone' });
  });

  it('fills once when two instances see the same price', async () => {
    const [one, two] = [offline(), offline()];
    await place(one, order({ type: 'limit', price: '49000' }));
    const at = later();
    const done = await Promise.all(
      [one, two, one, two].map(({ matcher }) => matcher.advance(BTC, '48000', at)),
    );
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await counts()).toEqual([1, 1, 1]);
  });
});

describe('paper venue: live prices', () => {
  it('fills at the ticker, not at the alarm price', async () => {
    const market = new FakeVenue({ clock, price: '65000' });
    const paper = paperParts(source, unitOfWork, clock, { markets: [market] });
    await place(paper, order({ quantity: '0.01' }));
    expect(await paper.venue.orders.fills('main', BTC, EPOCH)).toMatchObject([{ price: '65000' }]);
  });
});

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
      expect(await paper.venue.orders.find(refOf(sent))).toBeNull();
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
        await truncateAll(source);
        const paper = offline();
        for (const one of steps) {
          clock.advance(1_000);
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
    } else await paper.matcher.advance(BTC, String(price), clock.now());
  }

  async function checkBook(paper: PaperParts): Promise<void> {
    const fills: readonly { order_id: string; quantity: string; fee: string; profit: string }[] =
      await source.query('SELECT order_id, quantity, fee, profit FROM paper_fill');
    const orders: readonly {
      id: string;
      quantity: string;
      filled_quantity: string;
      state: string;
    }[] = await source.query('SELECT id, quantity, filled_quantity, state FROM paper_order');
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
    const positions: readonly { quantity: string; open_value: string }[] = await source.query(
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
      await source.query(`KILL ${String(rows[0]?.id)}`);
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
