import type { SimContract } from '../contract';

type Row = readonly [
  contractId: string,
  symbol: string,
  size: string,
  quantityPrecision: number,
  pricePrecision: number,
  minQuantity: string,
  status: number,
  maxLeverage: number,
  launchTime: number,
  startPrice: string,
];

const ROWS: readonly Row[] = [
  ['100', 'BTC-USDT', '0.0001', 4, 1, '0.0001', 1, 150, 1586275200000, '60000'],
  ['101', 'ETH-USDT', '0.01', 2, 2, '0.01', 1, 125, 1586275200000, '3000'],
  ['103', 'LINK-USDT', '0.1', 1, 3, '0.2', 1, 75, 1604851200000, '14.4'],
  ['100028', 'SOL-USDT', '1', 2, 3, '0.02', 1, 100, 1635955200000, '123'],
  ['104', 'LTC-USDT', '0.1', 1, 2, '0.1', 1, 75, 1604851200000, '83.5'],
  ['105', 'XRP-USDT', '1', 0, 4, '2', 1, 75, 1604851200000, '1.4952'],
  ['106', 'DOGE-USDT', '1', 0, 5, '10', 1, 75, 1620000000000, '0.21345'],
  ['100500', '1000PEPE-USDT', '1', 0, 7, '200', 1, 50, 1683000000000, '0.0123456'],
  ['100600', 'ATOM-USDT', '0.1', 2, 3, '0.5', 25, 50, 1635955200000, '11.5'],
  ['100700', 'LUNA-USDT', '1', 0, 4, '5', 0, 20, 1635955200000, '0.5'],
];

/** The contracts on offer: eight online, one that may only be closed (ATOM, 25) and one offline (LUNA, 0). */
export const CONTRACTS: ReadonlyMap<string, SimContract> = new Map(
  ROWS.map(
    ([
      contractId,
      symbol,
      size,
      quantityPrecision,
      pricePrecision,
      minQuantity,
      status,
      maxLeverage,
      launchTime,
      startPrice,
    ]) => [
      symbol,
      {
        contractId,
        symbol,
        asset: symbol.replace(/-.*/, ''),
        size,
        quantityPrecision,
        pricePrecision,
        minQuantity,
        minNotional: '2',
        faceValue: '',
        status,
        maxLeverage,
        launchTime,
        startPrice,
      },
    ],
  ),
);
