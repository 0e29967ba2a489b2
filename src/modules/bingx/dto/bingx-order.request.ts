import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import {
  ORDER_TYPES,
  TIMES_IN_FORCE,
  WORKING_TYPES,
  type OrderType,
  type TimeInForce,
  type WorkingType,
} from '@/modules/exchanges/order-terms';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';

const ACCOUNT = /^[a-z0-9-]{1,50}$/;
const ACCOUNT_RULE = { message: 'must be 1 to 50 characters of a-z, 0-9 and -' };
const SYMBOL = /^[A-Z0-9]{1,30}-[A-Z0-9]{1,30}$/;
const SYMBOL_RULE = { message: 'must be a symbol in the spelling of BingX, such as BTC-USDT' };
const OUR_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** How many orders one request may name. */
const MOST_ORDERS = 10;

/** An order without its account. */
class BingxOrderFields {
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  @ApiProperty({ example: 'BTC-USDT' })
  @Matches(SYMBOL, SYMBOL_RULE)
  symbol!: string;

  /** Whether to open or to close; a close never opens the other side. Side and position side of BingX follow from it. */
  @ApiProperty({ example: 'open', enum: ['open', 'close'] })
  @IsIn(['open', 'close'])
  action!: 'open' | 'close';

  /** The side of the position. */
  @ApiProperty({ example: 'long', enum: POSITION_SIDES })
  @IsIn(POSITION_SIDES)
  positionSide!: PositionSide;

  /** How it executes; each product takes the types that `GET /venues` lists. */
  @ApiProperty({ example: 'limit', enum: ORDER_TYPES })
  @IsIn(ORDER_TYPES)
  type!: OrderType;

  /** Size as decimal text: coins, or whole contracts on Coin-M. A multiple of the symbol's step. */
  @ApiPropertyOptional({ example: '0.001', format: 'decimal' })
  @ValidateIf((order: BingxOrderFields) => order.quoteQuantity === undefined)
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  quantity?: string;

  /** Spot, instead of `quantity`: what a market buy spends, in quote currency, as decimal text. */
  @ApiPropertyOptional({ example: '25', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  quoteQuantity?: string;

  /** Limit price as decimal text; for orders that rest at a price and only for them. */
  @ApiPropertyOptional({ example: '60000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  price?: string;

  /** Trigger price as decimal text; for stop, take-profit and trigger orders and only for them. */
  @ApiPropertyOptional({ example: '58000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  stopPrice?: string;

  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  @ApiPropertyOptional({ example: 'gtc', enum: TIMES_IN_FORCE })
  @IsOptional()
  @IsIn(TIMES_IN_FORCE)
  timeInForce?: TimeInForce;

  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  @ApiPropertyOptional({ example: '0.05', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0', max: '1' })
  trailingRate?: string;

  /** The same in quote currency, as decimal text. */
  @ApiPropertyOptional({ example: '250', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  trailingDistance?: string;

  /** The price at which a trailing stop begins to follow; at once when absent. */
  @ApiPropertyOptional({ example: '62000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  activationPrice?: string;

  /** Whose price pulls the trigger; the mark price when absent. */
  @ApiPropertyOptional({ example: 'mark', enum: WORKING_TYPES })
  @IsOptional()
  @IsIn(WORKING_TYPES)
  workingType?: WorkingType;

  /** Strategy whose position a close shrinks, so that its books follow; for closes only. */
  @ApiPropertyOptional({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @IsOptional()
  @Matches(OUR_ID, { message: 'must be the id of a strategy' })
  strategyId?: string;

  /** Why the order is placed; kept with it. */
  @ApiPropertyOptional({ example: 'first try' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string;
}

/** One order of one account. */
export class BingxOrderRequest extends BingxOrderFields {
  /** Name of the account that trades. */
  @ApiProperty({ example: 'bingx' })
  @Matches(ACCOUNT, ACCOUNT_RULE)
  account!: string;
}

/** One order of several. */
export class BingxBatchOrder extends BingxOrderFields {}

/** Several orders of one account. */
export class BingxOrdersRequest {
  /** Name of the account that trades. */
  @ApiProperty({ example: 'bingx' })
  @Matches(ACCOUNT, ACCOUNT_RULE)
  account!: string;

  /** The orders, at most 10; sent one after the other in this order. */
  @ApiProperty({ type: [BingxBatchOrder] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ORDERS)
  @ValidateNested({ each: true })
  @Type(() => BingxBatchOrder)
  orders!: BingxBatchOrder[];
}

/** An account and a symbol. */
class BingxPlace {
  /** Name of the account. */
  @ApiProperty({ example: 'bingx' })
  @Matches(ACCOUNT, ACCOUNT_RULE)
  account!: string;

  /** The symbol, in the spelling of BingX; it must belong to the product. */
  @ApiProperty({ example: 'BTC-USDT' })
  @Matches(SYMBOL, SYMBOL_RULE)
  symbol!: string;
}

/** One order by exactly one of its names. */
export class BingxOrderName {
  /** Our own id of the order. */
  @ApiPropertyOptional({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @IsOptional()
  @Matches(OUR_ID, { message: 'must be the id of an order of this service' })
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
  @ApiProperty({ example: 'bingx' })
  @Matches(ACCOUNT, ACCOUNT_RULE)
  account!: string;

  /** The symbol, in the spelling of BingX; it must belong to the product. */
  @ApiProperty({ example: 'BTC-USDT' })
  @Matches(SYMBOL, SYMBOL_RULE)
  symbol!: string;
}

/** Several orders of one symbol to cancel. */
export class BingxCancelSeveralRequest extends BingxPlace {
  /** The orders, at most 10, each by one of its names. */
  @ApiProperty({ type: [BingxOrderName] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ORDERS)
  @ValidateNested({ each: true })
  @Type(() => BingxOrderName)
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
  /** Why; kept with the orders. */
  @ApiPropertyOptional({ example: 'weekend' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string;
}

/** One position. */
export class BingxCloseRequest extends BingxCloseAllRequest {}

/** The new size of a resting limit order. */
export class BingxAmendRequest extends BingxPlace {
  /** The whole new size, filled part included, as decimal text. */
  @ApiProperty({ example: '0.002', format: 'decimal' })
  @IsString()
  @IsDecimalText({ moreThan: '0' })
  quantity!: string;
}

/** One order in the place of another. */
export class BingxReplaceItem extends BingxOrderFields {
  /** Our id of the order that is replaced. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @Matches(OUR_ID, { message: 'must be the id of an order of this service' })
  replacesOrderId!: string;
}

/** Several orders in the places of others. */
export class BingxReplacementsRequest {
  /** Name of the account that trades. */
  @ApiProperty({ example: 'bingx' })
  @Matches(ACCOUNT, ACCOUNT_RULE)
  account!: string;

  /** The replacements, at most 10, one after the other. */
  @ApiProperty({ type: [BingxReplaceItem] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ORDERS)
  @ValidateNested({ each: true })
  @Type(() => BingxReplaceItem)
  replacements!: BingxReplaceItem[];
}
