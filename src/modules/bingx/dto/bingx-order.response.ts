import { ApiProperty } from '@nestjs/swagger';
import type { TestOutcome } from '@/modules/exchanges/venue.types';
import { OrderResponse } from '@/modules/orders/dto/order.response';
import type { Order } from '@/modules/orders/order';
import type { Replacement } from '@/modules/trading/manual/order-replacing';
import type { CancelResult } from '@/modules/trading/manual/venue-cancels';
import { listResponse } from '@/platform/http/validation/page-response';

/** Orders that one request made, each with an outcome of its own. */
export class BingxOrdersResponse extends listResponse(
  OrderResponse,
  'The orders, in the order of the request.',
) {
  static from(orders: readonly Order[]): BingxOrdersResponse {
    return this.of(orders.map((one) => OrderResponse.from(one)));
  }
}

/** How the cancel of one order ended. */
export class BingxCancelResponse {
  /**
   * `cancelled`; `filled`: a fill was faster; `gone`: it was not open any more; `refused`; `unknown`: nobody knows yet,
   * the order is being looked at; `kept`: protection that was not to be cancelled.
   */
  @ApiProperty({
    example: 'cancelled',
    enum: ['cancelled', 'filled', 'gone', 'refused', 'unknown', 'kept'],
  })
  outcome!: string;

  /** BingX's id of the order; null when it was not named and is not known. */
  @ApiProperty({ type: String, nullable: true, example: '1736012449498123456' })
  venueOrderId!: string | null;

  /** The client order id; null when there is none or it is not known. */
  @ApiProperty({ type: String, nullable: true, example: 's3f9c0e6a1b2d4857c6e0f1a2b3c4d5e' })
  clientOrderId!: string | null;

  /** Why it was not cancelled, as a code, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  category!: string | null;

  /** The same in a sentence, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  message!: string | null;

  /** The order as it stands in our books; null when it is not ours. */
  @ApiProperty({ type: OrderResponse, nullable: true })
  order!: OrderResponse | null;

  static from(result: CancelResult): BingxCancelResponse {
    const { order, ...rest } = result;
    return Object.assign(new BingxCancelResponse(), rest, {
      order: order === null ? null : OrderResponse.from(order),
    });
  }
}

/** How the cancels of several orders ended, each by itself. */
export class BingxCancelsResponse extends listResponse(BingxCancelResponse, 'One for each order.') {
  static from(results: readonly CancelResult[]): BingxCancelsResponse {
    return this.of(results.map((one) => BingxCancelResponse.from(one)));
  }
}

/** What became of an order and of the one in its place. */
export class BingxReplacementResponse {
  /** The old order after the attempt. */
  @ApiProperty({ type: OrderResponse })
  cancelled!: OrderResponse;

  /** The new order; null when it was not placed because the old one did not certainly end unfilled. */
  @ApiProperty({ type: OrderResponse, nullable: true })
  placed!: OrderResponse | null;

  /** Why nothing was placed, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  why!: string | null;

  static from({ cancelled, placed, why }: Replacement): BingxReplacementResponse {
    return Object.assign(new BingxReplacementResponse(), {
      cancelled: OrderResponse.from(cancelled),
      placed: placed === null ? null : OrderResponse.from(placed),
      why,
    });
  }
}

/** What became of several replacements. */
export class BingxReplacementsResponse extends listResponse(
  BingxReplacementResponse,
  'One for each, in the order of the request.',
) {
  static from(replacements: readonly Replacement[]): BingxReplacementsResponse {
    return this.of(replacements.map((one) => BingxReplacementResponse.from(one)));
  }
}

/** What BingX says of an order that was only tried. */
export class BingxTestOrderResponse {
  /** `accepted`, `refused` or `unknown`. Nothing was placed in any case. */
  @ApiProperty({ example: 'accepted', enum: ['accepted', 'refused', 'unknown'] })
  outcome!: string;

  /** Why it would be refused, as a code, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  category!: string | null;

  /** BingX's own code, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  venueCode!: string | null;

  /** The same in a sentence, or null. */
  @ApiProperty({ type: String, nullable: true, example: null })
  message!: string | null;

  static from(tested: TestOutcome): BingxTestOrderResponse {
    return Object.assign(new BingxTestOrderResponse(), {
      outcome: tested.outcome,
      category: 'category' in tested ? tested.category : null,
      venueCode: 'venueCode' in tested ? tested.venueCode : null,
      message: 'message' in tested ? tested.message : null,
    });
  }
}
