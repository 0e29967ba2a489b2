import { ApiProperty } from '@nestjs/swagger';
import { instrumentText } from '@/kernel/instrument';
import type { PositionsReport, ReportedPosition } from '@/modules/positions/reported-position';
import { listResponse } from '@/platform/http/validation/page-response';

/** One open position as its venue reports it. */
export class PositionResponse {
  /** The account that holds it. */
  @ApiProperty({ example: 'paper' })
  readonly account!: string;

  /** The venue that reported it. */
  @ApiProperty({ example: 'paper' })
  readonly venue!: string;

  /** The instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  readonly instrument!: string;

  /** `long` or `short`. */
  @ApiProperty({ example: 'long' })
  readonly side!: string;

  /** How much is open, always positive, in the venue's unit. */
  @ApiProperty({ example: '0.015', format: 'decimal' })
  readonly quantity!: string;

  /** How much of it no closing order has set aside. */
  @ApiProperty({ example: '0.015', format: 'decimal' })
  readonly availableQuantity!: string;

  /** Average entry price; null when the venue states none. */
  @ApiProperty({ type: String, nullable: true, example: '65000.5', format: 'decimal' })
  readonly averagePrice!: string | null;

  /** Leverage of the side; null when the venue states none. */
  @ApiProperty({ type: String, nullable: true, example: '10', format: 'decimal' })
  readonly leverage!: string | null;

  /** Unrealised profit by the venue's own price, in quote currency; null when it states none. */
  @ApiProperty({ type: String, nullable: true, example: '-3.25', format: 'decimal' })
  readonly unrealisedProfit!: string | null;

  /** Price at which the venue would liquidate; null when it states none. Paper never liquidates. */
  @ApiProperty({ type: String, nullable: true, example: null, format: 'decimal' })
  readonly liquidationPrice!: string | null;

  /** When the venue was asked. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  readonly at!: string;

  static from({ account, venue, at, position }: ReportedPosition): PositionResponse {
    return Object.assign(new PositionResponse(), {
      account,
      venue,
      instrument: instrumentText(position.instrument),
      side: position.side,
      quantity: position.quantity,
      availableQuantity: position.availableQuantity,
      averagePrice: position.averagePrice,
      leverage: position.leverage,
      unrealisedProfit: position.unrealisedProfit,
      liquidationPrice: position.liquidationPrice,
      at: at.toISOString(),
    } satisfies Readonly<PositionResponse>);
  }
}

/** An account whose positions could not be read now. */
export class UnreadAccountResponse {
  /** The account. */
  @ApiProperty({ example: 'bingx' })
  readonly account!: string;

  /** Its venue. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  readonly venue!: string;

  /** Why. */
  @ApiProperty({ example: 'bingx-usdt-m could not be asked: no answer within 5000 ms' })
  readonly problem!: string;
}

/** What the venues report as open now. */
export class PositionListResponse extends listResponse(PositionResponse, 'The positions.') {
  /** Accounts that could not be read: what they hold is unknown. */
  readonly unread!: UnreadAccountResponse[];

  static from({ positions, unread }: PositionsReport): PositionListResponse {
    const items = positions.map((position) => PositionResponse.from(position));
    return Object.assign(super.of(items), {
      unread: unread.map((one) => Object.assign(new UnreadAccountResponse(), one)),
    });
  }
}
