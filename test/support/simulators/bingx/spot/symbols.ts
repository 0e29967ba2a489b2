/** One spot pair as the simulator offers it. Prices are where the market starts. */
export interface SpotSymbol {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tickSize: string;
  readonly stepSize: string;
  /** In quote coin. */
  readonly minNotional: string;
  readonly maxNotional: string;
  /** 0 offline, 1 online, 5 pre-open, 10 accessed, 25 suspended, 29 pre-delisted, 30 delisted. */
  readonly status: number;
  readonly apiStateBuy: boolean;
  readonly apiStateSell: boolean;
  readonly timeOnline: number;
  readonly startPrice: string;
}

type Row = readonly [
  symbol: string,
  tickSize: string,
  stepSize: string,
  status: number,
  apiState: boolean,
  startPrice: string,
];

const ROWS: readonly Row[] = [
  ['BTC-USDT', '0.01', '0.000001', 1, true, '60000'],
  ['ETH-USDT', '0.01', '0.0001', 1, true, '3000'],
  ['SOL-USDT', '0.001', '0.001', 1, true, '123'],
  ['LTC-USDT', '0.01', '0.001', 1, true, '83.5'],
  ['XRP-USDT', '0.0001', '0.01', 1, true, '1.4952'],
  ['SHIB-USDT', '0.00000001', '1', 1, true, '0.00002345'],
  ['ETH-BTC', '0.00001', '0.0001', 1, true, '0.05'],
  ['ATOM-USDT', '0.001', '0.01', 25, true, '11.5'],
  ['DOGE-USDT', '0.00001', '0.1', 1, false, '0.21345'],
];

/** The pairs on offer: seven online, one suspended (ATOM) and one that the API may not trade (DOGE). */
export const SPOT_SYMBOLS: ReadonlyMap<string, SpotSymbol> = new Map(
  ROWS.map(([symbol, tickSize, stepSize, status, apiState, startPrice]) => {
    const [base = '', quote = ''] = symbol.split('-');
    const isInCoin = quote !== 'USDT';
    return [
      symbol,
      {
        symbol,
        base,
        quote,
        tickSize,
        stepSize,
        minNotional: isInCoin ? '0.0001' : '5',
        maxNotional: isInCoin ? '20' : '500000',
        status,
        apiStateBuy: apiState,
        apiStateSell: apiState,
        timeOnline: 1_635_955_200_000,
        startPrice,
      },
    ];
  }),
);
