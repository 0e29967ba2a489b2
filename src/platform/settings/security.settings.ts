import { IsArray, IsString } from 'class-validator';
import { EachIsApiToken } from '@/platform/settings/rules';

/** Secrets that callers show. Held in memory only; compared as hashes, in constant time. */
export class SecuritySettings {
  /** Secret that webhook bodies (Secret, Passphrase, Token) or the path /alarms/webhook/{token} must carry; empty asks for none. At least 16 characters in live mode. */
  @IsString()
  WEBHOOK_SECRET = '';

  /** API tokens, `token:read+trade` or `name=token:read+trade`, comma-separated; the name is what the journal shows, scopes are read, trade, strategies, admin, and a token without scopes has them all. At least 16 characters. Empty asks for none: in live mode only while nobody but this machine can call. */
  @IsArray()
  @EachIsApiToken()
  API_TOKENS: string[] = [];
}
