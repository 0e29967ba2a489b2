/** One perpetual contract as the simulator offers it. Prices are where the market starts. */
export interface SimContract {
  readonly contractId: string;
  readonly symbol: string;
  /** The base coin. */
  readonly asset: string;
  readonly size: string;
  readonly quantityPrecision: number;
  readonly pricePrecision: number;
  /** In base coin; Coin-M: in contracts. */
  readonly minQuantity: string;
  /** In USDT. */
  readonly minNotional: string;
  /** Coin-M: the USD that one contract is worth. '' on USDT-M. */
  readonly faceValue: string;
  /** 1 online, 25 forbidden to open, 5 pre-online, 0 offline. */
  readonly status: number;
  readonly maxLeverage: number;
  readonly launchTime: number;
  readonly startPrice: string;
}
