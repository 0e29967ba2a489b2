import { decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { LeverageSetting, PositionMode } from '@/modules/exchanges/venue.types';
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
    const before = await this.look(account, instrument);
    const most = before.most[side];
    if (most !== null && decimal(leverage).gt(decimal(most)))
      throw refusal('leverage-too-high', `the highest leverage is ${most}`);
    const mode = await this.accounts.positionMode(account);
    if (isSet(before, side, mode, leverage)) return { long: before.long, short: before.short };
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
    const { client, credentials } = await this.context.sessions.open(account);
    const wireSide = mode === 'hedge' ? side.toUpperCase() : 'BOTH';
    const result = await client.write({
      endpoint: COIN_M.setLeverage,
      params: { symbol: symbolOf(instrument), side: wireSide, leverage },
      credentials,
      priority: 'entry',
    });
    // Whether an uncertain write took effect shows in the reading that follows.
    if (result.kind === 'success' || result.kind === 'unknown') return;
    if (result.kind === 'error' && result.error.executed === 'unknown') return;
    if (result.kind === 'error' && result.error.category === 'position-mode-mismatch') {
      const learned = this.accounts.learnMode(account, result.error.message);
      if (learned !== mode && !isLast)
        return this.write(account, instrument, side, leverage, learned, true);
    }
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

/** One-way mode has one leverage for both sides, so both must have it. */
function isSet(
  held: LeverageSetting,
  side: PositionSide,
  mode: PositionMode,
  leverage: string,
): boolean {
  const wanted = mode === 'hedge' ? [held[side]] : [held.long, held.short];
  return wanted.every((value) => decimal(value).eq(decimal(leverage)));
}

const refusal = (category: string, message: string): VenueRefusedError =>
  new VenueRefusedError(VENUE, category, null, message);
