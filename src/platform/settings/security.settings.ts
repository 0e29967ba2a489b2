import { IsArray, IsString, MinLength, ValidateIf } from 'class-validator';
import { EachIsApiToken } from '@/platform/settings/rules';

/** Secrets that callers show. Held in memory only; compared as hashes, in constant time. */
export class SecuritySettings {
  /** Secret that webhook bodies (Secret, Passphrase, Token) or the path /alarms/webhook/{token} must carry; empty asks for none. */
  @ValidateIf((settings: SecuritySettings) => settings.WEBHOOK_SECRET !== '')
  @IsString()
  @MinLength(16)
  WEBHOOK_SECRET = '';

  /** API tokens with scopes, `token:read+trade`, comma-separated; scopes are read, trade, strategies and admin (all of them). Empty asks for none, in paper mode only. */
  @IsArray()
  @EachIsApiToken()
  API_TOKENS: string[] = [];
}
