import type { AccountSource, PositionSource } from '@/modules/exchanges/venue.port';
import type { Balance, PositionMode, PositionReport } from '@/modules/exchanges/venue.types';
import type { Priority } from '../bingx.rate-budget';
import { rowsOf } from '../bingx.wire';
import type { CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import { toBalance, toPosition } from './coin-m.mapper';

/** Balances in coin, and the position mode of an account as far as it is known. */
export class CoinMAccounts implements AccountSource {
  private readonly modes = new Map<string, PositionMode>();

  constructor(private readonly context: CoinMContext) {}

  async balances(account: string): Promise<readonly Balance[]> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(COIN_M.balance, {});
    return rowsOf(data, 'balances')
      .map(toBalance)
      .filter((balance) => balance !== null);
  }

  /** Coin-M has no endpoint for it: hedge mode, BingX's default, until a refusal says otherwise. */
  async positionMode(account: string): Promise<PositionMode> {
    await this.context.sessions.open(account);
    return this.modes.get(account) ?? 'hedge';
  }

  /** BingX refused an order for the mode that it was sent in, and its text says which mode the account has. */
  learnMode(account: string, refusal: string): PositionMode {
    const mode: PositionMode = /one-way mode/i.test(refusal) ? 'one-way' : 'hedge';
    this.modes.set(account, mode);
    return mode;
  }
}

/** Open positions of an account, in contracts. */
export class CoinMPositions implements PositionSource {
  constructor(private readonly context: CoinMContext) {}

  async open(account: string, priority: Priority = 'read'): Promise<readonly PositionReport[]> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(COIN_M.positions, {}, priority);
    return rowsOf(data, 'positions')
      .map(toPosition)
      .filter((position) => position !== null);
  }
}
