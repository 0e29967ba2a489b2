import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled, isNothingResting, isProtectedBy } from '@test/support/harness/order-states';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;

const ENV = { RECONCILE_EVERY: '5' };
const ORDERS = '/openApi/swap/v2/trade/order$';

/** A comparison on demand, once it ended. */
async function reconciled(): Promise<any> {
  const { items } = await live.post('/trading/reconciliations', { account: 'bingx' });
  return waitUntil(
    'the comparison',
    async () => {
      const row = await live.get(`/trading/reconciliations/${items[0].id}`);
      return row.finishedAt === null ? null : row;
    },
    30_000,
  );
}

/** What was booked after something had happened: the timer may have been ahead of the comparison on demand. */
async function bookedAfter(
  happening: () => Promise<unknown>,
): Promise<{ booked: any[]; paused: any[] }> {
  const from = Date.now();
  await happening();
  expect(await reconciled()).toMatchObject({ trigger: 'asked' });
  const { items } = await live.get('/trading/reconciliations?limit=50');
  const reports = items
    .filter((row: any) => row.finishedAt !== null && Date.parse(row.finishedAt) >= from)
    .map((row: any) => row.report);
  return {
    booked: reports.flatMap(({ booked }: any) => booked),
    paused: reports.flatMap(({ paused }: any) => paused),
  };
}

/** The one notification about a drift, once it is open or over. */
async function toldOf(driftId: string, isOpen: boolean): Promise<any> {
  return waitUntil(
    `a notification that is ${isOpen ? 'open' : 'over'}`,
    async () => {
      const { items } = await live.get('/notifications/?limit=100');
      const about = items.filter((one: any) => one.key === `books-differ:${driftId}`);
      if (about.length > 1) throw new Error(`told ${String(about.length)} times`);
      return about.find((one: any) => (one.clearedAt === null) === isOpen);
    },
    30_000,
  );
}

const externals = async (): Promise<any[]> => (await live.get('/orders?purpose=external')).items;

describe('the books and the venue', () => {
  beforeAll(async () => {
    live = await LiveTrading.start({ env: ENV });
  });
  afterAll(() => live?.stop());

  it('books a position closed by hand, takes the stop away, and has nothing left to close', async () => {
    const rules = strategySide('0.02', { stopLossPerOrder: '2', takeProfitPerOrder: '9' });
    const strategy = await live.createStrategy({ alarmName: 'by-hand', long: rules });
    const id = (await live.send({ Strategy: 'by-hand' })) ?? '';
    await live.ordersOf(id, isProtectedBy(2));
    await live.exchange.control.closePositionByHand('BTC-USDT', 'LONG');
    const [booked] = await waitUntil(
      'the external close',
      async () => {
        const all = await externals();
        return all.length > 0 ? all : null;
      },
      60_000,
    );
    expect(booked).toMatchObject({
      strategyId: strategy.id,
      side: 'sell',
      positionSide: 'long',
      filledQuantity: '0.02',
      state: 'FILLED',
    });
    await live.ordersOf(id, isNothingResting);
    const close = (await live.send({ Strategy: 'by-hand', Order: 'order close long' })) ?? '';
    expect((await live.decisionOf(close)).reason).toBe('nothing-to-close');
    expect(await live.differences()).toEqual([]);
    expect((await live.exchange.control.state()).positions).toEqual([]);
  });

  it('splits a close by hand between what strategies hold, oldest first', async () => {
    for (const name of ['first', 'second'])
      await live.createStrategy({
        alarmName: name,
        instrument: 'bingx-usdt-m/ETH-USDT',
        long: strategySide('1'),
      });
    for (const name of ['first', 'second']) {
      const id = (await live.send({ Strategy: name, Ticker: 'ETHUSDT.P' })) ?? '';
      await live.ordersOf(id, isFilled);
    }
    const { booked } = await bookedAfter(() =>
      live.exchange.control.closePositionByHand('ETH-USDT', 'LONG', '1.5'),
    );
    expect(booked.map((one) => one.quantity)).toEqual(['1', '0.5']);
    const close =
      (await live.send({
        Strategy: 'second',
        Ticker: 'ETHUSDT.P',
        Order: 'order close long',
      })) ?? '';
    const [order] = await live.ordersOf(close, isFilled);
    expect(order.quantity).toBe('0.5');
    expect(await live.differences()).toEqual([]);
  });

  it('books a liquidation, takes the legs away and switches the strategy off', async () => {
    const strategy = await live.createStrategy({
      alarmName: 'liquidated',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: strategySide('10', { stopLossPerOrder: '90' }),
    });
    const id = (await live.send({ Strategy: 'liquidated', Ticker: 'SOLUSDT.P' })) ?? '';
    await live.ordersOf(id, isProtectedBy(1));
    const { booked, paused } = await bookedAfter(() =>
      live.exchange.control.liquidate('SOL-USDT', 'LONG'),
    );
    expect(booked).toMatchObject([{ origin: 'liquidation', quantity: '10' }]);
    expect(paused).toEqual([strategy.id]);
    expect(await live.get(`/strategies/${strategy.id}`)).toMatchObject({ isOn: false });
    await live.ordersOf(id, isNothingResting);
    expect(await live.differences()).toEqual([]);
  });

  it('shows an order placed by hand and leaves it alone; what it opens is nobody’s', async () => {
    await live.exchange.control.placeOrderByHand({
      symbol: 'LTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'LIMIT',
      quantity: '2',
      price: '10',
    });
    const { booked } = await bookedAfter(() =>
      live.exchange.control.placeOrderByHand({
        symbol: 'LTC-USDT',
        side: 'BUY',
        positionSide: 'LONG',
        type: 'MARKET',
        quantity: '1',
      }),
    );
    expect(booked).toHaveLength(1);
    const { items } = await live.get('/trading/external-orders');
    const ours = items.filter((one: any) => one.instrument === 'bingx-usdt-m/LTC-USDT');
    expect(ours.map((one: any) => one.state).sort()).toEqual(['filled', 'open']);
    const [opened] = (await externals()).filter((one) => one.instrument.endsWith('LTC-USDT'));
    expect(opened).toMatchObject({ strategyId: null, reduceOnly: false, filledQuantity: '1' });
    const state = await live.exchange.control.state();
    expect(
      state.orders.filter((one) => one.symbol === 'LTC-USDT' && one.status === 'CANCELLED'),
    ).toEqual([]);
    expect((await reconciled()).outcome).toBe('clean');
    expect(await live.differences()).toEqual([]);
  });

  it('holds entries of a lane back while the books differ, until a person accepts it', async () => {
    await live.createStrategy({
      alarmName: 'drifting',
      instrument: 'bingx-usdt-m/LINK-USDT',
      long: strategySide('5'),
    });
    await live.exchange.control.placeOrderByHand({
      symbol: 'LINK-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: '3',
    });
    await reconciled();
    // As if its fills were older than what the exchange tells: our books never held it.
    await live.database.query(
      'orders',
      `UPDATE trade_order SET is_ledger_closed = 1 WHERE instrument = 'bingx-usdt-m/LINK-USDT'`,
    );
    const row = await reconciled();
    expect(row.outcome).toBe('drift');
    expect(row.report.differences).toEqual([
      { instrument: 'bingx-usdt-m/LINK-USDT', side: 'long', ours: '0', theirs: '3' },
    ]);
    const refused = (await live.send({ Strategy: 'drifting', Ticker: 'LINKUSDT.P' })) ?? '';
    expect(await live.decisionOf(refused)).toMatchObject({
      outcome: 'skipped',
      reason: 'risk-drift',
    });
    const { items } = await live.get('/trading/drifts?account=bingx');
    expect(items).toMatchObject([{ ours: '0', theirs: '3', acknowledgedBy: null }]);
    const [drift] = items;
    const told = await toldOf(drift.id, true);
    expect(told).toMatchObject({ severity: 'critical', runbook: 'books-differ' });
    expect(told.money).toBe(
      'account bingx on bingx-usdt-m: bingx-usdt-m/LINK-USDT, long, ours 0, theirs 3',
    );
    expect((await reconciled()).outcome).toBe('drift');
    expect((await toldOf(drift.id, true)).id).toBe(told.id);
    await live.post(`/trading/drifts/${drift.id}/acknowledge`, { by: 'maria', why: 'mine' });
    expect((await toldOf(drift.id, false)).id).toBe(told.id);
    const taken = (await live.send({ Strategy: 'drifting', Ticker: 'LINKUSDT.P' })) ?? '';
    await live.ordersOf(taken, isFilled);
    await reconciled();
    expect((await live.get('/trading/drifts')).items).toMatchObject([
      { id: drift.id, ours: '5', theirs: '8', acknowledgedBy: 'maria' },
    ]);
    const again = await live.service.http.post(
      `/trading/drifts/${drift.id}/acknowledge`,
      { by: 'maria', why: 'twice' },
      AUTHORIZED,
    );
    expect(again.status).toBe(409);
    await live.exchange.control.closePositionByHand('LINK-USDT', 'LONG', '3');
  });

  it('keeps fills on their way apart from drift', async () => {
    await live.createStrategy({
      alarmName: 'slow-parts',
      instrument: 'bingx-usdt-m/XRP-USDT',
      long: strategySide('100'),
    });
    await live.exchange.control.addFaults({
      kind: 'partial-fills',
      match: { method: 'POST', path: ORDERS },
      fractions: ['0.2', '0.2', '0.6'],
      ms: 1_500,
    });
    const id = (await live.send({ Strategy: 'slow-parts', Ticker: 'XRPUSDT.P' })) ?? '';
    const rows = [await reconciled(), await reconciled()];
    await live.ordersOf(id, isFilled);
    rows.push(await reconciled());
    const differing = rows.flatMap((row) => row.report.differences);
    expect(
      rows.at(-1).report.differences.filter((one: any) => one.instrument.includes('XRP')),
    ).toEqual([]);
    const { items } = await live.get('/trading/drifts?state=all');
    expect(items.filter((one: any) => one.instrument.includes('XRP'))).toEqual([]);
    expect(differing.every((one: any) => one.ours !== undefined)).toBe(true);
  });
});
