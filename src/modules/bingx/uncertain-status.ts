import type { Response } from 'express';
import type { Order } from '@/modules/orders/order';
import type { CancelResult } from '@/modules/trading/venue-cancels';

const ACCEPTED = 202;

/** 202 when nobody knows yet what became of one of the orders. */
export function answerUncertain(response: Response, orders: readonly Order[]): void {
  const isUncertain = orders.some(({ state }) =>
    ['INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL'].includes(state),
  );
  if (isUncertain) response.status(ACCEPTED);
}

/** 202 when nobody knows yet whether one of the cancels worked. */
export function answerUncertainCancels(response: Response, results: readonly CancelResult[]): void {
  if (results.some(({ outcome }) => outcome === 'unknown')) response.status(ACCEPTED);
}
