import { IsOptional, Matches } from 'class-validator';

/** Whose wallets. */
export class AccountOverviewQuery {
  /** The account to read; the account of the settings when absent. */
  @IsOptional()
  // eslint-disable-next-line no-control-regex -- names what it refuses
  @Matches(/^[^\u0000-\u001f&=?#]{1,64}$/, {
    message: '$property must be plain text without & = ? # and line breaks',
  })
  account?: string = 'bingx';
}
