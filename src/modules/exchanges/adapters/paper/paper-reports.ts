import { decimal, decimalText } from '@/kernel/decimal';
import { settlementAssetOf } from '@/kernel/inverse';
import { isFeeInCoin, unrealisedOf } from '@/modules/exchanges/adapters/paper/paper-arithmetic';
import {
  averagePriceOf,
  type PaperFill,
  type PaperOrder,
  type PaperPosition,
} from '@/modules/exchanges/adapters/paper/paper-book';
import type { FillReport, OrderReport, PositionReport } from '@/modules/exchanges/venue.types';

/** The book's rows in the words of the venue port. */

export const orderReport = (order: PaperOrder): OrderReport => ({
  venueOrderId: order.id,
  clientOrderId: order.clientOrderId,
  instrument: order.instrument,
  state: order.state,
  side: order.side,
  positionSide: order.positionSide,
  type: order.type,
  quantity: order.quantity,
  filledQuantity: order.filledQuantity,
  averagePrice: order.averagePrice,
  stopPrice: order.stopPrice,
  updatedAt: order.updatedAt,
});

export const fillReport = (fill: PaperFill): FillReport => ({
  venueFillId: fill.id,
  venueOrderId: fill.orderId,
  instrument: fill.instrument,
  side: fill.side,
  quantity: fill.quantity,
  price: fill.price,
  fee: fill.fee,
  feeAsset: isFeeInCoin(fill) ? fill.instrument.base : settlementAssetOf(fill.instrument),
  liquidity: fill.liquidity,
  filledAt: fill.filledAt,
});

export function positionReport(position: PaperPosition): PositionReport {
  const average = averagePriceOf(position);
  const mark = position.markPrice === null ? null : decimal(position.markPrice);
  return {
    instrument: position.instrument,
    side: position.side,
    quantity: position.quantity,
    availableQuantity: position.quantity,
    averagePrice: average === null ? null : decimalText(average.toDecimalPlaces(18)),
    leverage: position.leverage,
    unrealisedProfit: mark === null ? null : decimalText(unrealisedOf(position, mark)),
    liquidationPrice: null,
    venuePositionId: null,
  };
}
