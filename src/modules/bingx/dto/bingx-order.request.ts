import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ID_TEXT } from '@/kernel/ids';
import { SymbolField } from '@/modules/bingx/dto/symbol-field';
import { AccountField } from '@/modules/exchanges/dto/account-field';
import { ORDER_TYPES, type OrderType } from '@/modules/exchanges/order-terms';
import { NoteField, OrderTermsFields } from '@/modules/trading/dto/order-terms.fields';
import { DecimalField, OptionalDecimalField } from '@/platform/http/validation/decimal-field';

/** How many orders one request may name. */
const MOST_ORDERS = 10;

const SeveralField = (one: Class<unknown>): PropertyDecorator =>
  applyDecorators(
    Type(() => one),
    ValidateNested({ each: true }),
    ArrayMaxSize(MOST_ORDERS),
    ArrayMinSize(1),
    IsArray(),
    ApiProperty({ type: [one], minItems: 1, maxItems: MOST_ORDERS }),
  );

/** An order without its account. */
class BingxOrderFields extends OrderTermsFields {
  @SymbolField()
  symbol!: string;

  /** Whether to open or to close; a close never opens the other side. Side and position side of BingX follow from it. */
  @ApiProperty({ example: 'open', enum: ['open', 'close'] })
  @IsIn(['open', 'close'])
  action!: 'open' | 'close';

  /** How it executes; each product takes the types that `GET /venues` lists. */
  @ApiProperty({ example: 'limit', enum: ORDER_TYPES })
  @IsIn(ORDER_TYPES)
  type!: OrderType;

  /** Size as decimal text: coins, or whole contracts on Coin-M. A multiple of the symbol's step. */
  @ValidateIf((order: BingxOrderFields) => order.quoteQuantity === undefined)
  @DecimalField('0.001', { moreThan: '0' }, false)
  quantity?: string;

  /** Spot, instead of `quantity`: what a market buy spends, in quote currency, as decimal text. */
  @OptionalDecimalField('25', { moreThan: '0' })
  quoteQuantity?: string;

  /** Limit price as decimal text; for orders that rest at a price and only for them. */
  @OptionalDecimalField('60000', { moreThan: '0' })
  price?: string;

  /** Trigger price as decimal text; for stop, take-profit and trigger orders and only for them. */
  @OptionalDecimalField('58000', { moreThan: '0' })
  stopPrice?: string;

  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  @OptionalDecimalField('0.05', { moreThan: '0', max: '1' })
  trailingRate?: string;

  /** The same in quote currency, as decimal text. */
  @OptionalDecimalField('250', { moreThan: '0' })
  trailingDistance?: string;

  /** The price at which a trailing stop begins to follow; at once when absent. */
  @OptionalDecimalField('62000', { moreThan: '0' })
  activationPrice?: string;
}

/** One order of one account. */
export class BingxOrderRequest extends BingxOrderFields {
  /** Name of the account that trades. */
  @AccountField()
  account!: string;
}

/** One order of several. */
export class BingxBatchOrder extends BingxOrderFields {}

/** Several orders of one account. */
export class BingxOrdersRequest {
  /** Name of the account that trades. */
  @AccountField()
  account!: string;

  /** The orders, at most 10; sent one after the other in this order. */
  @SeveralField(BingxBatchOrder)
  orders!: BingxBatchOrder[];
}

/** An account and a symbol. */
class BingxPlace {
  /** Name of the account. */
  @AccountField()
  account!: string;

  @SymbolField()
  symbol!: string;
}

/** One order by exactly one of its names. */
export class BingxOrderName {
  /** Our own id of the order. */
  @ApiPropertyOptional({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @IsOptional()
  @Matches(ID_TEXT, { message: 'must be the id of an order of this service' })
  orderId?: string;

  /** BingX's id of the order, as text. */
  @ApiPropertyOptional({ example: '1736012449498123456' })
  @IsOptional()
  @Matches(/^\d{1,30}$/, { message: 'must be an id of up to 30 digits' })
  venueOrderId?: string;

  /** The client order id. */
  @ApiPropertyOptional({ example: 's3f9c0e6a1b2d4857c6e0f1a2b3c4d5e' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,40}$/, { message: 'must be 1 to 40 letters, digits, _ and -' })
  clientOrderId?: string;
}

/** One order to cancel. Give one of `orderId`, `venueOrderId` and `clientOrderId`. */
export class BingxCancelRequest extends BingxOrderName {
  /** Name of the account. */
  @AccountField()
  account!: string;

  @SymbolField()
  symbol!: string;
}

/** Several orders of one symbol to cancel. */
export class BingxCancelSeveralRequest extends BingxPlace {
  /** The orders, at most 10, each by one of its names. */
  @SeveralField(BingxOrderName)
  orders!: BingxOrderName[];
}

/** Everything open on one symbol. */
export class BingxCancelAllRequest extends BingxPlace {
  /** True cancels stops, targets and trailing stops too: positions are unprotected then. False keeps them. Must be said. */
  @ApiProperty({ example: false })
  @IsBoolean()
  includeProtection!: boolean;
}

/** All positions of one symbol. */
export class BingxCloseAllRequest extends BingxPlace {
  @NoteField('weekend', 'Why; kept with the orders.')
  note?: string;
}

/** One position. */
export class BingxCloseRequest extends BingxCloseAllRequest {}

/** The new size of a resting limit order. */
export class BingxAmendRequest extends BingxPlace {
  /** The whole new size, filled part included, as decimal text. */
  @DecimalField('0.002', { moreThan: '0' })
  quantity!: string;
}

/** One order in the place of another. */
export class BingxReplaceItem extends BingxOrderFields {
  /** Our id of the order that is replaced. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @Matches(ID_TEXT, { message: 'must be the id of an order of this service' })
  replacesOrderId!: string;
}

/** Several orders in the places of others. */
export class BingxReplacementsRequest {
  /** Name of the account that trades. */
  @AccountField()
  account!: string;

  /** The replacements, at most 10, one after the other. */
  @SeveralField(BingxReplaceItem)
  replacements!: BingxReplaceItem[];
}
