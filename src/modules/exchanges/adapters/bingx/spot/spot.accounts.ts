import type { AccountSource } from '@/modules/exchanges/venue.port';
import type { Balance } from '@/modules/exchanges/venue.types';
import { objectOf, rowsOf } from '../bingx.wire';
import type { SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { toBalance } from './spot.mapper';

/** The coins of the spot wallet; the fund wallet is another one and does not trade. */
export class SpotAccounts implements AccountSource {
  constructor(private readonly context: SpotContext) {}

  async balances(account: string): Promise<readonly Balance[]> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(SPOT.balance, {});
    return rowsOf(objectOf(data, 'balances')['balances'], 'balances').map(toBalance);
  }
}
