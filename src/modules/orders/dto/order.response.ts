import { ApiProperty } from '@nestjs/swagger';
import { ORDER_TYPES, termsOf } from '@/modules/exchanges/order-terms';
import type { Order } from '@/modules/orders/order';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** One instruction to a venue, as our books hold it. */
export class OrderResponse {
  /** The order's id. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  id!: string;

  /** The decision that made it. */
  @ApiProperty({ example: '01KEZ3P8Q0R2S4T6V8W0X2Y4Z6' })
  decisionId!: string;

  /** The alarm behind it; null for orders of a person and for protection. */
  @ApiProperty({ type: String, nullable: true })
  alarmId!: string | null;

  /** The strategy that it belongs to, or null. */
  @ApiProperty({ type: String, nullable: true })
  strategyId!: string | null;

  /** Its part in the decision. */
  @ApiProperty({ example: 'entry' })
  leg!: string;

  /** What it is for: `entry`, `close`, `reduce`, `take-profit`, `stop-loss`, `emergency-close`, `manual` or `external`. */
  @ApiProperty({ example: 'entry' })
  purpose!: string;

  /** For protection: the entry that it protects; null when it protects the whole side or nothing. */
  @ApiProperty({ type: String, nullable: true })
  protectsOrderId!: string | null;

  /** Account that trades. */
  @ApiProperty({ example: 'main' })
  account!: string;

  /** Venue that executes; `paper` in paper mode. */
  @ApiProperty({ example: 'paper' })
  venue!: string;

  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** `buy` or `sell`. */
  @ApiProperty({ example: 'buy' })
  side!: string;

  /** `long` or `short`: the side of the position that it changes. */
  @ApiProperty({ example: 'long' })
  positionSide!: string;

  /** How it executes. */
  @ApiProperty({ example: 'market', enum: ORDER_TYPES })
  type!: string;

  /** Asked size in the venue's unit, decimal text. */
  @ApiProperty({ example: '0.015' })
  quantity!: string;

  /** What a market buy on Spot spends, in quote currency, decimal text; null for every other order. */
  @ApiProperty({ type: String, nullable: true, example: '25.4' })
  quoteQuantity!: string | null;

  /** Limit price, decimal text; null for other types. */
  @ApiProperty({ type: String, nullable: true })
  price!: string | null;

  /** Trigger price, decimal text; null for other types. */
  @ApiProperty({ type: String, nullable: true })
  stopPrice!: string | null;

  /** How long a limit rests: `gtc`, `ioc`, `fok` or `post-only`; null for the venue's usual way. */
  @ApiProperty({ type: String, nullable: true, example: 'gtc' })
  timeInForce!: string | null;

  /** How far a trailing stop stays behind, as a fraction in decimal text; null otherwise. */
  @ApiProperty({ type: String, nullable: true, example: '0.05' })
  trailingRate!: string | null;

  /** The same in quote currency, decimal text; null otherwise. */
  @ApiProperty({ type: String, nullable: true, example: '250' })
  trailingDistance!: string | null;

  /** The price at which a trailing stop begins to follow, decimal text; null when at once. */
  @ApiProperty({ type: String, nullable: true })
  activationPrice!: string | null;

  /** The price that pulls the trigger, `mark` or `last`; null for the venue's usual way. */
  @ApiProperty({ type: String, nullable: true, example: 'mark' })
  workingType!: string | null;

  /** True when it may only shrink a position. */
  reduceOnly!: boolean;

  /** Leverage that was asked for, decimal text, or null. */
  @ApiProperty({ type: String, nullable: true, example: '5' })
  leverage!: string | null;

  /** Leverage that was in force on the venue when it was sent, decimal text, or null. */
  @ApiProperty({ type: String, nullable: true, example: '5' })
  leverageSet!: string | null;

  /** The price that the alarm named, decimal text, or null. */
  @ApiProperty({ type: String, nullable: true })
  referencePrice!: string | null;

  /** Our id on the wire. It follows from decision and leg, so a repeat can not become a second order. */
  @ApiProperty({ example: 's3f9c0e6a1b2d4857c6e0f1a2b3c4d5e' })
  clientOrderId!: string;

  /** What the two orders of an OCO have in common; null for every other order. */
  @ApiProperty({ type: String, nullable: true, example: null })
  pairId!: string | null;

  /** The venue's id; null while unknown. */
  @ApiProperty({ type: String, nullable: true, example: '1812345678901234567' })
  venueOrderId!: string | null;

  /** Where it stands. `UNKNOWN`: nobody knows yet whether the venue took it; the venue is being asked. */
  @ApiProperty({ example: 'FILLED' })
  state!: string;

  /** Filled size, the sum of its fills, decimal text. */
  @ApiProperty({ example: '0.015' })
  filledQuantity!: string;

  /** Average fill price, decimal text; null while nothing is filled. */
  @ApiProperty({ type: String, nullable: true, example: '97250.1' })
  averagePrice!: string | null;

  /** Fees that were taken in the coin itself, on Spot, decimal text; else `0`. */
  @ApiProperty({ example: '0' })
  baseFee!: string;

  /** A rest of this entry that is smaller can not be sold by itself; decimal text, null where every rest can be. */
  @ApiProperty({ type: String, nullable: true, example: '0.00008' })
  dustBelow!: string | null;

  /** Why it was denied, refused or not placed, as a code, or null. */
  @ApiProperty({ type: String, nullable: true })
  refusalCategory!: string | null;

  /** The same in a sentence, or null. */
  @ApiProperty({ type: String, nullable: true })
  refusalMessage!: string | null;

  /** Why a person should look at it, or null. */
  @ApiProperty({ type: String, nullable: true })
  needsAttention!: string | null;

  /** Not sent after this time, UTC; null when it never gets too old. */
  @ApiProperty({ type: String, nullable: true })
  sendBefore!: string | null;

  /** When it was written down, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.012Z' })
  createdAt!: string;

  /** When it was sent, UTC; null before. */
  @ApiProperty({ type: String, nullable: true })
  submittedAt!: string | null;

  /** When it last changed, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.047Z' })
  updatedAt!: string;

  /** One more with every event. */
  @ApiProperty({ example: 4 })
  version!: number;

  static from(order: Order): OrderResponse {
    return Object.assign(new OrderResponse(), {
      id: order.id,
      decisionId: order.decisionId,
      alarmId: order.alarmId,
      strategyId: order.strategyId,
      leg: order.leg,
      purpose: order.purpose,
      protectsOrderId: order.protectsOrderId,
      account: order.account,
      venue: order.venue,
      instrument: order.instrument,
      side: order.side,
      positionSide: order.positionSide,
      type: order.type,
      quantity: order.quantity,
      quoteQuantity: order.quoteQuantity,
      price: order.price,
      stopPrice: order.stopPrice,
      ...termsOf(order),
      reduceOnly: order.reduceOnly,
      leverage: order.leverage,
      leverageSet: order.leverageSet,
      referencePrice: order.referencePrice,
      clientOrderId: order.clientOrderId,
      pairId: order.pairId,
      venueOrderId: order.venueOrderId,
      state: order.state,
      filledQuantity: order.filledQuantity,
      averagePrice: order.averagePrice,
      baseFee: order.baseFee,
      dustBelow: order.dustBelow,
      refusalCategory: order.refusalCategory,
      refusalMessage: order.refusalMessage,
      needsAttention: order.needsAttention,
      sendBefore: iso(order.sendBefore),
      createdAt: order.createdAt.toISOString(),
      submittedAt: iso(order.submittedAt),
      updatedAt: order.updatedAt.toISOString(),
      version: order.version,
    } satisfies Readonly<OrderResponse>);
  }
}
