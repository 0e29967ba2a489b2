import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AccountField } from '@/modules/exchanges/dto/account-field';
import { ORDER_TYPES, type OrderType } from '@/modules/exchanges/order-terms';
import { OrderTermsFields } from '@/modules/trading/dto/order-terms.fields';
import { DecimalField, OptionalDecimalField } from '@/platform/http/validation/decimal-field';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';

/** A manual order. It passes the same gate, journal and lane as an order that an alarm made. */
export class PlaceOrderRequest extends OrderTermsFields {
  /** Name of the account that trades. */
  @AccountField('paper')
  account!: string;

  /** Canonical instrument, market/BASE-QUOTE. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  @IsInstrumentText()
  instrument!: string;

  /** Whether to open or to close; a close never opens the other side. */
  @ApiProperty({ example: 'open', enum: ['open', 'close'] })
  @IsIn(['open', 'close'])
  action!: 'open' | 'close';

  /** How it executes. */
  @ApiProperty({ example: 'market', enum: ORDER_TYPES })
  @IsIn(ORDER_TYPES)
  type!: OrderType;

  /** Size in the venue's unit, as decimal text; must be a multiple of the instrument's step. */
  @DecimalField('0.001')
  quantity!: string;

  /** Limit price as decimal text; needed by orders that rest at a price and only by them. */
  @OptionalDecimalField('60000')
  price?: string;

  /** Trigger price as decimal text; needed by stop, take-profit and trigger orders and only by them. */
  @OptionalDecimalField('58000')
  stopPrice?: string;

  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  @OptionalDecimalField('0.05')
  trailingRate?: string;

  /** The same in quote currency, as decimal text. */
  @OptionalDecimalField('250')
  trailingDistance?: string;

  /** The price at which a trailing stop begins to follow; at once when absent. */
  @OptionalDecimalField('62000')
  activationPrice?: string;
}
