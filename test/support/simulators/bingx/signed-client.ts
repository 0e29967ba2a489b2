import { sign } from './authentication';
import type { Simulator } from './start-simulator';

export interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it was sent: ids keep their digits only here. */
  readonly text: string;
  readonly code: number;
  readonly msg: string;

  readonly data: any;
}

/** A plain signed caller for the simulator's own tests: query string, values encoded, signature last. */
export class SignedClient {
  constructor(private readonly simulator: Pick<Simulator, 'url' | 'key' | 'secret'>) {}

  async call(
    method: string,
    path: string,
    params: Readonly<Record<string, string>> = {},
  ): Promise<ClientAnswer> {
    const all = { ...params, timestamp: params.timestamp ?? String(Date.now()) };
    const canonical = Object.entries(all)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const query = Object.entries(all)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    return this.raw(method, `${path}?${query}&signature=${sign(canonical, this.simulator.secret)}`);
  }

  /** Sends the parameters as a JSON body with the signature inside; keys are signed in order of the alphabet. */
  json(
    method: string,
    path: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<ClientAnswer> {
    const all: Record<string, unknown> = { ...params, timestamp: params.timestamp ?? Date.now() };
    const canonical = Object.keys(all)
      .sort()
      .map((name) => {
        const value = all[name];
        return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
      })
      .join('&');
    const body = JSON.stringify({ ...all, signature: sign(canonical, this.simulator.secret) });
    return this.raw(method, path, { body, headers: { 'content-type': 'application/json' } });
  }

  /** Sends a request as given; only the key header is added. */
  async raw(
    method: string,
    target: string,
    init: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<ClientAnswer> {
    const response = await fetch(`${this.simulator.url}${target}`, {
      method,
      ...init,
      headers: { 'X-BX-APIKEY': this.simulator.key, ...init.headers },
    });
    const text = await response.text();
    let body: { code?: number; msg?: string; data?: unknown } = {};
    try {
      body = JSON.parse(text) as typeof body;
    } catch {
      // the caller looks at the text
    }
    return {
      status: response.status,
      headers: response.headers,
      text,
      code: body.code ?? -1,
      msg: body.msg ?? '',
      data: body.data,
    };
  }

  order(params: Readonly<Record<string, string>>): Promise<ClientAnswer> {
    return this.call('POST', '/openApi/swap/v2/trade/order', params);
  }

  /** A market order: `open('LONG', '0.01')`. */
  open(
    side: 'LONG' | 'SHORT',
    quantity: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ClientAnswer> {
    return this.order({
      symbol: 'BTC-USDT',
      side: side === 'LONG' ? 'BUY' : 'SELL',
      positionSide: side,
      type: 'MARKET',
      quantity,
      ...more,
    });
  }

  getOrder(params: Readonly<Record<string, string>>): Promise<ClientAnswer> {
    return this.call('GET', '/openApi/swap/v2/trade/order', { symbol: 'BTC-USDT', ...params });
  }

  /** The open orders of BTC-USDT. */
  async openOrders(): Promise<Record<string, unknown>[]> {
    const query = { symbol: 'BTC-USDT' };
    return (await this.call('GET', '/openApi/swap/v2/trade/openOrders', query)).data.orders;
  }

  async positions(): Promise<Record<string, unknown>[]> {
    return (await this.call('GET', '/openApi/swap/v2/user/positions')).data;
  }
}
