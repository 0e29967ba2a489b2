import { ZERO, decimal, decimalText } from '@/kernel/decimal';
import { digits } from '../wire';
import type { SpotFill, SpotOrder } from './model';
import type { Spot } from './spot';

type View = Record<string, unknown>;

const decimalsOf = (step: string): number => step.split('.')[1]?.length ?? 0;

function commonView(order: SpotOrder): View {
  return {
    symbol: order.symbol,
    orderId: digits(order.id),
    price: order.price,
    origQty: order.quantity,
    executedQty: order.executed,
    cummulativeQuoteQty: order.executedQuote,
    status: order.status,
    type: order.type,
    side: order.side,
  };
}

/** The answer to placing; the client order id appears when one was sent. */
export function spotPlacedView(order: SpotOrder): View {
  return {
    ...commonView(order),
    transactTime: order.createdAt,
    ...(order.clientOrderId === '' ? {} : { clientOrderID: order.clientOrderId }),
  };
}

export function spotCancelledView(order: SpotOrder): View {
  return { ...commonView(order), stopPrice: order.stopPrice === '' ? '0' : order.stopPrice };
}

/** The same in lists of cancelled orders. */
export function spotCancelledRow(order: SpotOrder): View {
  return {
    ...spotCancelledView(order),
    transactTime: order.updatedAt,
    clientOrderID: order.clientOrderId,
  };
}

/** An order in listings; the trigger price is spelt `StopPrice` and the fee a number. */
export function spotOrderView(x: Spot, order: SpotOrder): View {
  return {
    ...commonView(order),
    StopPrice: order.stopPrice === '' ? '0' : order.stopPrice,
    time: order.createdAt,
    updateTime: order.updatedAt,
    origQuoteOrderQty: order.quoteQuantity,
    fee: digits(order.fee),
    feeAsset: order.feeAsset,
    clientOrderID: order.clientOrderId,
    avgPrice: averagePrice(x, order),
  };
}

/** The same when asked for alone: the fee is text. */
export const spotQueryView = (x: Spot, order: SpotOrder): View => ({
  ...spotOrderView(x, order),
  fee: order.fee,
});

function averagePrice(x: Spot, order: SpotOrder): string {
  const executed = decimal(order.executed);
  const { tickSize } = x.quoted(order.symbol);
  return decimalText(
    (executed.isZero() ? ZERO : decimal(order.executedQuote).div(executed)).toDecimalPlaces(
      decimalsOf(tickSize),
    ),
  );
}

/** A trade; its id is a small number of its own. */
export function spotFillView(fill: SpotFill): View {
  return {
    symbol: fill.symbol,
    id: digits(fillId(fill)),
    orderId: digits(fill.orderId),
    price: fill.price,
    qty: fill.quantity,
    quoteQty: fill.quote,
    commission: digits(fill.fee),
    commissionAsset: fill.feeAsset,
    time: Math.floor(fill.at / 1000) * 1000,
    isBuyer: fill.side === 'BUY',
    isMaker: fill.isMaker,
  };
}

/** The last digits of the book's id: unique, ascending and small enough for any reader. */
export const fillId = (fill: SpotFill): string =>
  (BigInt(fill.id) - 2_104_122_758_000_000_000n).toString();

/** One leg of an OCO list: ids are text, prices numbers. */
export function listLegView(order: SpotOrder, isNew: boolean): View {
  return {
    transactionTime: isNew ? 0 : order.createdAt,
    orderId: order.id,
    clientOrderId: order.clientOrderId,
    symbol: order.symbol,
    orderType: order.listRole,
    side: order.side,
    triggerPrice: digits(order.stopPrice === '' ? '0' : order.stopPrice),
    price: digits(order.price),
    quantity: digits(order.quantity),
    orderListId: order.listId,
    status: isNew ? '' : order.status,
  };
}
