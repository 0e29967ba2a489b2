import { decimal } from '@/kernel/decimal';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { refTo } from '@test/support/builders/a-venue-order';
import { FakeVenue } from '@test/support/fakes/fake-venue';
import { PaperBench, categoryOf, place, totalOf } from '@test/support/fakes/paper-bench';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const EPOCH = new Date(0);

const bench = new PaperBench();
const { offline, onMarket, order, closing, counts } = bench;

beforeAll(() => bench.open());
beforeEach(() => bench.begin());
afterAll(() => bench.close());

describe('paper venue: offline', () => {
  it('fills an entry at the alarm price, with a fee, and closes it for a profit', async () => {
    const paper = offline();
    const sent = order();
    const venueOrderId = await place(paper, sent);
    expect(await paper.venue.orders.find(refTo(sent))).toMatchObject({
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
    await place(paper, closing({ referencePrice: '51000' }));
    expect(await paper.venue.positions.open('main')).toEqual([]);
    // 100 profit, 2.50 and 2.55 in fees.
    expect(await totalOf(paper)).toBe('10094.95');
  });

  it('slips against the trader, on the tick', async () => {
    const paper = offline({ PAPER_SLIPPAGE_PERCENT: '0.1' });
    await place(paper, order());
    await place(paper, closing());
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
    await paper.matcher.advance(coin, '60000', bench.clock.now());
    expect(await paper.venue.positions.open('main')).toMatchObject([
      { quantity: '30', averagePrice: '50000', unrealisedProfit: '0.01' },
    ]);
    const sent = order({ ...more, type: 'limit', price: '49000', quantity: '7' });
    await place(paper, sent);
    await paper.matcher.advance(coin, '48999', bench.clock.now());
    expect(await paper.venue.orders.find(refTo(sent))).toMatchObject({ state: 'filled' });
    await place(paper, closing({ ...more, quantity: '37', referencePrice: '60000' }));
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
    expect(await paper.venue.orders.find(refTo(sent))).toBeNull();
  });

  it('never closes more than is open and never opens by a closing order', async () => {
    const paper = offline();
    await place(paper, order());
    expect(categoryOf(await paper.venue.execution.submit(closing({ quantity: '0.2' })))).toBe(
      'nothing-to-close',
    );
    await place(paper, closing());
    expect(categoryOf(await paper.venue.execution.submit(closing()))).toBe('nothing-to-close');
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

describe('paper venue: live prices', () => {
  it('fills at the ticker, not at the alarm price', async () => {
    const market = new FakeVenue({ clock: bench.clock, price: '65000' });
    const paper = onMarket(market);
    await place(paper, order({ quantity: '0.01' }));
    expect(await paper.venue.orders.fills('main', BTC, EPOCH)).toMatchObject([{ price: '65000' }]);
  });
});
