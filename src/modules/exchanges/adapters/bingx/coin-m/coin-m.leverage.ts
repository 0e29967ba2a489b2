import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { LeverageSetting, PositionMode } from '@/modules/exchanges/venue.types';
import { isLeverageSet, LeverageCalls } from '../bingx.leverage';
import type { CoinMAccounts } from './coin-m.accounts';
import { symbolOf, VENUE, type CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import { toLeverage } from './coin-m.mapper';

/** Reads and sets the leverage of one contract; what counts is what BingX says afterwards. */
export class CoinMLeverage implements LeverageControl {
  private readonly calls: LeverageCalls;

  constructor(
    { sessions }: CoinMContext,
    private readonly accounts: CoinMAccounts,
  ) {
    const { readLeverage: readEndpoint, setLeverage: setEndpoint } = COIN_M;
    const product = { venue: VENUE, sessions, readEndpoint, setEndpoint, symbolOf, toLeverage };
    this.calls = new LeverageCalls(product);
  }

  read(account: string, instrument: Instrument): Promise<LeverageSetting> {
    return this.calls.read(account, instrument);
  }

  async set(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): Promise<LeverageSetting> {
    this.calls.refuseOddText(leverage);
    const before = await this.calls.look(account, instrument);
    this.calls.refuseTooHigh(before, side, leverage);
    const mode = await this.accounts.positionMode(account);
    if (isLeverageSet(before, side, mode, leverage))
      return { long: before.long, short: before.short };
    await this.write(account, instrument, side, leverage, mode);
    return this.read(account, instrument);
  }

  /** Sent again only when BingX refused it for the mode that it assumed, and so executed nothing. */
  private async write(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
    mode: PositionMode,
    isLast = false,
  ): Promise<void> {
    const failure = await this.calls.write(account, instrument, side, leverage, mode);
    if (failure?.isCertain !== true) return;
    if (failure.contradictsMode) {
      const learned = this.accounts.learnMode(account, failure.message);
      if (learned !== mode && !isLast)
        return this.write(account, instrument, side, leverage, learned, true);
    }
    throw failure.error;
  }
}
