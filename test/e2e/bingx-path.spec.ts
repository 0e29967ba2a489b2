import { strategySide } from '@test/support/builders/strategy-side';
import {
  isFilled,
  isNothingResting,
  isProtectedBy,
  isSome,
} from '@test/support/harness/order-states';
import { LiveTrading } from '@test/support/harness/live-trading';

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
});

afterAll(() => live?.stop());

afterEach(() => live.exchange.control.clearFaults());

const ORDER = '/openApi/swap/v2/trade/order$';

describe('an alarm becomes an order on BingX USDT-M', () => {
  it('opens with leverage, fills, rests a stop and a target, and closes flat', async () => {
    const rules = strategySide('0.01', {
      leverage: '7',
      stopLossPerOrder: '2',
      takeProfitPerOrder: '5',
    });
    await live.createStrategy({ alarmName: 'live-1', long: rules });
    const id = await live.send({ Strategy: 'live-1' });
    const resting = await live.ordersOf(id ?? '', isProtectedBy(2));
    expect(resting.find((order) => order.purpose === 'entry')).toMatchObject({
      venue: 'bingx-usdt-m',
      leverageSet: '7',
      filledQuantity: '0.01',
    });
    const close = await live.send({ Strategy: 'live-1', Order: 'order close long' });
    await live.ordersOf(close ?? '', isFilled);
    await live.ordersOf(id ?? '', isNothingResting);
    expect(await live.differences()).toEqual([]);
  });

  it.each([
    'drop-response-after-accept',
    'reset-after-accept',
    'http-5xx-after-accept',
    'html-502-after-accept',
    'wrong-json-after-accept',
    'half-body-after-accept',
  ] as const)('adopts the order when the answer is lost: %s', async (kind) => {
    await live.createStrategy({
      alarmName: `lost-${kind}`,
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: strategySide('0.1'),
    });
    await live.exchange.control.addFaults({ kind, match: { method: 'POST', path: ORDER } });
    const id = await live.send({ Strategy: `lost-${kind}`, Ticker: 'ETHUSDT.P' });
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order.events.map((event: any) => event.type)).toContain('unknown');
    expect(await live.differences()).toEqual([]);
  });

  it('books every part of a fill that comes in parts, once', async () => {
    await live.createStrategy({
      alarmName: 'parts',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: strategySide('10'),
    });
    await live.exchange.control.addFaults({
      kind: 'partial-fills',
      match: { method: 'POST', path: ORDER },
      fractions: ['0.3', '0.3', '0.4'],
      ms: 700,
    });
    const id = await live.send({ Strategy: 'parts', Ticker: 'SOLUSDT.P' });
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order.fills).toHaveLength(3);
    expect(await live.differences()).toEqual([]);
  });

  it('says why the exchange refused, and goes on', async () => {
    await live.createStrategy({
      alarmName: 'poor',
      instrument: 'bingx-usdt-m/BTC-USDT',
      long: strategySide('100'),
    });
    const id = await live.send({ Strategy: 'poor' });
    const [order] = await live.ordersOf(id ?? '', isSome('REJECTED'));
    expect(order).toMatchObject({ refusalCategory: 'insufficient-margin', filledQuantity: '0' });
    expect(await live.differences()).toEqual([]);
  });

  it('closes at market when the stop is refused again and again', async () => {
    const rules = strategySide('0.2', { stopLossPerOrder: '2' });
    await live.createStrategy({
      alarmName: 'no-stop',
      instrument: 'bingx-usdt-m/ETH-USDT',
      short: rules,
    });
    await live.exchange.control.addFaults({
      kind: 'reject-code',
      match: { method: 'POST', path: ORDER, type: 'STOP_MARKET' },
      code: 110420,
      msg: 'stop not accepted',
      count: null,
    });
    const id = await live.send({
      Strategy: 'no-stop',
      Ticker: 'ETHUSDT.P',
      Order: 'order open short',
    });
    const orders = await live.ordersOf(id ?? '', (all) =>
      all.some((order) => order.purpose === 'emergency-close' && order.state === 'FILLED'),
    );
    expect(
      orders.filter((order) => order.purpose === 'stop-loss' && order.state === 'REJECTED'),
    ).toHaveLength(3);
    expect(await live.differences()).toEqual([]);
  });

  it('follows the triggered stop: the side is flat and the target is gone', async () => {
    const rules = strategySide('1', { stopLossPerOrder: '2', takeProfitPerOrder: '5' });
    await live.createStrategy({
      alarmName: 'stopped',
      instrument: 'bingx-usdt-m/LTC-USDT',
      long: rules,
    });
    const id = await live.send({ Strategy: 'stopped', Ticker: 'LTCUSDT.P' });
    const resting = await live.ordersOf(
      id ?? '',
      (orders) => orders.filter((order) => order.state === 'ACCEPTED').length === 2,
    );
    const stop = resting.find((order) => order.purpose === 'stop-loss');
    await live.exchange.control.setPrice('LTC-USDT', stop.stopPrice);
    const stateOf = (orders: any[], purpose: string): string =>
      orders.find((order) => order.purpose === purpose)?.state;
    await live.ordersOf(
      id ?? '',
      (orders) =>
        stateOf(orders, 'stop-loss') === 'FILLED' && stateOf(orders, 'take-profit') === 'CANCELED',
      40_000,
    );
    expect(await live.differences()).toEqual([]);
  });

  it('trades both sides of a TradingView reversal', async () => {
    const rules = strategySide('0.5');
    await live.createStrategy({
      alarmName: 'reversal',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: rules,
      short: rules,
    });
    const eth = { Strategy: 'reversal', Ticker: 'ETHUSDT.P' };
    await live.ordersOf((await live.send(eth)) ?? '', isFilled);
    const id = await live.send({
      ...eth,
      Order: undefined,
      Action: 'sell',
      MarketPosition: 'short',
      PrevMarketPosition: 'long',
      MarketPositionSize: '0.5',
      Contracts: '1',
    });
    const orders = await live.ordersOf(
      id ?? '',
      (all) => all.length === 2 && all.every((one) => one.state === 'FILLED'),
    );
    expect(
      orders.map(
        (one) => `${String(one.side)} ${String(one.positionSide)} ${String(one.quantity)}`,
      ),
    ).toEqual(['sell long 0.5', 'sell short 0.5']);
    expect(await live.differences()).toEqual([]);
  });

  it('places nothing that the exchange never got, and says so', async () => {
    await live.createStrategy({
      alarmName: 'never',
      instrument: 'bingx-usdt-m/LINK-USDT',
      long: strategySide('10'),
    });
    await live.exchange.control.addFaults({
      kind: 'drop-request',
      match: { method: 'POST', path: ORDER },
      connection: 'hang',
    });
    const id = await live.send({ Strategy: 'never', Ticker: 'LINKUSDT.P' });
    const [order] = await live.ordersOf(id ?? '', isSome('NOT_PLACED'), 60_000);
    expect(order.refusalMessage).toMatch(/does not know it/);
    expect(await live.differences()).toEqual([]);
  });
});
