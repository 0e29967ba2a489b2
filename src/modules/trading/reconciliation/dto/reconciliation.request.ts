import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';

/** What is to be compared. */
export class ReconciliationRequest {
  /** Account whose books are compared with its venues; left out, all that are in use. */
  @ApiPropertyOptional({ example: 'bingx' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'must be the name of an account' })
  account?: string;
}

/** Accepts a difference as it is. */
export class AcknowledgeDriftRequest {
  /** Who accepts it. */
  @ApiProperty({ example: 'maria' })
  @IsString()
  @Length(1, 100)
  by!: string;

  /** Why. */
  @ApiProperty({ example: 'my own position from before; I keep it' })
  @IsString()
  @Length(1, 500)
  why!: string;
}
