import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { ID_TEXT } from '@/kernel/ids';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import {
  TIMES_IN_FORCE,
  WORKING_TYPES,
  type TimeInForce,
  type WorkingType,
} from '@/modules/exchanges/order-terms';

/** Why something is ordered, in a person's words: its check, and how the document shows it. */
export const NoteField = (example: string, description: string): PropertyDecorator =>
  applyDecorators(
    Length(1, 500),
    IsString(),
    IsOptional(),
    ApiPropertyOptional({ example, description, minLength: 1, maxLength: 500 }),
  );

/**
 * What a person says of an order in the same words, whichever route takes it. Decimals are not here: the routes have
 * bounds of their own.
 */
export abstract class OrderTermsFields {
  @ApiProperty({ example: 'long', enum: POSITION_SIDES, description: 'The side of the position.' })
  @IsIn(POSITION_SIDES)
  positionSide!: PositionSide;

  @ApiPropertyOptional({
    example: 'gtc',
    enum: TIMES_IN_FORCE,
    description: 'How long a limit rests; `gtc` when absent. `post-only` is for plain limits.',
  })
  @IsOptional()
  @IsIn(TIMES_IN_FORCE)
  timeInForce?: TimeInForce;

  @ApiPropertyOptional({
    example: 'mark',
    enum: WORKING_TYPES,
    description: 'Whose price pulls the trigger; the mark price when absent.',
  })
  @IsOptional()
  @IsIn(WORKING_TYPES)
  workingType?: WorkingType;

  @ApiPropertyOptional({
    example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9',
    pattern: ID_TEXT.source,
    description:
      'Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only.',
  })
  @IsOptional()
  @Matches(ID_TEXT, { message: 'must be the id of a strategy' })
  strategyId?: string;

  @NoteField('first try', 'Why the order is placed; kept with it.')
  note?: string;
}
