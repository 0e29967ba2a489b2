import { decimal, type Decimal, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { OrderType } from '@/modules/exchanges/order-terms';

/** What a paper order may be: it rests, it filled, or it ended before it filled whole. */
export const PAPER_ORDER_STATES = ['open', 'filled', 'cancelled'] as const;
export type PaperOrderState = (typeof PAPER_ORDER_STATES)[number];

/** One order in the paper venue's book. Amounts are decimal text: quantity in the market's unit, margin in what it settles in. */
export interface PaperOrder {
  readonly id: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly clientOrderId: string;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  readonly quantity: string;
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly reduceOnly: boolean;
  readonly state: PaperOrderState;
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  /** Set aside while an opening order rests; 0 otherwise. */
  readonly margin: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One execution on paper. */
export interface PaperFill {
  readonly id: string;
  readonly orderId: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly quantity: string;
  readonly price: string;
  /** In quote currency; that of a buy on Spot in the coin. */
  readonly fee: string;
  /** Realised by a closing fill, before its fee; 0 for an opening one. */
  readonly profit: string;
  readonly liquidity: 'maker' | 'taker';
  readonly filledAt: Date;
}

/** What an account holds on one side of one instrument. A row of quantity 0 remembers the side's leverage. */
export interface PaperPosition {
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: PositionSide;
  readonly quantity: string;
  /** Worth of what is still open at its own prices, in the asset it settles in: exact where an average would be rounded. */
  readonly openValue: string;
  readonly leverage: string;
  /** Price of the last fill or observation; null before the first. */
  readonly markPrice: string | null;
  readonly updatedAt: Date;
  /** Worth of one contract in quote currency; null where a quantity is base coin. */
  readonly contractValue: string | null;
}

/** On Spot what is held is the coin: fees of buys are taken from it, and a resting sale locks it. */
export const isCoins = (instrument: Pick<Instrument, 'market'>): boolean =>
  instrument.market === 'bingx-spot';

/** Leverage of a side that nobody has set. */
export const DEFAULT_LEVERAGE = '20';
export const MAX_LEVERAGE = '125';

/** Spot has no leverage: what is bought is paid. */
export const defaultLeverageOf = (instrument: Instrument): string =>
  isCoins(instrument) ? '1' : DEFAULT_LEVERAGE;

/** A side that was never traded. */
export const emptyPosition = (
  account: string,
  instrument: Instrument,
  side: PositionSide,
  at: Date,
  contractValue: string | null = null,
): PaperPosition => ({
  account,
  instrument,
  side,
  quantity: '0',
  openValue: '0',
  leverage: defaultLeverageOf(instrument),
  markPrice: null,
  updatedAt: at,
  contractValue,
});

/** Average price of what is open; null when nothing is. */
export function averagePriceOf(
  position: Pick<PaperPosition, 'quantity' | 'openValue' | 'contractValue'>,
): Decimal | null {
  const quantity = decimal(position.quantity);
  if (!quantity.gt(ZERO)) return null;
  const openValue = decimal(position.openValue);
  if (position.contractValue === null) return openValue.div(quantity);
  const average = quantity.times(decimal(position.contractValue)).div(openValue);
  // The coins of a contract are rounded to what the book can hold; prices never have as many digits.
  return average.toSignificantDigits(12);
}
