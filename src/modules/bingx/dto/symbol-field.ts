import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** The symbol of an order: its check, and how the document shows it. */
export const SymbolField = (): PropertyDecorator =>
  applyDecorators(
    Matches(/^[A-Z0-9]{1,30}-[A-Z0-9]{1,30}$/, {
      message: 'must be a symbol in the spelling of BingX, such as BTC-USDT',
    }),
    ApiProperty({
      example: 'BTC-USDT',
      description: 'The symbol, in the spelling of BingX; it must belong to the product.',
    }),
  );
