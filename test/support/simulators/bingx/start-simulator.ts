import { Exchange } from './exchange';
import type { EventFeed } from './events';
import { SimulatorServer } from './server';
import { type SettingsChange, changeSettings, defaultSettings } from './settings';
import { SimulatorControl } from './simulator-control';
import { Store } from './store';

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
  /** The main account's key. */
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
const KEY_PERMISSIONS = [1, 2, 3, 4, 7];

/** Starts the exchange inside this process. Orders that the last run left to the market are taken up again. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = defaultSettings();
  changeSettings(settings, options.settings ?? {});
  const store = await Store.open(options.book ?? null, options.fsync ?? true);
  const exchange = new Exchange(store, settings);
  const key = options.key ?? DEFAULT_KEY;
  const secret = options.secret ?? DEFAULT_SECRET;
  giveKey(exchange, key, secret);
  const server = new SimulatorServer(exchange);
  exchange.resume();
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

/** The main account's key; a book that knows it already keeps what became of it. */
function giveKey(exchange: Exchange, key: string, secret: string): void {
  const known = exchange.store.get('key', key);
  exchange.store.put('key', key, {
    key,
    account: 'main',
    permissions: KEY_PERMISSIONS,
    ipAddresses: ['127.0.0.1'],
    note: 'simulator',
    revoked: false,
    createdAt: exchange.now(),
    ...known,
    secret,
  });
}
