import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

/** A new secret for the webhook. */
export class CreateWebhookSecretRequest {
  /** What it is for, so that it can be told from the others when it is to be revoked. */
  @ApiProperty({ example: 'TradingView, account of Eva', minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: '$property must not be blank' })
  name!: string;
}
