import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ExchangeEvent } from './events';
import { SignedClient } from './signed-client';
import { type Simulator, startSimulator } from './start-simulator';

let simulator: Simulator;
let client: SignedClient;
let seen: ExchangeEvent[];

beforeEach(async () => {
  simulator = await startSimulator();
  client = new SignedClient(simulator);
  seen = [];
  simulator.events.on((event) => seen.push(event));
});
afterEach(() => simulator.stop());

const orders = (): string[] =>
  seen.flatMap((event) =>
    event.kind === 'order' ? [`${event.execution} ${event.order.status}`] : [],
  );

it('tells of an order, its fill and the money and position that it moved', async () => {
  await client.open('LONG', '0.01');
  expect(orders()).toEqual(['NEW NEW', 'TRADE FILLED']);
  const trade = seen.find((event) => event.kind === 'order' && event.execution === 'TRADE');
  expect(trade).toMatchObject({ fill: { quantity: '0.01', price: '60000' }, account: 'main' });
  expect(seen.find(({ kind }) => kind === 'balance')).toMatchObject({
    reason: 'ORDER',
    balances: [{ asset: 'USDT', balance: '99999.7', change: '-0.3' }],
    positions: [{ symbol: 'BTC-USDT', side: 'LONG', quantity: '0.01', avgPrice: '60000' }],
  });
});

it('tells of a cancel, of partial fills one by one, of a liquidation and of a closed position', async () => {
  await client.open('LONG', '0.02', { type: 'LIMIT', price: '50000', clientOrderId: 'a1' });
  await simulator.control.fill({ clientOrderId: 'a1' }, '0.5');
  await simulator.control.fill({ clientOrderId: 'a1' }, '0.25');
  await client.call('DELETE', '/openApi/swap/v2/trade/order', {
    symbol: 'BTC-USDT',
    clientOrderId: 'a1',
  });
  expect(orders()).toEqual([
    'NEW PENDING',
    'TRADE PARTIALLY_FILLED',
    'TRADE PARTIALLY_FILLED',
    'CANCELED CANCELLED',
  ]);
  await simulator.control.liquidate('BTC-USDT', 'LONG');
  expect(orders().slice(-1)).toEqual(['CALCULATED FILLED']);
  expect(seen.filter(({ kind }) => kind === 'balance').slice(-1)).toMatchObject([
    { positions: [{ side: 'LONG', quantity: '0' }] },
  ]);
});

it('tells of prices and of leverage', async () => {
  await simulator.control.setPrice('BTC-USDT', '61000');
  await client.call('POST', '/openApi/swap/v2/trade/leverage', {
    symbol: 'BTC-USDT',
    side: 'LONG',
    leverage: '7',
  });
  expect(seen).toMatchObject([
    { kind: 'price', symbol: 'BTC-USDT', price: '61000' },
    { kind: 'config', symbol: 'BTC-USDT', longLeverage: 7, shortLeverage: 20 },
  ]);
});
