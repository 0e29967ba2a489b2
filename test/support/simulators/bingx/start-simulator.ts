import type { EventFeed } from './events';
import { Exchange } from './perpetual/exchange';
import { match } from './perpetual/matching';
import { SimulatorServer } from './server';
import { type SettingsChange, changeSettings, defaultSettings } from './settings';
import { SimulatorControl } from './simulator-control';
import { Store } from './store';
import { CONTRACTS } from './usdt-m/contracts';

export interface SimulatorOptions {
  /** 0 (default) takes a free port. */
  readonly port?: number;
  /** The durable book; absent or null keeps it in memory. */
  readonly book?: string | null;
  readonly key?: string;
  readonly secret?: string;
  /** Forces each answer's changes to disk before it is sent; true unless said otherwise. */
  readonly fsync?: boolean;
  readonly settings?: SettingsChange;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly control: SimulatorControl;
  /** What happens on the exchange, as it happens. */
  readonly events: EventFeed;
  /** Cuts every connection and closes the book. */
  stop(): Promise<void>;
}

export const DEFAULT_KEY = 'simulator-key';
export const DEFAULT_SECRET = 'simulator-secret';

/** Starts the exchange inside this process. Orders that the last run left to the market are taken up again. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = defaultSettings();
  changeSettings(settings, options.settings ?? {});
  const store = await Store.open(options.book ?? null, options.fsync ?? true);
  const exchange = new Exchange(store, settings);
  const key = options.key ?? DEFAULT_KEY;
  const secret = options.secret ?? DEFAULT_SECRET;
  const server = new SimulatorServer(exchange, key, secret);
  for (const symbol of CONTRACTS.keys()) store.transaction(() => match(exchange, symbol));
  const url = `http://127.0.0.1:${await server.listen(options.port ?? 0)}`;
  return {
    url,
    key,
    secret,
    control: new SimulatorControl(url),
    events: exchange.events,
    stop: async () => {
      exchange.stop();
      await server.close();
      await store.close();
    },
  };
}
