import type { SimContract } from '../contract';

type Row = readonly [
  symbol: string,
  pricePrecision: number,
  faceValue: string,
  status: number,
  startPrice: string,
];

const ROWS: readonly Row[] = [
  ['BTC-USD', 1, '100', 1, '60000'],
  ['ETH-USD', 2, '10', 1, '3000'],
  ['SOL-USD', 3, '10', 1, '158.63'],
  ['XRP-USD', 4, '10', 1, '1.4952'],
  ['BNB-USD', 2, '10', 25, '570'],
];

/** The Coin-M contracts on offer: whole contracts of a fixed USD value; BNB may only be closed. */
export const COIN_CONTRACTS: ReadonlyMap<string, SimContract> = new Map(
  ROWS.map(([symbol, pricePrecision, faceValue, status, startPrice], index) => [
    symbol,
    {
      contractId: String(900 + index),
      symbol,
      asset: symbol.replace(/-.*/, ''),
      size: faceValue,
      quantityPrecision: 0,
      pricePrecision,
      minQuantity: '1',
      minNotional: '0',
      faceValue,
      status,
      maxLeverage: symbol === 'BTC-USD' ? 150 : 50,
      launchTime: 1_710_738_000_000,
      startPrice,
    },
  ]),
);
