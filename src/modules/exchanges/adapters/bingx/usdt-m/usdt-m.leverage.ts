import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { LeverageSetting } from '@/modules/exchanges/venue.types';
import { isLeverageSet, LeverageCalls } from '../bingx.leverage';
import type { UsdtMAccounts } from './usdt-m.accounts';
import { symbolOf, VENUE, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { toLeverage } from './usdt-m.mapper';

/** Reads and sets the leverage of one contract; what counts is what BingX says afterwards. */
export class UsdtMLeverage implements LeverageControl {
  private readonly calls: LeverageCalls;

  constructor(
    { sessions }: UsdtMContext,
    private readonly accounts: UsdtMAccounts,
  ) {
    const { readLeverage: readEndpoint, setLeverage: setEndpoint } = USDT_M;
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
    const mode = await this.accounts.knownPositionMode(account);
    const before = await this.calls.look(account, instrument);
    if (isLeverageSet(before, side, mode, leverage))
      return { long: before.long, short: before.short };
    this.calls.refuseTooHigh(before, side, leverage);
    const failure = await this.calls.write(account, instrument, side, leverage, mode);
    if (failure?.contradictsMode === true) this.accounts.forgetPositionMode(account);
    if (failure?.isCertain === true) throw failure.error;
    return this.read(account, instrument);
  }
}
