import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { PageQuery } from '@/platform/http/validation/page.query';

/** `true` and `false` as a query spells them; anything else is left for the validator to refuse. */
const booleanText = Transform(({ value }: { value: unknown }) =>
  value === 'true' ? true : value === 'false' ? false : value,
);

/** Filters of the list of strategies. */
export class ListStrategiesQuery extends PageQuery {
  /** Only strategies that are on, or only those that are off. */
  @IsOptional()
  @booleanText
  @IsBoolean()
  isOn?: boolean;

  /** Exactly this alarm name, case included. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  alarmName?: string;

  /** Exactly this instrument, in canonical form. */
  @IsOptional()
  @IsInstrumentText()
  instrument?: string;

  /** Part of the alarm name, description, result note, account or instrument, without regard to case. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;

  /** Also those that were deleted. */
  @IsOptional()
  @booleanText
  @IsBoolean()
  includeDeleted?: boolean;
}
