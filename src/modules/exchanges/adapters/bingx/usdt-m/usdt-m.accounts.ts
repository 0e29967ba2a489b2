import type { AccountSource, PositionSource } from '@/modules/exchanges/venue.port';
import type { Balance, PositionMode, PositionReport } from '@/modules/exchanges/venue.types';
import type { UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { toBalance, toPosition, toPositionMode } from './usdt-m.mapper';
import { objectOf, rowsOf } from '../bingx.wire';

/** An owner may switch the mode in the app while the account is flat; an order then fails once and drops it too. */
const MODE_FRESH_MS = 10 * 60_000;

/** Balances and the position mode of an account. */
export class UsdtMAccounts implements AccountSource {
  private readonly modes = new Map<string, { readonly mode: PositionMode; readonly at: number }>();
  private readonly asking = new Map<string, Promise<PositionMode>>();

  constructor(private readonly context: UsdtMContext) {}

  async balances(account: string): Promise<readonly Balance[]> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(USDT_M.balance, {});
    return rowsOf(data, 'balances')
      .map(toBalance)
      .filter((balance) => balance !== null);
  }

  /** Asks BingX, whatever is held. */
  async positionMode(account: string): Promise<PositionMode> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(USDT_M.positionMode, {}, 'protect');
    const mode = toPositionMode(objectOf(data, 'position mode')['dualSidePosition']);
    this.modes.set(account, { mode, at: this.context.clock.monotonicMs() });
    return mode;
  }

  /** The mode as last seen, asked when that is too long ago; orders sent together share one question. */
  async knownPositionMode(account: string): Promise<PositionMode> {
    const held = this.modes.get(account);
    if (held !== undefined && this.context.clock.monotonicMs() - held.at < MODE_FRESH_MS) {
      return held.mode;
    }
    const asked = this.asking.get(account);
    if (asked !== undefined) return asked;
    const asking = this.positionMode(account).finally(() => this.asking.delete(account));
    this.asking.set(account, asking);
    return asking;
  }

  /** BingX contradicted the mode that we hold. */
  forgetPositionMode(account: string): void {
    this.modes.delete(account);
  }
}

/** Open positions of an account. */
export class UsdtMPositions implements PositionSource {
  constructor(private readonly context: UsdtMContext) {}

  async open(account: string): Promise<readonly PositionReport[]> {
    const session = await this.context.sessions.open(account);
    const data = await session.read(USDT_M.positions, {});
    return rowsOf(data, 'positions')
      .map(toPosition)
      .filter((position) => position !== null);
  }
}
