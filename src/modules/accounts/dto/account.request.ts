import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
} from 'class-validator';

/** How halves of a key look; anything else could not be sent in a header. */
const KEY = /^[\x21-\x7e]{8,200}$/;
const KEY_RULE = { message: '$property must be 8 to 200 visible ASCII characters' };
const NAME = /^[a-z0-9-]{1,50}$/;
const NAME_RULE = { message: '$property must be 1 to 50 of a-z, 0-9 and "-"' };

/** An account of an exchange to be registered. Its key is checked first and stored sealed. */
export class CreateAccountRequest {
  /** The name that strategies will use. It is never given to another account. */
  @ApiProperty({ example: 'main' })
  @Matches(NAME, NAME_RULE)
  name!: string;

  /** The exchange. */
  @ApiProperty({ enum: ['bingx'], example: 'bingx' })
  @IsIn(['bingx'])
  exchange!: 'bingx';

  /** `live` or `demo`: the same key works on both hosts, so this alone decides whether money is real. */
  @ApiProperty({ enum: ['live', 'demo'], example: 'demo' })
  @IsIn(['live', 'demo'])
  environment!: 'live' | 'demo';

  /** The API key. */
  @ApiProperty({ example: 'the-api-key-of-the-exchange', writeOnly: true })
  @Matches(KEY, KEY_RULE)
  apiKey!: string;

  /** The secret that belongs to it. Never shown again. */
  @ApiProperty({ example: 'the-secret-of-that-key', writeOnly: true })
  @Matches(KEY, KEY_RULE)
  secretKey!: string;

  /** A note. */
  @ApiPropertyOptional({ type: String, example: 'trend following' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  label?: string;

  /** The main account that this is a sub-account of. */
  @ApiPropertyOptional({ type: String, example: 'main' })
  @IsOptional()
  @Matches(NAME, NAME_RULE)
  parent?: string;

  /** Insists on a key that may withdraw. Without it such a key is refused. */
  @ApiPropertyOptional({ type: Boolean, example: false })
  @IsOptional()
  @IsBoolean()
  allowWithdrawals?: boolean;
}

/** What is to be changed of a stored account; what is left out stays. A new key is checked before it replaces the old. */
export class ChangeAccountRequest {
  /** A note; null removes it. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'trend following' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  label?: string | null;

  /** The main account that this is a sub-account of; null makes it a main account. */
  @ApiPropertyOptional({ type: String, nullable: true, example: null })
  @IsOptional()
  @Matches(NAME, NAME_RULE)
  parent?: string | null;

  /** A new API key of the same account; needs `secretKey`. */
  @ApiPropertyOptional({ type: String, writeOnly: true })
  @IsOptional()
  @Matches(KEY, KEY_RULE)
  apiKey?: string;

  /** The secret of the new key. */
  @ApiPropertyOptional({ type: String, writeOnly: true })
  @IsOptional()
  @Matches(KEY, KEY_RULE)
  secretKey?: string;

  /** Insists on a key that may withdraw. */
  @ApiPropertyOptional({ type: Boolean, example: false })
  @IsOptional()
  @IsBoolean()
  allowWithdrawals?: boolean;

  /** The version that was read; 409 when another one stands. Without it the change always applies. */
  @ApiPropertyOptional({ type: 'integer', example: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}
