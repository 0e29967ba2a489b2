import { Matches } from 'class-validator';

/** Whose switch. */
export class DeadMansSwitchQuery {
  /** Name of the account. */
  @Matches(/^[a-z0-9-]{1,50}$/, { message: 'must be 1 to 50 characters of a-z, 0-9 and -' })
  account!: string;
}
