import { applyDecorators } from '@nestjs/common';
import { IsISO8601, IsOptional } from 'class-validator';
import { present, type Present } from '@/kernel/present';

/** A time in ISO 8601 that may be left out. */
export const OptionalTime = (): PropertyDecorator =>
  applyDecorators(IsISO8601({ strict: true }), IsOptional());

/** A period whose ends are both optional, from `from` and before `to`. */
export const periodOf = (query: {
  readonly from?: string;
  readonly to?: string;
}): Present<{ readonly from: Date | undefined; readonly to: Date | undefined }> =>
  present({ from: timeOf(query.from), to: timeOf(query.to) });

const timeOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
