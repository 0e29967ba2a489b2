/** A position of the standard-contract product; it exists only because a test put it there. */
export interface StandardPosition {
  /** With a slash: `BTC/USDT`. */
  readonly symbol: string;
  readonly positionSide: 'LONG' | 'SHORT';
  readonly positionAmt: string;
  readonly entryPrice: string;
  readonly currentPrice: string;
  readonly initialMargin: string;
  readonly leverage: string;
  readonly unrealizedProfit: string;
  readonly isolated: boolean;
  readonly time: number;
}

/** A finished order of the standard-contract product. */
export interface StandardOrder {
  readonly orderId: string;
  readonly positionId: string;
  /** With a dash: `BTC-USDT`. */
  readonly symbol: string;
  readonly positionSide: 'LONG' | 'SHORT';
  readonly status: string;
  readonly avgPrice: string;
  readonly closePrice: string;
  readonly cumQuote: string;
  readonly executedQty: string;
  readonly margin: string;
  readonly leverage: string;
  readonly isolated: boolean;
  readonly time: number;
  readonly updateTime: number;
}
