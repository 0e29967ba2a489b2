import { alarmBody } from '@test/support/builders/alarm-body';
import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled, restingCount } from '@test/support/harness/order-states';
import { PaperService } from '@test/support/harness/paper-service';

let paper: PaperService;

beforeAll(async () => {
  paper = await PaperService.start('path', { PAPER_FEE_PERCENT: '0.05' });
});

afterAll(() => paper?.stop());

/** Sends an alarm and waits until its order is filled. */
const filledBy = async (change: Readonly<Record<string, unknown>>): Promise<any[]> =>
  paper.ordersOf((await paper.alarm(change)).id, isFilled);

describe('an alarm becomes an order', () => {
  it('from the webhook to the fill, with every step readable on one page', async () => {
    const strategy = await paper.createStrategy({ alarmName: 'path-1' });
    const { id, status } = await paper.send(alarmBody({ Strategy: 'path-1' }));
    expect(status).toBe('received');
    const [order] = await paper.ordersOf(id, isFilled);
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
    const page = await paper.get(`/alarms/${id}`);
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
    await paper.createStrategy({
      alarmName: 'close-a',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: strategySide('0.01', { pyramiding: 1 }),
    });
    await paper.createStrategy({
      alarmName: 'close-b',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: strategySide('0.02', { pyramiding: 1 }),
    });
    const eth = { Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    for (const Strategy of ['close-a', 'close-b']) {
      await filledBy({ ...eth, Strategy });
    }
    const orders = await filledBy({ ...eth, Strategy: 'close-a', Order: 'order close long' });
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      side: 'sell',
      positionSide: 'long',
      quantity: '0.01',
      purpose: 'close',
    });
    const again = await paper.alarm({ ...eth, Strategy: 'close-a', Order: 'order close long' });
    expect(again.decisions[0]).toMatchObject({ outcome: 'skipped', reason: 'nothing-to-close' });
  });

  it('answers a repeated delivery with the first alarm and does nothing more', async () => {
    await paper.createStrategy({
      alarmName: 'dup-1',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: strategySide('1', { pyramiding: 1 }),
    });
    const body = alarmBody({ Strategy: 'dup-1', Ticker: 'SOLUSDT.P', Price_Alert: '150' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => paper.send(body)));
    const ids = new Set(answers.map((answer) => answer.duplicateOf ?? answer.id));
    expect(ids.size).toBe(1);
    const [id] = [...ids] as [string];
    await paper.ordersOf(id, isFilled);
    const orders = await paper.get('/orders/?instrument=bingx-usdt-m/SOL-USDT');
    expect(orders.total).toBe(1);
    expect((await paper.get(`/alarms/${id}`)).duplicates).toBe(19);
  });

  it('opens by the regime of the higher timeframe', async () => {
    const side = strategySide('1', {
      entryIndicatorTimeframe: '1h',
      closeIndicatorTimeframe: '1h',
      pyramiding: 5,
    });
    await paper.createStrategy({
      alarmName: 'regime-1',
      instrument: 'bingx-usdt-m/LINK-USDT',
      long: side,
    });
    const link = { Strategy: 'regime-1', Ticker: 'LINKUSDT.P', Price_Alert: '15' };
    const before = await paper.alarm(link);
    expect(before.decisions[0].reason).toBe('regime-closed');
    const indicator = await paper.alarm({ ...link, Interval: '60', Order: 'indicator open long' });
    expect(indicator.decisions[0]).toMatchObject({ outcome: 'skipped', reason: 'indicator' });
    expect((await paper.alarm(link)).decisions[0].reason).toBe('placed');
    await paper.alarm({ ...link, Interval: '60', Order: 'indicator close long' });
    expect((await paper.alarm(link)).decisions[0].reason).toBe('regime-closed');
  });

  it('puts stop and target on the venue after the fill, and removes them when the side is flat', async () => {
    const side = strategySide('0.01', {
      pyramiding: 1,
      stopLossPerOrder: '2',
      takeProfitPerOrder: '4',
    });
    await paper.createStrategy({
      alarmName: 'protect-1',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side,
    });
    const eth = { Strategy: 'protect-1', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    const { id } = await paper.alarm(eth);
    const resting = await paper.ordersOf(id, (orders) => restingCount(orders) === 2);
    expect(resting.find((one) => one.purpose === 'stop-loss')).toMatchObject({
      stopPrice: '2940',
      quantity: '0.01',
    });
    expect(resting.find((one) => one.purpose === 'take-profit')).toMatchObject({
      stopPrice: '3120',
      quantity: '0.01',
    });
    await filledBy({ ...eth, Order: 'order close long' });
    await paper.ordersOf(
      id,
      (orders) => orders.filter((one) => one.state === 'CANCELED').length === 2,
    );
  });

  it('a later alarm’s price triggers a resting paper stop while the exchange is away', async () => {
    await paper.createStrategy({
      alarmName: 'trigger-1',
      instrument: 'bingx-usdt-m/AVAX-USDT',
      long: strategySide('1', { pyramiding: 1, stopLossPerOrder: '2', takeProfitPerOrder: '4' }),
    });
    const avax = { Strategy: 'trigger-1', Ticker: 'AVAXUSDT.P' };
    const { id } = await paper.alarm({ ...avax, Price_Alert: '30' });

    await paper.ordersOf(id, (orders) => restingCount(orders) === 2);
    const old = new Date(Date.now() - 3_600_000).toISOString();
    await paper.alarm({ ...avax, Price_Alert: '20', Time_Alert: old });
    await paper.ordersOf(id, (orders) => restingCount(orders) === 2);
    await paper.alarm({ ...avax, Price_Alert: '29', Interval: '60' });
    const after = await paper.ordersOf(
      id,
      (orders) => orders.length === 3 && restingCount(orders) === 0,
    );
    expect(after.find((one) => one.purpose === 'stop-loss')).toMatchObject({
      state: 'FILLED',
      averagePrice: '29',
    });
    expect(after.find((one) => one.purpose === 'take-profit').state).toBe('CANCELED');
  });

  it('a strategy that is switched off opens nothing and still closes', async () => {
    const strategy = await paper.createStrategy({
      alarmName: 'off-1',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: strategySide('1', { pyramiding: 1 }),
    });
    const sol = { Strategy: 'off-1', Ticker: 'SOLUSDT.P', Price_Alert: '150' };
    await filledBy(sol);
    const off = await paper.service.http.post(`/strategies/${strategy.id}/off`, {
      version: strategy.version,
    });
    expect(off.status).toBe(200);
    expect((await paper.alarm(sol)).decisions[0].reason).toBe('strategy-off');
    expect((await paper.alarm({ ...sol, Order: 'order close long' })).decisions[0].reason).toBe(
      'placed',
    );
  });

  it('an alarm for a deleted strategy says so, and the history stays readable', async () => {
    const strategy = await paper.createStrategy({ alarmName: 'gone-1' });
    const opened = await paper.alarm({ Strategy: 'gone-1' });
    const deleted = await paper.service.http.send(`/strategies/${strategy.id}`, {
      method: 'DELETE',
      headers: { 'if-match': `"${String(strategy.version)}"` },
    });
    expect([200, 204]).toContain(deleted.status);
    const after = await paper.alarm({ Strategy: 'gone-1' });
    expect(after).toMatchObject({ status: 'decided', reason: 'no-strategy', decisions: [] });
    expect((await paper.get(`/strategies/${strategy.id}`)).deletedAt).not.toBeNull();
    expect((await paper.get(`/alarms/${opened.id}`)).decisions).toHaveLength(1);
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
    const first = await paper.service.http.post('/orders/', order, key);
    expect(first.status).toBe(201);
    expect(first.json()).toMatchObject({ state: 'ACCEPTED', side: 'sell' });
    const repeat = await paper.service.http.post('/orders/', order, key);
    expect(repeat.json().id).toBe(first.json().id);
    const other = await paper.service.http.post('/orders/', { ...order, quantity: '0.003' }, key);
    expect(other.status).toBe(409);
    const cancelled = await paper.service.http.post(`/orders/${first.json().id}/cancel`, {});
    expect(cancelled.json().state).toBe('CANCELED');
    const wrong = await paper.service.http.post('/orders/', { ...order, quantity: '0.00000001' });
    expect(wrong.status).toBe(422);
    expect(wrong.json()).toMatchObject({
      code: 'quantity-off-step',
      errors: [{ pointer: '/quantity' }],
    });
  });

  it('a manual close for a strategy counts in its books and takes its stop away', async () => {
    const side = strategySide('0.02', { pyramiding: 1, stopLossPerOrder: '3' });
    const strategy = await paper.createStrategy({
      alarmName: 'hand-1',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side,
    });
    const eth = { Strategy: 'hand-1', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    const { id } = await paper.alarm(eth);
    await paper.ordersOf(id, (orders) => orders.some(isRestingStop));
    const close = {
      account: 'paper',
      instrument: 'bingx-usdt-m/ETH-USDT',
      action: 'close',
      positionSide: 'long',
      type: 'limit',
      price: '2999',
      strategyId: strategy.id,
    };
    const tooMuch = await paper.service.http.post('/orders/', { ...close, quantity: '0.03' });
    expect(tooMuch.status).toBe(422);
    expect(tooMuch.json()).toMatchObject({
      code: 'nothing-to-close',
      errors: [{ pointer: '/quantity' }],
    });
    const placed = await paper.service.http.post('/orders/', { ...close, quantity: '0.02' });
    expect(placed.status).toBe(201);
    await paper.alarm({ ...eth, Order: 'order open short', Interval: '15', Price_Alert: '3001' });
    const orders = await paper.ordersOf(id, (all) =>
      all.some((one) => one.purpose === 'stop-loss' && one.state === 'CANCELED'),
    );
    expect(orders.some((one) => one.purpose === 'emergency-close')).toBe(false);
    const after = await paper.alarm({ ...eth, Order: 'order close long' });
    expect(after.decisions[0].reason).toBe('nothing-to-close');
  });

  it('halted trading sends nothing and says why; closes go on while reducing', async () => {
    await paper.createStrategy({
      alarmName: 'halt-1',
      instrument: 'bingx-usdt-m/LTC-USDT',
      long: strategySide('1', { pyramiding: 1 }),
      short: strategySide('1', { pyramiding: 1 }),
    });
    const ltc = { Strategy: 'halt-1', Ticker: 'LTCUSDT.P', Price_Alert: '80' };
    await filledBy(ltc);
    const set = (state: string) =>
      paper.service.http.send('/trading/state', {
        method: 'PUT',
        body: { state, changedBy: 'test', why: 'test' },
      });
    expect((await set('halted')).status).toBe(200);
    expect((await paper.alarm({ ...ltc, Order: 'order close long' })).decisions[0].reason).toBe(
      'risk-halted',
    );
    await set('reducing');
    expect((await paper.alarm({ ...ltc, Order: 'order open short' })).decisions[0].reason).toBe(
      'risk-reducing',
    );
    expect((await paper.alarm({ ...ltc, Order: 'order close long' })).decisions[0].reason).toBe(
      'placed',
    );
    await set('active');
  });
});

/** The entry itself is ACCEPTED too for a moment, before its fill. */
const isRestingStop = (order: { readonly purpose: string; readonly state: string }): boolean =>
  order.purpose === 'stop-loss' && order.state === 'ACCEPTED';
