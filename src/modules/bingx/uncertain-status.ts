import type { Response } from 'express';
import type { Order } from '@/modules/orders/order';
import { OUTCOME_OPEN } from '@/modules/orders/order-transitions';
import type { CancelResult } from '@/modules/trading/manual/venue-cancels';
import { answerUncertain } from '@/platform/http/uncertain-answer';

/** 202 when nobody knows yet what became of one of the orders. */
export function answerForOrders(response: Response, orders: readonly Order[]): void {
  if (orders.some(({ state }) => OUTCOME_OPEN.includes(state))) answerUncertain(response);
}

/** 202 when nobody knows yet whether one of the cancels worked. */
export function answerForCancels(response: Response, results: readonly CancelResult[]): void {
  if (results.some(({ outcome }) => outcome === 'unknown')) answerUncertain(response);
}
