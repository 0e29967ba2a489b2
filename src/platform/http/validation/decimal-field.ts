import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { IsDecimalText, type DecimalBounds } from './is-decimal-text';

/** A decimal of a request: its check, and how the document shows it. */
export const DecimalField = (
  example: string,
  bounds: DecimalBounds = {},
  required = true,
): PropertyDecorator =>
  applyDecorators(
    IsDecimalText(bounds),
    IsString(),
    ApiProperty({ example, format: 'decimal', required }),
  );

/** The same for one that may be left out. */
export const OptionalDecimalField = (example: string, bounds?: DecimalBounds): PropertyDecorator =>
  applyDecorators(DecimalField(example, bounds, false), IsOptional());
