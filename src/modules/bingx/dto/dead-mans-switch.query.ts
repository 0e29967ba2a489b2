import { AccountField } from '@/modules/exchanges/dto/account-field';

/** Whose switch. */
export class DeadMansSwitchQuery {
  /** Name of the account. */
  @AccountField()
  account!: string;
}
