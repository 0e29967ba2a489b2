import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** How an account is revoked. */
export class RevokeAccountQuery {
  /** `true`: although strategies are on, orders are open or positions are held. They can then no longer be closed here. */
  @ApiPropertyOptional({ enum: ['true', 'false'], example: 'false' })
  @IsOptional()
  @IsIn(['true', 'false'])
  force?: 'true' | 'false';
}
