import { alarmBody } from '@test/support/builders/alarm-body';
import { strategyRequest } from '@test/support/builders/strategy-request';
import {
  createServiceDatabase,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

let database: ServiceDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createServiceDatabase('path');
  // No exchange is reachable from here: paper must do with its shipped instruments and the alarm's own price.
  service = await spawnService({
    databaseUrl: database.url,
    env: { BINGX_API_URL: 'http://127.0.0.1:9', PAPER_FEE_PERCENT: '0.05' },
  });
});

afterAll(async () => {
  await service?.stop();
  await database?.drop();
});

async function createStrategy(change: Readonly<Record<string, unknown>>): Promise<any> {
  const answer = await service.http.post('/strategies/', strategyRequest(change));
  expect(answer.status).toBe(201);
  return answer.json();
}

async function send(body: string): Promise<any> {
  const answer = await service.http.post('/alarms/webhook', body);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function decided(id: string): Promise<any> {
  return waitUntil('the alarm to be decided', async () => {
    const page = (await service.http.get(`/alarms/${id}`)).json();
    return page.status === 'received' ? null : page;
  });
}

const alarm = async (change: Readonly<Record<string, unknown>>): Promise<any> =>
  decided((await send(alarmBody(change))).id);

async function ordersOf(id: string, isSettled: (orders: any[]) => boolean): Promise<any[]> {
  return waitUntil('the orders to settle', async () => {
    const page = (await service.http.get(`/alarms/${id}`)).json();
    const orders = page.decisions.flatMap((decision: any) => decision.orders);
    return isSettled(orders) ? orders : null;
  });
}

describe('an alarm becomes an order', () => {
  it('from the webhook to the fill, with every step readable on one page', async () => {
    const strategy = await createStrategy({ alarmName: 'path-1' });
    const { id, status } = await send(alarmBody({ Strategy: 'path-1' }));
    expect(status).toBe('received');
    const [order] = await ordersOf(id, (orders) => orders.some((one) => one.state === 'FILLED'));
    expect(order).toMatchObject({
      purpose: 'entry',
      venue: 'paper',
      instrument: 'bingx-usdt-m/BTC-USDT',
      side: 'buy',
      positionSide: 'long',
      quantity: '0.001',
      filledQuantity: '0.001',
      averagePrice: '60000.5',
    });
    expect(order.fills).toHaveLength(1);
    expect(order.fills[0]).toMatchObject({
      quantity: '0.001',
      price: '60000.5',
      fee: '0.03000025',
      feeAsset: 'USDT',
    });
    expect(order.events.map((event: any) => event.type)).toEqual([
      'initialized',
      'submitted',
      'accepted',
      'filled',
    ]);
    const page = (await service.http.get(`/alarms/${id}`)).json();
    expect(page).toMatchObject({ status: 'decided', signal: 'order open long', timeframe: '5m' });
    expect(page.decisions).toHaveLength(1);
    expect(page.decisions[0]).toMatchObject({
      strategyId: strategy.id,
      outcome: 'placed',
      reason: 'placed',
    });
    const steps = page.timeline.map((step: any) => step.step);
    expect(steps[0]).toBe('received');
    expect(steps).toEqual(expect.arrayContaining(['decided', 'order-submitted', 'order-filled']));
  });

  it('closes what this strategy opened on this side, and nothing else', async () => {
    await createStrategy({
      alarmName: 'close-a',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: sideWith('0.01'),
    });
    await createStrategy({
      alarmName: 'close-b',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: sideWith('0.02'),
    });
    const eth = { Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    for (const Strategy of ['close-a', 'close-b']) {
      const page = await alarm({ ...eth, Strategy });
      await ordersOf(page.id, (orders) => orders.some((one) => one.state === 'FILLED'));
    }
    const close = await alarm({ ...eth, Strategy: 'close-a', Order: 'order close long' });
    const orders = await ordersOf(close.id, (all) => all.some((one) => one.state === 'FILLED'));
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      side: 'sell',
      positionSide: 'long',
      quantity: '0.01',
      purpose: 'close',
    });
    const again = await alarm({ ...eth, Strategy: 'close-a', Order: 'order close long' });
    expect(again.decisions[0]).toMatchObject({ outcome: 'skipped', reason: 'nothing-to-close' });
  });

  it('answers a repeated delivery with the first alarm and does nothing more', async () => {
    await createStrategy({
      alarmName: 'dup-1',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: sideWith('1'),
    });
    const body = alarmBody({ Strategy: 'dup-1', Ticker: 'SOLUSDT.P', Price_Alert: '150' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(body)));
    const ids = new Set(answers.map((answer) => answer.duplicateOf ?? answer.id));
    expect(ids.size).toBe(1);
    const [id] = [...ids] as [string];
    await ordersOf(id, (orders) => orders.some((one) => one.state === 'FILLED'));
    const orders = (await service.http.get('/orders/?instrument=bingx-usdt-m/SOL-USDT')).json();
    expect(orders.total).toBe(1);
    expect((await service.http.get(`/alarms/${id}`)).json().duplicates).toBe(19);
  });

  it('opens by the regime of the higher timeframe', async () => {
    const side = {
      ...sideWith('1'),
      entryIndicatorTimeframe: '1h',
      closeIndicatorTimeframe: '1h',
      pyramiding: 5,
    };
    await createStrategy({
      alarmName: 'regime-1',
      instrument: 'bingx-usdt-m/LINK-USDT',
      long: side,
    });
    const link = { Strategy: 'regime-1', Ticker: 'LINKUSDT.P', Price_Alert: '15' };
    const before = await alarm(link);
    expect(before.decisions[0].reason).toBe('regime-closed');
    const indicator = await alarm({ ...link, Interval: '60', Order: 'indicator open long' });
    expect(indicator.decisions[0]).toMatchObject({ outcome: 'skipped', reason: 'indicator' });
    expect((await alarm(link)).decisions[0].reason).toBe('placed');
    await alarm({ ...link, Interval: '60', Order: 'indicator close long' });
    expect((await alarm(link)).decisions[0].reason).toBe('regime-closed');
  });

  it('puts stop and target on the venue after the fill, and removes them when the side is flat', async () => {
    const side = { ...sideWith('0.01'), stopLossPerOrder: '2', takeProfitPerOrder: '4' };
    await createStrategy({
      alarmName: 'protect-1',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side,
    });
    const eth = { Strategy: 'protect-1', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    const { id } = await alarm(eth);
    const resting = await ordersOf(
      id,
      (orders) => orders.filter((one) => one.state === 'ACCEPTED').length === 2,
    );
    expect(resting.find((one) => one.purpose === 'stop-loss')).toMatchObject({
      stopPrice: '2940',
      quantity: '0.01',
    });
    expect(resting.find((one) => one.purpose === 'take-profit')).toMatchObject({
      stopPrice: '3120',
      quantity: '0.01',
    });
    const close = await alarm({ ...eth, Order: 'order close long' });
    await ordersOf(close.id, (orders) => orders.some((one) => one.state === 'FILLED'));
    await ordersOf(id, (orders) => orders.filter((one) => one.state === 'CANCELED').length === 2);
  });

  it('a later alarm’s price triggers a resting paper stop while the exchange is away', async () => {
    await createStrategy({
      alarmName: 'trigger-1',
      instrument: 'bingx-usdt-m/AVAX-USDT',
      long: { ...sideWith('1'), stopLossPerOrder: '2', takeProfitPerOrder: '4' },
    });
    const avax = { Strategy: 'trigger-1', Ticker: 'AVAXUSDT.P' };
    const { id } = await alarm({ ...avax, Price_Alert: '30' });
    const resting = (orders: any[]) => orders.filter((one) => one.state === 'ACCEPTED').length;
    await ordersOf(id, (orders) => resting(orders) === 2);
    const old = new Date(Date.now() - 3_600_000).toISOString();
    await alarm({ ...avax, Price_Alert: '20', Time_Alert: old });
    await ordersOf(id, (orders) => resting(orders) === 2);
    await alarm({ ...avax, Price_Alert: '29', Interval: '60' });
    const after = await ordersOf(id, (orders) => orders.length === 3 && resting(orders) === 0);
    expect(after.find((one) => one.purpose === 'stop-loss')).toMatchObject({
      state: 'FILLED',
      averagePrice: '29',
    });
    expect(after.find((one) => one.purpose === 'take-profit').state).toBe('CANCELED');
  });

  it('a strategy that is switched off opens nothing and still closes', async () => {
    const strategy = await createStrategy({
      alarmName: 'off-1',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: sideWith('1'),
    });
    const sol = { Strategy: 'off-1', Ticker: 'SOLUSDT.P', Price_Alert: '150' };
    const opened = await alarm(sol);
    await ordersOf(opened.id, (orders) => orders.some((one) => one.state === 'FILLED'));
    const off = await service.http.post(`/strategies/${strategy.id}/off`, {
      version: strategy.version,
    });
    expect(off.status).toBe(200);
    expect((await alarm(sol)).decisions[0].reason).toBe('strategy-off');
    expect((await alarm({ ...sol, Order: 'order close long' })).decisions[0].reason).toBe('placed');
  });

  it('an alarm for a deleted strategy says so, and the history stays readable', async () => {
    const strategy = await createStrategy({ alarmName: 'gone-1' });
    const opened = await alarm({ Strategy: 'gone-1' });
    const deleted = await service.http.send(`/strategies/${strategy.id}`, {
      method: 'DELETE',
      headers: { 'if-match': `"${String(strategy.version)}"` },
    });
    expect([200, 204]).toContain(deleted.status);
    const after = await alarm({ Strategy: 'gone-1' });
    expect(after).toMatchObject({ status: 'decided', reason: 'no-strategy', decisions: [] });
    expect((await service.http.get(`/strategies/${strategy.id}`)).json().deletedAt).not.toBeNull();
    expect((await service.http.get(`/alarms/${opened.id}`)).json().decisions).toHaveLength(1);
  });

  it('manual orders pass the same path, once per idempotency key', async () => {
    const order = {
      account: 'paper',
      instrument: 'bingx-usdt-m/BTC-USDT',
      action: 'open',
      positionSide: 'short',
      type: 'limit',
      quantity: '0.002',
      price: '90000',
    };
    const key = { 'idempotency-key': 'manual-1' };
    const first = await service.http.post('/orders/', order, key);
    expect(first.status).toBe(201);
    expect(first.json()).toMatchObject({ state: 'ACCEPTED', side: 'sell' });
    const repeat = await service.http.post('/orders/', order, key);
    expect(repeat.json().id).toBe(first.json().id);
    const other = await service.http.post('/orders/', { ...order, quantity: '0.003' }, key);
    expect(other.status).toBe(409);
    const cancelled = await service.http.post(`/orders/${first.json().id}/cancel`, {});
    expect(cancelled.json().state).toBe('CANCELED');
    const wrong = await service.http.post('/orders/', { ...order, quantity: '0.00000001' });
    expect(wrong.status).toBe(422);
    expect(wrong.json()).toMatchObject({
      code: 'quantity-off-step',
      errors: [{ pointer: '/quantity' }],
    });
  });

  it('a manual close for a strategy counts in its books and takes its stop away', async () => {
    const side = { ...sideWith('0.02'), stopLossPerOrder: '3' };
    const strategy = await createStrategy({
      alarmName: 'hand-1',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side,
    });
    const eth = { Strategy: 'hand-1', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    const { id } = await alarm(eth);
    await ordersOf(id, (orders) => orders.some(isRestingStop));
    const close = {
      account: 'paper',
      instrument: 'bingx-usdt-m/ETH-USDT',
      action: 'close',
      positionSide: 'long',
      type: 'limit',
      price: '2999',
      strategyId: strategy.id,
    };
    const tooMuch = await service.http.post('/orders/', { ...close, quantity: '0.03' });
    expect(tooMuch.status).toBe(422);
    expect(tooMuch.json()).toMatchObject({
      code: 'nothing-to-close',
      errors: [{ pointer: '/quantity' }],
    });
    const placed = await service.http.post('/orders/', { ...close, quantity: '0.02' });
    expect(placed.status).toBe(201);
    await alarm({ ...eth, Order: 'order open short', Interval: '15', Price_Alert: '3001' });
    const orders = await ordersOf(id, (all) =>
      all.some((one) => one.purpose === 'stop-loss' && one.state === 'CANCELED'),
    );
    expect(orders.some((one) => one.purpose === 'emergency-close')).toBe(false);
    const after = await alarm({ ...eth, Order: 'order close long' });
    expect(after.decisions[0].reason).toBe('nothing-to-close');
  });

  it('halted trading sends nothing and says why; closes go on while reducing', async () => {
    await createStrategy({
      alarmName: 'halt-1',
      instrument: 'bingx-usdt-m/LTC-USDT',
      long: sideWith('1'),
      short: sideWith('1'),
    });
    const ltc = { Strategy: 'halt-1', Ticker: 'LTCUSDT.P', Price_Alert: '80' };
    const opened = await alarm(ltc);
    await ordersOf(opened.id, (orders) => orders.some((one) => one.state === 'FILLED'));
    const set = (state: string) =>
      service.http.send('/trading/state', {
        method: 'PUT',
        body: { state, changedBy: 'test', why: 'test' },
      });
    expect((await set('halted')).status).toBe(200);
    expect((await alarm({ ...ltc, Order: 'order close long' })).decisions[0].reason).toBe(
      'risk-halted',
    );
    await set('reducing');
    expect((await alarm({ ...ltc, Order: 'order open short' })).decisions[0].reason).toBe(
      'risk-reducing',
    );
    expect((await alarm({ ...ltc, Order: 'order close long' })).decisions[0].reason).toBe('placed');
    await set('active');
  });
});

/** The entry itself is ACCEPTED too for a moment, before its fill. */
const isRestingStop = (order: { readonly purpose: string; readonly state: string }): boolean =>
  order.purpose === 'stop-loss' && order.state === 'ACCEPTED';

function sideWith(quantity: string): Record<string, unknown> {
  return {
    entryOrderTimeframe: '5m',
    closeOrderTimeframe: '5m',
    quantityMode: 'fixed',
    quantity,
    pyramiding: 1,
  };
}
