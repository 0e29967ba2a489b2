import { decimal, decimalText, type Decimal } from '@/kernel/decimal';
import { isFilled } from '@test/support/harness/order-states';
import { LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { bingxParts } from '@test/support/builders/bingx-parts';

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
});

afterAll(() => live?.stop());

afterEach(() => live.exchange.control.clearFaults());

const spot = (
  coin: string,
  name: string,
  rules: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  alarmName: name,
  instrument: `bingx-spot/${coin}-USDT`,
  long: {
    entryOrderTimeframe: '5m',
    closeOrderTimeframe: '5m',
    quantityMode: 'fixed',
    pyramiding: 1,
    ...rules,
  },
  short: {},
  ...more,
});

const stopOf = (orders: any[]): any =>
  orders.find(({ purpose, state }: any) => purpose === 'stop-loss' && state === 'ACCEPTED');
const hasStop = (orders: any[]): boolean => isFilled(orders) && stopOf(orders) !== undefined;
const ORDER = '/openApi/spot/v1/trade/order$';
const CANCEL = '/openApi/spot/v1/trade/cancel$';

/** What the exchange says the account has of a coin. */
async function coinsOf(coin: string): Promise<{ total: Decimal; free: Decimal }> {
  const parts = bingxParts(live.exchange, { timeoutMs: 3_000 });
  try {
    const balances = await new BingxSpotVenue(parts).accounts.balances('bingx');
    const found = balances.find(({ asset }) => asset === coin);
    return { total: decimal(found?.total ?? '0'), free: decimal(found?.available ?? '0') };
  } finally {
    parts.hosts.close();
  }
}

/** Fees that the fills of these orders took in the coin. */
const feesIn = (coin: string, orders: any[]): Decimal =>
  orders
    .flatMap(({ fills }) => fills)
    .filter(({ feeAsset }: any) => feeAsset === coin)
    .reduce((sum: Decimal, { fee }: any) => sum.plus(decimal(fee)), decimal('0'));

const alarm = (coin: string, name: string, price: string, order = 'order open long') =>
  live.send({ Strategy: name, Ticker: `${coin}USDT`, Price_Alert: price, Order: order });

const priceOf = async (coin: string): Promise<string> => {
  const parts = bingxParts(live.exchange, { timeoutMs: 3_000 });
  try {
    const instrument = { market: 'bingx-spot', base: coin, quote: 'USDT' } as const;
    return (await new BingxSpotVenue(parts).prices.ticker(instrument)).price;
  } finally {
    parts.hosts.close();
  }
};

describe('an alarm trades coins on BingX Spot', () => {
  it('buys for an amount, rests a stop over what it holds, and sells it, dust apart', async () => {
    const before = await coinsOf('BTC');
    await live.createStrategy(spot('BTC', 'coins', { quantity: '0.0123', stopLossPerOrder: '5' }));
    const price = await priceOf('BTC');
    const id = await alarm('BTC', 'coins', price);
    const resting = await live.ordersOf(id ?? '', hasStop);
    const entry = resting.find(({ purpose }) => purpose === 'entry');
    expect(entry).toMatchObject({ venue: 'bingx-spot', state: 'FILLED', needsAttention: null });
    expect(decimal(entry.quoteQuantity).lte(decimal(price).times('0.0123'))).toBe(true);
    const bought = decimal(entry.filledQuantity).minus(feesIn('BTC', resting));
    const held = await coinsOf('BTC');
    expect(decimalText(held.total.minus(before.total))).toBe(decimalText(bought));
    expect(decimalText(held.total.minus(held.free))).toBe(
      decimalText(decimal(stopOf(resting).quantity)),
    );

    const close = await alarm('BTC', 'coins', price, 'order close long');
    const [sale] = await live.ordersOf(close ?? '', isFilled);
    const dust = bought.minus(decimal(sale.filledQuantity));
    expect(dust.isNegative()).toBe(false);
    expect(dust.lt(decimal('0.000001'))).toBe(true);
    const ended = await live.ordersOf(id ?? '', (orders) => stopOf(orders) === undefined);
    expect(ended.map(({ state }) => state).sort()).toEqual(['CANCELED', 'FILLED']);
    const after = await coinsOf('BTC');
    expect(decimalText(after.total.minus(before.total))).toBe(decimalText(dust));
    expect(after.free.eq(after.total)).toBe(true);

    // Dust is no open entry: with pyramiding 1 the next alarm buys again.
    const again = await alarm('BTC', 'coins', price);
    await live.ordersOf(again ?? '', hasStop);
    const page = await live.get(`/alarms/${close ?? ''}`);
    expect(page.decisions[0].detail).toMatch(/dust/);
  });

  it('begins anew after a stop has sold, and leaves nothing behind that could sell the next buy', async () => {
    await live.createStrategy(spot('ETH', 'stopped', { quantity: '0.2', stopLossGeneral: '2' }));
    const price = await priceOf('ETH');
    const first = await alarm('ETH', 'stopped', price);
    await live.ordersOf(first ?? '', hasStop);
    const fallen = decimal(price).times('0.97').toDecimalPlaces(2);
    await live.exchange.control.setPrice('ETH-USDT', decimalText(fallen), 'spot');
    await live.ordersOf(first ?? '', (orders) =>
      orders.some(({ purpose, state }) => purpose === 'stop-loss' && state === 'FILLED'),
    );
    const { total, free } = await coinsOf('ETH');
    expect(free.eq(total)).toBe(true);
    const second = await alarm('ETH', 'stopped', decimalText(fallen));
    await live.ordersOf(second ?? '', hasStop);
  });

  it('sells a part, and protects the rest anew', async () => {
    await live.createStrategy(spot('SOL', 'part', { quantity: '2', stopLossPerOrder: '5' }));
    const price = await priceOf('SOL');
    const id = await alarm('SOL', 'part', price);
    await live.ordersOf(id ?? '', hasStop);
    const reduce = await live.send({
      Strategy: 'part',
      Ticker: 'SOLUSDT',
      Price_Alert: price,
      Order: undefined,
      ...{ Action: 'sell', MarketPosition: 'long', PrevMarketPosition: 'long', Quantity: '0.5' },
    });
    await live.ordersOf(reduce ?? '', isFilled);
    const orders = await live.ordersOf(id ?? '', (all) => {
      const stop = stopOf(all);
      return stop !== undefined && decimal(stop.quantity).lt('1.6');
    });
    expect(decimal(stopOf(orders).quantity).gt('1.4')).toBe(true);
  });

  it('sells once when the answer to the cancel of its stop is lost', async () => {
    await live.createStrategy(spot('XRP', 'lost', { quantity: '100', stopLossPerOrder: '5' }));
    const price = await priceOf('XRP');
    const before = await coinsOf('XRP');
    const id = await alarm('XRP', 'lost', price);
    await live.ordersOf(id ?? '', hasStop);
    await live.exchange.control.addFaults({
      kind: 'drop-response-after-accept',
      match: { method: 'POST', path: CANCEL },
    });
    const close = await alarm('XRP', 'lost', price, 'order close long');
    const sales = await live.ordersOf(close ?? '', isFilled);
    expect(sales).toHaveLength(1);
    const after = await coinsOf('XRP');
    expect(after.total.minus(before.total).lt('0.1')).toBe(true);
    expect(after.total.gte(before.total)).toBe(true);
  });

  it.each([
    ['drop-response-after-accept', 'LTC', '1'],
    ['half-body-after-accept', 'SHIB', '900000'],
  ] as const)('adopts a buy whose answer is lost: %s', async (kind, coin, quantity) => {
    await live.createStrategy(spot(coin, `buy-${kind}`, { quantity }));
    await live.exchange.control.addFaults({ kind, match: { method: 'POST', path: ORDER } });
    const id = await alarm(coin, `buy-${kind}`, await priceOf(coin));
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order.events.map(({ type }: any) => type)).toContain('unknown');
    expect(order).toMatchObject({ needsAttention: null });
  });

  it('says why it goes neither short nor under a stop and a target at once', async () => {
    const both = spot('BTC', 'both', {
      quantity: '0.01',
      stopLossPerOrder: '5',
      takeProfitGeneral: '5',
      leverage: '3',
    });
    const refused = await live.post('/strategies/', { account: 'bingx', isOn: true, ...both });
    const pointers = refused.errors.map(({ pointer }: any) => pointer);
    expect(pointers).toEqual(['/long/leverage', '/long/takeProfitGeneral']);
    const short = { ...(spot('BTC', 'short', { quantity: '0.01' })['long'] as object) };
    await live.createStrategy(spot('BTC', 'short', { quantity: '0.01' }, { short }));
    const id = await alarm('BTC', 'short', '60000', 'order open short');
    const page = await waitUntil('the decision', async () => {
      const found = await live.get(`/alarms/${id ?? ''}`);
      return found.decisions?.length === 1 ? found : null;
    });
    expect(page.decisions[0]).toMatchObject({ reason: 'venue-cannot', orders: [] });
  });
});
