import { Injectable } from '@nestjs/common';

/** Says in words what an account is in use for; empty when for nothing. */
export type AccountUse = (account: string) => Promise<readonly string[]>;

/** What accounts are in use for. Modules above register what they know, so that accounts need not know them. */
@Injectable()
export class AccountUsesService {
  private readonly uses: AccountUse[] = [];

  register(use: AccountUse): void {
    this.uses.push(use);
  }

  async of(account: string): Promise<readonly string[]> {
    return (await Promise.all(this.uses.map((use) => use(account)))).flat();
  }
}
