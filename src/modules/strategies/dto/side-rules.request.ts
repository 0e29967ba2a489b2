import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { SideInput } from '@/modules/strategies/side-input';
import { QUANTITY_MODES, type QuantityMode } from '@/modules/strategies/strategy';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';

const text = (example: string): PropertyDecorator =>
  ApiProperty({ example, type: String, nullable: true, required: false });

const positive = (example: string): PropertyDecorator =>
  applyDecorators(IsDecimalText({ moreThan: '0' }), IsOptional(), text(example));

/** The rules of one side. Absent fields stay as they are; null clears one. */
export class SideRulesRequest implements SideInput {
  /** Timeframe of the `order open` signal that enters, such as `1m`; TradingView's `1`, `240`, `D` are understood too. Null switches the side's entries off. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  @text('1m')
  entryOrderTimeframe?: string | null;

  /** Timeframe of the `order close` signal that closes; null means that no signal closes this side. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  @text('1m')
  closeOrderTimeframe?: string | null;

  /** Timeframe of the `indicator open` signal that must hold for an entry; null needs none. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  @text('1h')
  entryIndicatorTimeframe?: string | null;

  /** Timeframe of the `indicator close` signal that ends what `indicator open` began; needs an entry indicator timeframe. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  @text('1h')
  closeIndicatorTimeframe?: string | null;

  /** Largest age of the `indicator open` signal, in seconds; null takes any age. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(315_360_000)
  @ApiProperty({ example: 86_400, type: 'integer', nullable: true, required: false })
  regimeMaxAgeSeconds?: number | null;

  /** Most entries open at once; null and 0 mean 1. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  @ApiProperty({ example: 1, type: 'integer', nullable: true, required: false })
  pyramiding?: number | null;

  /** Leverage to set before an entry, a whole number from 1 to 150; null leaves the venue's. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  @text('5')
  leverage?: string | null;

  /** How the size is found: `fixed`, `alarm` (the alarm's own), `quote` (an amount of quote currency) or `equity-percent`. */
  @IsOptional()
  @IsIn(QUANTITY_MODES)
  @ApiProperty({ enum: QUANTITY_MODES, example: 'fixed', nullable: true, required: false })
  quantityMode?: QuantityMode | null;

  /** The size in the mode's unit: base coin, quote currency or percent. Needed by every mode but `alarm`. */
  @positive('0.01')
  quantity?: string | null;

  /** Take profit of each entry, in percent of its own fill price. */
  @positive('2')
  takeProfitPerOrder?: string | null;

  /** Stop loss of each entry, in percent of its own fill price. */
  @positive('1')
  stopLossPerOrder?: string | null;

  /** Take profit of the whole side, in percent of its average price. */
  @positive('5')
  takeProfitGeneral?: string | null;

  /** Stop loss of the whole side, in percent of its average price. */
  @positive('3')
  stopLossGeneral?: string | null;

  /** Moves the stop to the average entry price once the price has moved this many percent in favour. Needs a stop loss, or a trailing stop without activation. */
  @positive('1')
  breakEvenAtPercent?: string | null;

  /** Percent beyond the entry price and the fees where the break-even stop goes; below 0 it stays short of it. Below breakEvenAtPercent. */
  @IsOptional()
  @IsDecimalText()
  @text('0.1')
  breakEvenOffsetPercent?: string | null;

  /** Lets the stop follow the best price at this distance, in percent; without any stop loss it is the stop of the whole side. */
  @positive('1.5')
  trailingStopPercent?: string | null;

  /** The stop begins to follow once the price has moved this many percent in favour; null: at once. Needs a stop loss that protects until then. */
  @positive('2')
  trailingActivationPercent?: string | null;
}
