import { decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { LeverageSetting } from '@/modules/exchanges/venue.types';
import { amount, amountOf, objectOf } from '../bingx.wire';
import type { CoinMAccounts } from './coin-m.accounts';
import { symbolOf, VENUE, type CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import type { LeveragePayload } from './coin-m.payloads';

interface Leverage extends LeverageSetting {
  readonly most: { readonly long: string | null; readonly short: string | null };
}

/** Reads and sets the leverage of one contract; what counts is what BingX says afterwards. */
export class CoinMLeverage implements LeverageControl {
  constructor(
    private readonly context: CoinMContext,
    private readonly accounts: CoinMAccounts,
  ) {}

  async read(account: string, instrument: Instrument): Promise<LeverageSetting> {
    const { long, short } = await this.look(account, instrument);
    return { long, short };
  }

  async set(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): Promise<LeverageSetting> {
    if (!/^[1-9]\d{0,3}$/.test(leverage))
      throw refusal('invalid-parameter', 'leverage is a whole number from 1');
    const mode = await this.accounts.positionMode(account);
    const before = await this.look(account, instrument);
    const most = before.most[side];
    if (most !== null && decimal(leverage).gt(decimal(most)))
      throw refusal('leverage-too-high', `the highest leverage is ${most}`);
    // The parameter knows no BOTH: one position for both sides has its leverage on both.
    const wanted = (mode === 'hedge' ? [side] : POSITION_SIDES).filter(
      (one) => !decimal(before[one]).eq(decimal(leverage)),
    );
    for (const one of wanted) await this.write(account, instrument, one, leverage);
    return wanted.length === 0
      ? { long: before.long, short: before.short }
      : this.read(account, instrument);
  }

  private async write(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): Promise<void> {
    const { client, credentials } = await this.context.sessions.open(account);
    const result = await client.write({
      endpoint: COIN_M.setLeverage,
      params: { symbol: symbolOf(instrument), side: side.toUpperCase(), leverage },
      credentials,
      priority: 'entry',
    });
    // Whether an uncertain write took effect shows in the reading that follows.
    if (result.kind === 'success' || result.kind === 'unknown') return;
    if (result.kind === 'error' && result.error.executed === 'unknown') return;
    throw client.readError(COIN_M.setLeverage, result);
  }

  private async look(account: string, instrument: Instrument): Promise<Leverage> {
    const { client, credentials } = await this.context.sessions.open(account);
    const data = await client.read({
      endpoint: COIN_M.readLeverage,
      params: { symbol: symbolOf(instrument) },
      credentials,
      priority: 'entry',
    });
    const row: LeveragePayload = objectOf(data, 'leverage');
    return {
      long: amount(row.longLeverage, 'longLeverage'),
      short: amount(row.shortLeverage, 'shortLeverage'),
      most: {
        long: amountOf(row.maxLongLeverage, 'maxLongLeverage'),
        short: amountOf(row.maxShortLeverage, 'maxShortLeverage'),
      },
    };
  }
}

const refusal = (category: string, message: string): VenueRefusedError =>
  new VenueRefusedError(VENUE, category, null, message);
