import { refTo } from '@test/support/builders/a-venue-order';
import { FakeVenue } from '@test/support/fakes/fake-venue';
import { PaperBench, categoryOf, place } from '@test/support/fakes/paper-bench';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const EPOCH = new Date(0);

const bench = new PaperBench();
const { offline, onMarket, order, closing, counts } = bench;

beforeAll(() => bench.open());
beforeEach(() => bench.begin());
afterAll(() => bench.close());

describe('paper venue: resting orders', () => {
  const later = (): Date => {
    bench.clock.advance(1_000);
    return bench.clock.now();
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
    const stop = closing({ type: 'stop-market', stopPrice: '49000' });
    const target = closing({ type: 'take-profit-market', stopPrice: '52000' });
    await place(paper, stop);
    await place(paper, target);
    expect(await paper.matcher.advance(BTC, '48900', later())).toBe(1);
    expect(await paper.venue.orders.find(refTo(stop))).toMatchObject({
      state: 'filled',
      averagePrice: '48900',
    });
    expect(await paper.venue.orders.find(refTo(target))).toMatchObject({
      state: 'cancelled',
      filledQuantity: '0',
    });
    expect(await paper.venue.positions.open('main')).toEqual([]);
  });

  it('takes the stop where one candle reached both', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = closing({ type: 'stop-market', stopPrice: '49000' });
    const target = closing({ type: 'take-profit-market', stopPrice: '52000' });
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
    expect(await paper.venue.orders.find(refTo(stop))).toMatchObject({
      state: 'filled',
      averagePrice: '49000',
    });
    expect(await paper.venue.orders.find(refTo(target))).toMatchObject({ state: 'cancelled' });
  });

  it('fills a stop no further than the position reaches', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = closing({ type: 'stop-market', stopPrice: '49000' });
    await place(paper, stop);
    await place(paper, closing({ quantity: '0.06' }));
    await paper.matcher.advance(BTC, '48000', later());
    expect(await paper.venue.orders.find(refTo(stop))).toMatchObject({
      state: 'cancelled',
      filledQuantity: '0.04',
    });
  });

  it('refuses a stop that would trigger at once', async () => {
    const paper = offline();
    await place(paper, order());
    const outcome = await paper.venue.execution.submit(
      closing({ type: 'stop-market', stopPrice: '50500' }),
    );
    expect(categoryOf(outcome)).toBe('stop-price-wrong-side');
  });

  it('is matched by alarm prices offline, and not by them while the market can be asked', async () => {
    const paper = offline();
    await place(paper, order());
    const stop = closing({ type: 'stop-market', stopPrice: '49000' });
    await place(paper, stop);
    await paper.prices.observe(BTC, '48000', later());
    expect(await paper.venue.orders.find(refTo(stop))).toMatchObject({ state: 'filled' });

    const market = new FakeVenue({ clock: bench.clock, price: '50000' });
    const live = onMarket(market);
    await place(live, order());
    const kept = closing({ type: 'stop-market', stopPrice: '49000' });
    await place(live, kept);
    await live.prices.observe(BTC, '48000', later());
    expect(await live.venue.orders.find(refTo(kept))).toMatchObject({ state: 'open' });
  });

  it('cancels once, and fills no cancelled order', async () => {
    const paper = offline();
    const sent = order({ type: 'limit', price: '49000' });
    await place(paper, sent);
    expect(await paper.venue.execution.cancel(refTo(sent))).toEqual({ outcome: 'cancelled' });
    expect(await paper.venue.execution.cancel(refTo(sent))).toEqual({ outcome: 'gone' });
    expect(await paper.matcher.advance(BTC, '48000', later())).toBe(0);
    expect(await paper.venue.execution.cancel(refTo(order()))).toEqual({ outcome: 'gone' });
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
