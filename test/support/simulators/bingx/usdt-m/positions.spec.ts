import { SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const TRADE = '/openApi/swap/v2/trade';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('orders', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeEach(async () => {
    simulator = await startSimulator({
      settings: { rateLimits: { enabled: false }, legDelayMs: 5, sameCancelMs: 0 },
    });
    client = new SignedClient(simulator);
  });
  afterEach(() => simulator.stop());

  const stop = (price: string, more: Record<string, string> = {}) =>
    client.order({
      symbol: 'BTC-USDT',
      side: 'SELL',
      positionSide: 'LONG',
      type: 'STOP_MARKET',
      quantity: '0.01',
      stopPrice: price,
      ...more,
    });

  describe('position modes', () => {
    it.each([
      [
        true,
        'BOTH',
        {},
        "In the Hedge mode, the 'PositionSide' field can only be set to LONG or SHORT.",
      ],
      [
        true,
        'LONG',
        { reduceOnly: 'true' },
        "In the Hedge mode, the 'ReduceOnly' field can not be filled.",
      ],
      [false, 'LONG', {}, "In the One-way mode, the 'PositionSide' field can only be set to BOTH."],
    ] as const)('hedge %s refuses %s %o', async (dual, positionSide, more, msg) => {
      await simulator.control.setMode(dual);
      expect(await client.open('LONG', '0.01', { positionSide, ...more })).toMatchObject({
        code: 109400,
        msg,
      });
    });

    it('holds both sides in hedge mode', async () => {
      await client.open('LONG', '0.01');
      await client.open('SHORT', '0.02');
      expect(
        (await client.positions()).map(({ positionSide, positionAmt }) => [
          positionSide,
          positionAmt,
        ]),
      ).toEqual([
        ['LONG', '0.0100'],
        ['SHORT', '0.0200'],
      ]);
    });

    it('nets and reverses in one-way mode, but reduceOnly never opens', async () => {
      await simulator.control.setMode(false);
      const both = { positionSide: 'BOTH' };
      await client.open('LONG', '0.01', both);
      await client.open('SHORT', '0.03', both);
      expect(await client.positions()).toMatchObject([
        { positionSide: 'SHORT', positionAmt: '0.0200', onlyOnePosition: true },
      ]);
      const reduce = { ...both, reduceOnly: 'true' };
      expect(await client.open('LONG', '0.03', reduce)).toMatchObject({ code: 101290 });
      expect(await client.open('LONG', '0.02', reduce)).toMatchObject({ code: 0 });
      expect(await client.open('LONG', '0.02', reduce)).toMatchObject({ code: 109420 });
      expect(await client.positions()).toEqual([]);
    });

    it('changes only while flat, and says the mode as text', async () => {
      const dual = '/openApi/swap/v1/positionSide/dual';
      expect((await client.call('GET', dual)).data).toEqual({ dualSidePosition: 'true' });
      await client.open('LONG', '0.01');
      expect(await client.call('POST', dual, { dualSidePosition: 'false' })).toMatchObject({
        code: 109401,
      });
    });
  });

  it('books profit, fee and balance exactly', async () => {
    await client.open('LONG', '0.01');
    await simulator.control.setPrice('BTC-USDT', '61000');
    await client.open('LONG', '0.01', { side: 'SELL' });
    const state = await simulator.control.state();
    expect(state.positions).toEqual([]);
    // 100000 + 10 profit - 0.3 - 0.305 fees
    expect(state.balances).toMatchObject([{ balance: '100009.395' }]);
    expect(state.closedPositions).toMatchObject([
      { realised: '10', commission: '-0.605', closed: '0.01' },
    ]);
  });

  it('rests a limit order until the price crosses it, and freezes its quantity for other closes', async () => {
    await client.open('LONG', '0.02');
    const close = { side: 'SELL', positionSide: 'LONG' };
    await client.open('LONG', '0.015', {
      ...close,
      type: 'LIMIT',
      price: '62000',
      clientOrderId: 'tp',
    });
    expect(await client.openOrders()).toMatchObject([
      { status: 'PENDING', clientOrderId: 'tp', profit: '0.0' },
    ]);
    expect(await client.positions()).toMatchObject([{ availableAmt: '0.0050' }]);
    expect(await client.open('LONG', '0.01', close)).toMatchObject({ code: 110203 });
    await simulator.control.setPrice('BTC-USDT', '63000');
    const { data } = await client.getOrder({ clientOrderId: 'tp' });
    expect(data.order).toMatchObject({ status: 'FILLED', avgPrice: '62000.0', profit: '30.0000' });
  });

  it('fires a stop: another order carries the fill, its parent leads to it, other stops stay', async () => {
    await client.open('LONG', '0.02');
    const parent =
      /"orderID":"(\d+)"/.exec((await stop('58000', { clientOrderId: 'sl' })).text)?.[1] ?? '';
    expect(await stop('57000', { quantity: '0.02' })).toMatchObject({ code: 110203 });
    expect(await stop('61000')).toMatchObject({ code: 110411 });
    await simulator.control.setPrice('BTC-USDT', '57900');
    const child = await client.getOrder({ orderId: parent });
    expect(child.data.order).toMatchObject({
      status: 'FILLED',
      type: 'STOP_MARKET',
      executedQty: '0.0100',
      avgPrice: '57900.0',
    });
    expect(child.text).toContain(`"triggerOrderId":${parent}`);
    expect(child.text).not.toContain(`"orderId":${parent}`);
    const all = await client.call('GET', `${TRADE}/allOrders`, { limit: '500' });
    expect(all.text).not.toContain(`"orderId":${parent}`);
    const fills = await client.call('GET', `${TRADE}/allFillOrders`, {
      startTs: String(Date.now() - 60_000),
      endTs: String(Date.now() + 1_000),
      tradingUnit: 'COIN',
    });
    expect(fills.data.fill_orders).toMatchObject([
      { type: 'MARKET', volume: '0.0200' },
      { type: 'STOP', volume: '0.0100', clientOrderID: '' },
    ]);
    expect(await client.positions()).toMatchObject([{ positionAmt: '0.0100' }]);
  });

  it('turns attached legs into orders after the fill and cancels the other when one fires', async () => {
    await client.open('LONG', '0.01', {
      takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":66000}',
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000}',
    });
    await pause(60);
    expect(await client.openOrders()).toMatchObject([
      {
        type: 'STOP_MARKET',
        side: 'SELL',
        status: 'NEW',
        clientOrderId: '',
        avgPrice: '60000.0',
        profit: '',
      },
      { type: 'TAKE_PROFIT_MARKET', stopPrice: '66000.0', origQty: '0.0100' },
    ]);
    const byHand = await stop('53000');
    expect(byHand).toMatchObject({ code: 0 });
    await client.call('DELETE', `${TRADE}/order`, {
      symbol: 'BTC-USDT',
      orderId: String(byHand.data.order.orderID),
    });
    await simulator.control.setPrice('BTC-USDT', '66500');
    expect(await client.openOrders()).toEqual([]);
    expect(await client.positions()).toEqual([]);
    const { orders } = await simulator.control.state();
    expect(orders.map(({ type, status }) => [type, status])).toEqual([
      ['MARKET', 'FILLED'],
      ['TAKE_PROFIT_MARKET', 'TRIGGERED'],
      ['STOP_MARKET', 'CANCELLED'],
      ['STOP_MARKET', 'CANCELLED'],
      ['TAKE_PROFIT_MARKET', 'FILLED'],
    ]);
  });

  it('keeps attached legs inside an unfilled limit entry', async () => {
    await client.open('LONG', '0.01', {
      type: 'LIMIT',
      price: '59000',
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000.5}',
    });
    expect(await client.openOrders()).toMatchObject([
      {
        status: 'PENDING',
        stopLoss: { type: 'STOP_MARKET', stopPrice: 54000.5 },
        takeProfit: { stopPrice: 0 },
      },
    ]);
    await simulator.control.setPrice('BTC-USDT', '58900');
    await pause(60);
    expect(await client.openOrders()).toMatchObject([{ type: 'STOP_MARKET', status: 'NEW' }]);
  });

  it('allows one closePosition stop a side, wants its quantity, and drops it with the position', async () => {
    await client.open('LONG', '0.01');
    const close = { closePosition: 'true' };
    const { code, msg } = await client.order({
      ...{
        symbol: 'BTC-USDT',
        side: 'SELL',
        positionSide: 'LONG',
        type: 'STOP_MARKET',
        stopPrice: '55000',
      },
      ...close,
    });
    expect([code, msg]).toEqual([109400, 'parameter quantity or stopPrice is must']);
    expect(await stop('55000', close)).toMatchObject({ code: 0 });
    expect(await stop('54000', close)).toMatchObject({ code: 110406 });
    expect(await stop('56000')).toMatchObject({ code: 0 });
    await client.open('LONG', '0.01', { side: 'SELL' });
    expect(await client.openOrders()).toMatchObject([
      { stopPrice: '56000.0', closePosition: 'false' },
    ]);
  });

  it('closes by hand, liquidates and closes everything', async () => {
    await client.open('LONG', '0.02');
    await simulator.control.closePositionByHand('BTC-USDT', 'LONG', '0.01');
    expect(await client.positions()).toMatchObject([{ positionAmt: '0.0100' }]);
    await simulator.control.liquidate('BTC-USDT', 'LONG', '57000');
    expect(await client.positions()).toEqual([]);
    expect((await simulator.control.state()).fills.at(-1)).toMatchObject({
      type: 'LIQUIDATION',
      price: '57000',
    });
    await client.open('SHORT', '0.01');
    const closed = await client.call('POST', `${TRADE}/closeAllPositions`);
    expect(closed.text).toMatch(/"success":\[\d{19}\],"failed":null/);
    expect(await client.positions()).toEqual([]);
  });
});
