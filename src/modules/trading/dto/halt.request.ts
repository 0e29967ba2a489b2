import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';

export const SCOPES = ['system', 'account'] as const;

/** For what a change of the trading state holds, and why it is made. */
export class TradingScopeRequest {
  /** `system` for everything, `account` for one account. */
  @ApiProperty({ example: 'system', enum: SCOPES })
  @IsIn(SCOPES)
  scope!: (typeof SCOPES)[number];

  /** The account; needed by the scope `account`, and by no other. */
  @ApiPropertyOptional({ example: 'bingx' })
  @ValidateIf(
    ({ scope, account }: TradingScopeRequest) => scope === 'account' || account !== undefined,
  )
  @Matches(/^(?!system$)[a-z0-9-]{1,50}$/, {
    message: 'must be 1 to 50 characters of a-z, 0-9 and -, and not system',
  })
  account?: string;

  /** Why. Kept with the change. */
  @ApiProperty({ example: 'the exchange behaves oddly' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: '$property must not be blank' })
  why!: string;
}

/** A use of the kill switch. */
export class HaltRequest extends TradingScopeRequest {
  /** Also cancels every order of ours that may open a position. What protects positions stays. */
  @IsOptional()
  @IsBoolean()
  cancel?: boolean;

  /** Also closes every position at market, those that were opened by hand included; cancels what may open one first. */
  @IsOptional()
  @IsBoolean()
  flatten?: boolean;
}

/** What undoes a halt. */
export class ResumeRequest extends TradingScopeRequest {
  /** `active`, the default, or `reducing`: closes only. */
  @ApiPropertyOptional({ example: 'active', enum: ['active', 'reducing'] })
  @IsOptional()
  @IsIn(['active', 'reducing'])
  state?: 'active' | 'reducing';
}
