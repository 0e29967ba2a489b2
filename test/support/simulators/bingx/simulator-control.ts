import type { FaultScript } from './faults';
import type { LoggedRequest } from './request-log';
import type { SettingsChange } from './settings';
import type { SimulatorState } from './state';

export interface ControlState extends SimulatorState {
  readonly requests: readonly LoggedRequest[];
}

/** The control API as methods; works on a simulator in this process or in another one. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** The exchange's truth, with the requests after number `since`. */
  async state(since = 0): Promise<ControlState> {
    return (await this.call('GET', `state?since=${since}`)) as ControlState;
  }

  /** Sets a price and lets the market act on it before the call returns. */
  setPrice(symbol: string, price: string): Promise<unknown> {
    return this.call('POST', 'price', { symbol, price });
  }

  /** The first price counts at once, the others follow every `everyMs`. */
  setPricePath(symbol: string, path: readonly string[], everyMs: number): Promise<unknown> {
    return this.call('POST', 'price', { symbol, path, everyMs });
  }

  addFaults(...faults: readonly FaultScript[]): Promise<unknown> {
    return this.call('POST', 'faults', { faults });
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', 'faults');
  }

  /** Fills a fraction of an open order's quantity. */
  fill(
    order: { readonly orderId?: string; readonly clientOrderId?: string },
    fraction: string,
  ): Promise<unknown> {
    return this.call('POST', 'fill', { ...order, fraction });
  }

  closePositionByHand(
    symbol: string,
    positionSide?: 'LONG' | 'SHORT',
    quantity?: string,
  ): Promise<unknown> {
    return this.call('POST', 'close-position-by-hand', { symbol, positionSide, quantity });
  }

  liquidate(symbol: string, positionSide: 'LONG' | 'SHORT', price?: string): Promise<unknown> {
    return this.call('POST', 'liquidate', { symbol, positionSide, price });
  }

  /** True: hedge mode. Does not ask whether the account is flat. */
  setMode(dual: boolean): Promise<unknown> {
    return this.call('POST', 'mode', { dual });
  }

  setBalance(balance: string): Promise<unknown> {
    return this.call('POST', 'balance', { balance });
  }

  setClockSkew(ms: number): Promise<unknown> {
    return this.call('POST', 'clock-skew', { ms });
  }

  setRateLimits(limits: NonNullable<SettingsChange['rateLimits']>): Promise<unknown> {
    return this.call('POST', 'rate-limits', limits);
  }

  setMaintenance(on: boolean, mode: 'http-503' | 'orders-disabled' = 'http-503'): Promise<unknown> {
    return this.call('POST', 'maintenance', { on, mode });
  }

  changeSettings(change: SettingsChange): Promise<unknown> {
    return this.call('POST', 'settings', change);
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/__control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { readonly error?: string };
    if (!response.ok)
      throw new Error(`control ${method} ${path}: ${answer.error ?? response.status}`);
    return answer;
  }
}
