import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

const NAME = /^[a-z0-9-]{1,50}$/;

/** The name of an account in a request: its check, and how the document shows it. */
export const AccountField = (example = 'bingx', required = true): PropertyDecorator =>
  applyDecorators(
    Matches(NAME, { message: 'must be 1 to 50 characters of a-z, 0-9 and -' }),
    ApiProperty({ example, pattern: NAME.source, required }),
  );

/** The same for one that may be left out. */
export const OptionalAccountField = (): PropertyDecorator =>
  applyDecorators(AccountField('bingx', false), IsOptional());
