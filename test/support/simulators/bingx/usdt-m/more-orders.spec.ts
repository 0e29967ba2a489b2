import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ClientAnswer, SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const V1 = '/openApi/swap/v1';
const V2 = '/openApi/swap/v2';

let simulator: Simulator;
let client: SignedClient;

beforeEach(async () => {
  simulator = await startSimulator({
    settings: { rateLimits: { enabled: false }, sameCancelMs: 0, twapSecondMs: 2 },
  });
  client = new SignedClient(simulator);
});
afterEach(() => simulator.stop());

const post = (path: string, params: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.call('POST', path, { symbol: 'BTC-USDT', ...params });
const trailing = (more: Record<string, string>): Promise<ClientAnswer> =>
  client.order({
    symbol: 'BTC-USDT',
    side: 'SELL',
    positionSide: 'LONG',
    type: 'TRAILING_STOP_MARKET',
    quantity: '0.1',
    ...more,
  });
const limitOrder = (more: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.open('LONG', '0.1', { type: 'LIMIT', price: '50000', ...more });

it('trails the price by a rate and fires when it turns', async () => {
  await client.open('LONG', '0.1');
  await trailing({ priceRate: '0.05', clientOrderId: 'trail' });
  await simulator.control.setPrice('BTC-USDT', '70000');
  await simulator.control.setPrice('BTC-USDT', '66501');
  expect((await client.getOrder({ clientOrderId: 'trail' })).data.order).toMatchObject({
    status: 'NEW',
    stopPrice: '66500.0',
  });
  await simulator.control.setPrice('BTC-USDT', '66500');
  expect((await client.getOrder({ clientOrderId: 'trail' })).data.order).toMatchObject({
    status: 'FILLED',
    avgPrice: '66500.0',
  });
  expect((await simulator.control.state()).positions).toEqual([]);
});

it('trails by a distance once the activation price was seen', async () => {
  await client.open('LONG', '0.1');
  await trailing({ price: '1000', activationPrice: '61000', clientOrderId: 'later' });
  await simulator.control.setPrice('BTC-USDT', '58000');
  expect((await client.getOrder({ clientOrderId: 'later' })).data.order.status).toBe('NEW');
  await simulator.control.setPrice('BTC-USDT', '62000');
  await simulator.control.setPrice('BTC-USDT', '61000');
  expect((await client.getOrder({ clientOrderId: 'later' })).data.order.status).toBe('FILLED');
  expect(await trailing({})).toMatchObject({ code: 110415 });
});

it('places a TWAP order piece by piece', async () => {
  const { data } = await post(`${V1}/twap/order`, {
    side: 'BUY',
    positionSide: 'LONG',
    priceType: 'constant',
    priceVariance: '100',
    triggerPrice: '60000',
    interval: '5',
    amountPerOrder: '0.04',
    totalAmount: '0.1',
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  const { orders, positions } = await simulator.control.state();
  expect(orders.map(({ executed, mainOrderId }) => [executed, mainOrderId])).toEqual([
    ['0.04', data.mainOrderId],
    ['0.04', data.mainOrderId],
    ['0.02', data.mainOrderId],
  ]);
  expect(positions).toMatchObject([{ quantity: '0.1' }]);
  const detail = await client.call('GET', `${V1}/twap/orderDetail`, {
    mainOrderId: data.mainOrderId,
  });
  expect(detail.data).toMatchObject({ orderStatus: 'Filled', executedQty: '0.1' });
});

it('replaces orders: cancel first, then the new one, unless the cancel failed', async () => {
  await limitOrder({ clientOrderId: 'old' });
  const fields = {
    side: 'BUY',
    positionSide: 'LONG',
    type: 'LIMIT',
    price: '51000',
    quantity: '0.1',
  };
  const replaced = await post(`${V1}/trade/cancelReplace`, {
    ...fields,
    cancelReplaceMode: 'STOP_ON_FAILURE',
    cancelClientOrderId: 'old',
    clientOrderId: 'new',
  });
  expect(replaced.data).toMatchObject({
    cancelResult: 'true',
    replaceResult: 'true',
    cancelResponse: { status: 'CANCELLED' },
  });
  const failed = await post(`${V1}/trade/cancelReplace`, {
    ...fields,
    cancelReplaceMode: 'STOP_ON_FAILURE',
    cancelClientOrderId: 'old',
  });
  expect(failed).toMatchObject({
    code: 0,
    data: { cancelResult: 'false', replaceResult: 'false', cancelMsg: 'order not exist' },
  });
  expect((await client.call('GET', `${V2}/trade/openOrders`)).data.orders).toMatchObject([
    { clientOrderId: 'new' },
  ]);
});

it('amends the amount of limit orders only', async () => {
  await limitOrder({ clientOrderId: 'amended' });
  expect(
    (await post(`${V1}/trade/amend`, { clientOrderId: 'amended', quantity: '0.25' })).data,
  ).toMatchObject({ quantity: 0.25 });
  await simulator.control.setPrice('BTC-USDT', '50000');
  expect((await simulator.control.state()).positions).toMatchObject([{ quantity: '0.25' }]);
  expect(
    await post(`${V1}/trade/amend`, { clientOrderId: 'amended', quantity: '0.3' }),
  ).toMatchObject({ code: 109400 });
});

it('reverses a position and refuses play money on the live host', async () => {
  await client.open('LONG', '0.1');
  expect((await post(`${V1}/trade/reverse`, { type: 'Reverse' })).data).toMatchObject({
    positionSide: 'Short',
    positionAmt: '0.1000',
  });
  expect((await simulator.control.state()).positions).toMatchObject([
    { side: 'SHORT', quantity: '0.1' },
  ]);
  expect(await post(`${V1}/trade/getVst`)).toMatchObject({ code: 100404 });
});

it('gives play money on the demo host', async () => {
  await simulator.control.changeSettings({ asset: 'VST' });
  expect((await post(`${V1}/trade/getVst`)).data).toEqual({ amount: 10_000 });
  expect((await simulator.control.state()).balances).toMatchObject([
    { asset: 'VST', balance: '110000' },
  ]);
});

it('adds margin to isolated positions and binds it', async () => {
  await post(`${V2}/trade/marginType`, { marginType: 'ISOLATED' });
  await client.open('LONG', '0.1');
  const before = (await simulator.control.state()).availableMargin;
  const change = (type: string, amount: string): Promise<ClientAnswer> =>
    post(`${V2}/trade/positionMargin`, { positionSide: 'LONG', type, amount });
  expect(JSON.parse((await change('1', '50')).text)).toEqual({
    code: 0,
    msg: '',
    amount: 50,
    type: 1,
  });
  expect(Number(before) - Number((await simulator.control.state()).availableMargin)).toBe(50);
  expect(await change('2', '51')).toMatchObject({ code: 104411 });
  await change('2', '50');
  expect((await simulator.control.state()).availableMargin).toBe(before);
});

it('wants ten to a hundred and twenty seconds for the dead man', async () => {
  const arm = (timeOut: string): Promise<ClientAnswer> =>
    post(`${V2}/trade/cancelAllAfter`, { type: 'ACTIVATE', timeOut });
  const { data } = await arm('10');
  expect(data).toMatchObject({ status: 'ACTIVATED' });
  expect(data.triggerTime).toBeLessThan(1e12);
  expect(await arm('9')).toMatchObject({ code: 109400 });
  expect(await arm('121')).toMatchObject({ code: 109400 });
});
