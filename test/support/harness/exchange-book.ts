import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { fillId } from '@test/support/simulators/bingx/spot/views';
import type { AccountState } from '@test/support/simulators/bingx/state';

/** The venues whose orders the simulator takes. */
export const PRODUCT_VENUES = ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot'] as const;
export type ProductVenue = (typeof PRODUCT_VENUES)[number];

export interface ExchangeOrder {
  readonly id: string;
  /** '' where none is kept. */
  readonly clientOrderId: string;
  /** The order that a fired one lives on in, '' when none. */
  readonly childId: string;
  readonly status: string;
  /** False for what a person or the exchange itself made. */
  readonly isByApi: boolean;
}

export interface ExchangeFill {
  readonly id: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: string;
  readonly positionSide: string;
  readonly quantity: string;
  readonly price: string;
  /** Positive: a cost. */
  readonly fee: string;
  readonly feeAsset: string;
}

/** One account's book of one product, in one shape for all of them. */
export interface ExchangeBook {
  readonly orders: readonly ExchangeOrder[];
  readonly fills: readonly ExchangeFill[];
  /** Open quantity by `SYMBOL SIDE`, or what is held by coin. */
  readonly holdings: ReadonlyMap<string, Decimal>;
  /** What a fill changes in {@link holdings}. */
  effectOf(fill: ExchangeFill): readonly (readonly [string, Decimal])[];
}

export function exchangeBook(account: AccountState, venue: ProductVenue): ExchangeBook {
  if (venue === 'bingx-spot') return spotBook(account);
  const isCoin = venue === 'bingx-coin-m';
  const { orders, fills, positions } = isCoin ? account.cswap : account.swap;
  return {
    orders: orders.map((order) => ({
      ...order,
      isByApi: order.origin === 'api' || order.origin === 'child',
    })),
    fills: fills.map(({ commission, ...fill }) => ({
      ...fill,
      fee: costOf(commission),
      feeAsset: isCoin ? fill.symbol.replace(/-.*/, '') : 'USDT',
    })),
    holdings: new Map(
      positions.map(({ symbol, side, quantity }) => [`${symbol} ${side}`, decimal(quantity)]),
    ),
    effectOf: ({ symbol, side, positionSide, quantity }) => {
      const opens = (side === 'BUY') === (positionSide === 'LONG');
      return [[`${symbol} ${positionSide}`, opens ? decimal(quantity) : decimal(quantity).neg()]];
    },
  };
}

function spotBook({ spot }: AccountState): ExchangeBook {
  return {
    orders: spot.orders.map((order) => ({ ...order, childId: '', isByApi: true })),
    fills: spot.fills.map((fill) => ({
      ...fill,
      id: fillId(fill),
      positionSide: 'LONG',
      fee: costOf(fill.fee),
    })),
    holdings: new Map(
      spot.balances.map(({ asset, free, locked }) => [asset, decimal(free).plus(decimal(locked))]),
    ),
    effectOf: ({ symbol, side, quantity, price, fee, feeAsset }) => {
      const [base = '', quote = ''] = symbol.split('-');
      const sign = side === 'BUY' ? 1 : -1;
      return [
        [base, decimal(quantity).times(sign)],
        [quote, decimal(quantity).times(decimal(price)).times(-sign)],
        [feeAsset, ZERO.minus(decimal(fee))],
      ];
    },
  };
}

const costOf = (commission: string): string => decimalText(decimal(commission).neg());
