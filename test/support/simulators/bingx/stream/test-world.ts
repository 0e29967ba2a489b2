import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decimal } from '@/kernel/decimal';
import { StreamHub } from './hub';
import { type StreamSettings, defaultStreamSettings } from './stream-settings';
import type { StreamProduct } from './topics';
import type { Listing, OrderPush, StreamWorld } from './world';

/** Symbols that each product of the test world has, with what their prices start at. */
const LISTED: Readonly<Record<StreamProduct, readonly Listing[]>> = {
  swap: [listing('BTC-USDT', 1, 4, '60000'), listing('ETH-USDT', 2, 2, '3000')],
  cswap: [{ ...listing('BTC-USD', 1, 0, '60000'), contractValue: '100' }],
  spot: [listing('BTC-USDT', 2, 6, '60000')],
};

function listing(
  symbol: string,
  pricePrecision: number,
  quantityPrecision: number,
  startPrice: string,
): Listing {
  return { symbol, pricePrecision, quantityPrecision, startPrice, contractValue: '' };
}

/** The sockets without the exchange behind them: every product and two accounts, prices as the test says. */
export interface StreamStand {
  readonly url: string;
  readonly hub: StreamHub;
  readonly settings: StreamSettings;
  stop(): Promise<void>;
}

/** Starts sockets on a free port. Nothing is sent unasked unless the settings say so. */
export async function startStreamStand(change: Partial<StreamSettings> = {}): Promise<StreamStand> {
  const settings: StreamSettings = {
    ...defaultStreamSettings(),
    heartbeatMs: 60_000,
    configPushMs: 0,
    republishMs: 0,
    ...change,
  };
  const world: StreamWorld = {
    now: () => Date.now(),
    listing: (product, symbol) => LISTED[product].find((listed) => listed.symbol === symbol),
    price: (product, symbol) =>
      decimal(LISTED[product].find((listed) => listed.symbol === symbol)?.startPrice ?? '1'),
    candle: () => undefined,
    configs: (product, account) =>
      LISTED[product].map(({ symbol }) => ({
        symbol,
        longLeverage: account === 'main' ? 12 : 5,
        shortLeverage: 9,
        isIsolated: false,
      })),
    spotBalances: () => [
      { asset: 'USDT', wallet: '100.5', cross: '100.5', change: '0', locked: '0' },
    ],
  };
  const hub = new StreamHub(world, () => settings);
  const server = createServer();
  server.on('upgrade', (request, connection, head) => hub.upgrade(request, connection, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hub,
    settings,
    stop: () =>
      new Promise((resolve) => {
        hub.stop();
        server.close(() => resolve());
      }),
  };
}

/** A filled market order. */
export function anOrderPush(change: Partial<OrderPush> = {}): OrderPush {
  return {
    symbol: 'BTC-USDT',
    clientOrderId: 'a-client-id',
    orderId: '2104122758140616704',
    side: 'BUY',
    type: 'MARKET',
    quantity: '0.001',
    quoteQuantity: '0',
    price: '0',
    stopPrice: '0',
    averagePrice: '60000',
    execution: 'TRADE',
    status: 'FILLED',
    executed: '0.001',
    value: '60',
    workingType: 'MARK_PRICE',
    positionSide: 'LONG',
    reduceOnly: false,
    triggerOrderId: '0',
    createdAt: 1_700_000_000_000,
    at: 1_700_000_000_100,
    fill: {
      id: '511178071',
      quantity: '0.001',
      price: '60000',
      value: '60',
      fee: '-0.03',
      feeAsset: 'USDT',
      profit: '0',
      isMaker: false,
    },
    ...change,
  };
}
