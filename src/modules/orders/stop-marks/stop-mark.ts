import type { OrderId } from '@/kernel/ids';

/** `entry`: the stop of one entry. `side`: that of the whole side, kept with its first entry since it was flat. */
export type StopMarkScope = 'entry' | 'side';

/** How far a stop has followed the price. It only ever gets better for the holder. */
export interface StopMark {
  readonly orderId: OrderId;
  readonly scope: StopMarkScope;
  readonly stopPrice: string;
  /** The price that moved it there. */
  readonly seenPrice: string;
  readonly updatedAt: Date;
}
