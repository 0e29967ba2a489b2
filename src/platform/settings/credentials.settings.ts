import { IsArray } from 'class-validator';
import { EachIsMasterKey } from '@/platform/settings/rules';

/** Keys that protect what is stored in the databases. They never go there themselves: back them up apart. */
export class CredentialsSettings {
  /** Master keys of the stored exchange accounts, `id:key` comma-separated: 32 bytes each, base64 or hexadecimal (`openssl rand -base64 32`). The first one seals, all of them open. Empty: no accounts can be added, and stored ones do not open. */
  @IsArray()
  @EachIsMasterKey()
  CREDENTIALS_KEY: string[] = [];
}
