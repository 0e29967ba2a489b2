import { decimal } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { LeverageSetting, PositionMode } from '@/modules/exchanges/venue.types';
import type { UsdtMAccounts } from './usdt-m.accounts';
import { symbolOf, VENUE, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import type { LeveragePayload } from './usdt-m.payloads';
import { amount, amountOf, objectOf } from '../bingx.wire';

interface Leverage extends LeverageSetting {
  readonly most: { readonly long: string | null; readonly short: string | null };
}

/** Reads and sets the leverage of one contract; what counts is what BingX says afterwards. */
export class UsdtMLeverage implements LeverageControl {
  constructor(
    private readonly context: UsdtMContext,
    private readonly accounts: UsdtMAccounts,
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
    if (!/^[1-9]\d{0,3}$/.test(leverage)) {
      throw new VenueRefusedError(
        VENUE,
        'invalid-parameter',
        null,
        'leverage is a whole number from 1',
      );
    }
    const mode = await this.accounts.knownPositionMode(account);
    const before = await this.look(account, instrument);
    if (isSet(before, side, mode, leverage)) return { long: before.long, short: before.short };
    // The demo host was seen to accept more than its maximum.
    const most = before.most[side];
    if (most !== null && decimal(leverage).gt(decimal(most))) {
      throw new VenueRefusedError(
        VENUE,
        'leverage-too-high',
        null,
        `the highest leverage is ${most}`,
      );
    }
    await this.write(account, instrument, side, mode, leverage);
    const after = await this.look(account, instrument);
    return { long: after.long, short: after.short };
  }

  private async write(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    mode: PositionMode,
    leverage: string,
  ): Promise<void> {
    const { client, credentials } = await this.context.sessions.open(account);
    const result = await client.write({
      endpoint: USDT_M.setLeverage,
      params: {
        symbol: symbolOf(instrument),
        side: mode === 'hedge' ? side.toUpperCase() : 'BOTH',
        leverage,
      },
      credentials,
      priority: 'entry',
    });
    // Whether an uncertain write took effect shows in the reading that follows.
    if (result.kind === 'success' || result.kind === 'unknown') return;
    if (result.kind === 'error' && result.error.category === 'position-mode-mismatch') {
      this.accounts.forgetPositionMode(account);
    }
    if (result.kind === 'error' && result.error.executed === 'unknown') return;
    throw client.readError(USDT_M.setLeverage, result);
  }

  private async look(account: string, instrument: Instrument): Promise<Leverage> {
    const { client, credentials } = await this.context.sessions.open(account);
    const data = await client.read({
      endpoint: USDT_M.readLeverage,
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
