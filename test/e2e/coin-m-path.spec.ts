import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled, isNothingResting, isProtectedBy } from '@test/support/harness/order-states';
import { LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
});

afterAll(() => live?.stop());

afterEach(() => live.exchange.control.clearFaults());

const COIN = { product: 'cswap' } as const;
const ORDER = 'cswap/v1/trade/order$';
const bookOf = async () => (await live.exchange.control.state()).accounts['main']?.cswap;
/** What the exchange took from us or from a person on one contract. */
const takenOn = async (symbol: string) =>
  ((await bookOf())?.orders ?? []).filter((order) => order.symbol === symbol);

/** Nonsense is refused with field and rule, and changes nothing; the right word lets the order go its usual way. */
async function takesTheWordOfAPerson(order: any, ours: string): Promise<void> {
  const other = (await takenOn('ETH-USD')).find((taken) => taken.quantity !== '6')?.id ?? '';
  const say = (body: unknown) => live.post(`/orders/${order.id}/identification`, body);
  for (const [body, pointer, rule] of [
    [{ venueOrderId: '1' }, '/venueOrderId', 'that the venue has'],
    [{ venueOrderId: other }, '/venueOrderId', 'quantity 6'],
    [{ notPlaced: true }, '/notPlaced', 'must wait 30 s'],
  ] as const) {
    const refused = await say(body);
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect(refused.errors[0].message).toContain(rule);
  }
  expect(await say({ venueOrderId: ours, notPlaced: true })).toMatchObject({ status: 400 });
  expect(await live.get(`/orders/${order.id}`)).toMatchObject({ state: 'UNKNOWN' });

  const told = await say({ venueOrderId: ours });
  expect(told).toMatchObject({ venueOrderId: ours, needsAttention: null });
  const [filled] = await live.ordersOf(order.alarmId, isFilled);
  expect(filled).toMatchObject({ id: order.id, venueOrderId: ours, filledQuantity: '6' });
  expect(await say({ venueOrderId: ours })).toMatchObject({ state: 'FILLED' });
  expect(await say({ notPlaced: true })).toMatchObject({ status: 409 });
  expect((await live.journaled('identifyOrder.done')).subject).toBe(`order/${order.id}`);
  expect((await live.journaled('identifyOrder.refused')).subject).toBe(`order/${order.id}`);
}

describe('an alarm becomes an order on BingX Coin-M', () => {
  it('opens whole contracts with leverage, rests a stop and a target, and closes flat', async () => {
    const rules = strategySide('250', {
      quantityMode: 'quote',
      leverage: '7',
      stopLossPerOrder: '2',
      takeProfitPerOrder: '5',
    });
    await live.createStrategy({
      alarmName: 'coin-1',
      instrument: 'bingx-coin-m/BTC-USD',
      long: rules,
    });
    const id = await live.send({ Strategy: 'coin-1', Ticker: 'BTCUSD.P' });
    const resting = await live.ordersOf(id ?? '', isProtectedBy(2));
    expect(resting.find((order) => order.purpose === 'entry')).toMatchObject({
      venue: 'bingx-coin-m',
      leverageSet: '7',
      quantity: '2',
      filledQuantity: '2',
      fills: [expect.objectContaining({ feeAsset: 'BTC', quantity: '2' })],
    });
    const legs = resting.filter((order) => order.state === 'ACCEPTED');
    expect(legs.map((order) => order.quantity)).toEqual(['2', '2']);
    const close = await live.send({
      Strategy: 'coin-1',
      Ticker: 'BTCUSD.P',
      Order: 'order close long',
    });
    await live.ordersOf(close ?? '', isFilled);
    await live.ordersOf(id ?? '', isNothingResting);
    expect((await bookOf())?.positions).toEqual([]);
  });

  it.each([
    'drop-response-after-accept',
    'http-5xx-after-accept',
    'half-body-after-accept',
  ] as const)('recognises the order when the answer is lost: %s', async (kind) => {
    const before = (await takenOn('ETH-USD')).length;
    await live.createStrategy({
      alarmName: `coin-${kind}`,
      instrument: 'bingx-coin-m/ETH-USD',
      long: strategySide('5'),
    });
    await live.exchange.control.addFaults({ kind, match: { method: 'POST', path: ORDER } });
    const id = await live.send({ Strategy: `coin-${kind}`, Ticker: 'ETHUSD.P' });
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order.events.map((event: any) => event.type)).toContain('unknown');
    const taken = await takenOn('ETH-USD');
    expect(taken.length).toBe(before + 1);
    expect(order.venueOrderId).toBe(taken.at(-1)?.id);
  });

  it('tells two equal orders apart, and sends none while another one has no answer', async () => {
    const instrument = 'bingx-coin-m/SOL-USD';
    await live.createStrategy({ alarmName: 'first', instrument, long: strategySide('4') });
    await live.createStrategy({ alarmName: 'second', instrument, long: strategySide('4') });
    await live.exchange.control.addFaults({ kind: 'hang', match: { method: 'POST', path: ORDER } });
    const first = await live.send({ Strategy: 'first', Ticker: 'SOLUSD.P' });
    await live.ordersOf(first ?? '', ([order]) => order?.state === 'UNKNOWN');
    const second = await live.send({ Strategy: 'second', Ticker: 'SOLUSD.P' });
    await live.ordersOf(second ?? '', (orders) => orders.length === 1);
    await new Promise((done) => setTimeout(done, 3_000));
    expect(await takenOn('SOL-USD')).toEqual([]);
    const [lost] = await live.ordersOf(
      first ?? '',
      ([order]) => order?.state === 'NOT_PLACED',
      60_000,
    );
    const [sent] = await live.ordersOf(second ?? '', isFilled);
    expect(sent.submittedAt > lost.submittedAt).toBe(true);
    expect((await takenOn('SOL-USD')).map((order) => order.id)).toEqual([sent.venueOrderId]);
  }, 100_000);

  it('leaves it to a person when another order looks the same', async () => {
    const twin = { symbol: 'ETH-USD', side: 'BUY', positionSide: 'LONG', type: 'MARKET' };
    await live.exchange.control.placeOrderByHand({ ...twin, quantity: '6' }, COIN);
    await live.createStrategy({
      alarmName: 'twin',
      instrument: 'bingx-coin-m/ETH-USD',
      long: strategySide('6'),
    });
    await live.exchange.control.addFaults({
      kind: 'drop-response-after-accept',
      match: { method: 'POST', path: ORDER },
    });
    const id = await live.send({ Strategy: 'twin', Ticker: 'ETHUSD.P' });
    const [order] = await live.ordersOf(
      id ?? '',
      ([one]) => typeof one?.needsAttention === 'string',
    );
    expect(order).toMatchObject({ state: 'UNKNOWN', venueOrderId: null, filledQuantity: '0' });
    const alike = (await takenOn('ETH-USD')).filter((taken) => taken.quantity === '6');
    expect(alike).toHaveLength(2);
    for (const taken of alike) expect(order.needsAttention).toContain(taken.id);
    await takesTheWordOfAPerson(order, alike.at(-1)?.id ?? '');
  });

  it('refuses a strategy on Standard contracts, and lists the venue as one to look at', async () => {
    const refused = await live.post('/strategies/', {
      alarmName: 'standard',
      account: 'bingx',
      instrument: 'bingx-standard/BTC-USDT',
      isOn: true,
    });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused)).toContain('takes orders by API');
    const venues = await waitUntil('the venues', async () => live.get('/venues'), 10_000);
    const standard = venues.items.find((venue: any) => venue.id === 'bingx-standard');
    expect(standard).toMatchObject({ reachable: true, capabilities: { trades: false } });
  });
});
