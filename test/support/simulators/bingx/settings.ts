import { PER_SECOND } from './request-budgets';
import { type StreamSettings, defaultStreamSettings } from './stream/stream-settings';

/** What can be changed while the simulator runs (POST /__control/settings and its shortcuts). */
export interface SimulatorSettings {
  /** Added to this machine's clock; the exchange's time. */
  timeOffsetMs: number;
  /** Which of the two documented forms a timestamp error takes. */
  timestampError: 'gateway' | 'service' | 'alternate';
  /** The margin asset: USDT on the live host, VST on the demo host. */
  asset: string;
  /** A client order id repeated within this time is answered with 109201 instead of 101481; 0 switches that off. */
  sameOrderMs: number;
  /** The same order may be cancelled once in this time; 0 switches the rule off. */
  sameCancelMs: number;
  /** How long after the fill attached legs become orders. */
  legDelayMs: number;
  rateLimits: {
    enabled: boolean;
    /** Requests a second of `METHOD /path`, before {@link defaultPerSecond}. */
    perSecond: Record<string, number>;
    defaultPerSecond: number;
    /** Of one address: all public market endpoints together. */
    marketPer10s: number;
    marketPerMinute: number;
    /** Of one address: the private endpoints of a group together, and each of them. */
    groupPer10s: number;
    interfacePer10s: number;
    /** The three ways in which the limit was seen to answer. */
    answer: 'http-429' | '100410' | '109429';
  };
  errorFlood: {
    enabled: boolean;
    errors: number;
    windowMs: number;
    /** The two ways in which the block was seen to answer. */
    answer: '100410' | '109429';
  };
  maintenance: 'off' | 'orders-disabled' | 'http-503' | 'busy-100500';
  /** How long a second of a TWAP interval lasts. */
  twapSecondMs: number;
  /** The address that requests seem to come from. */
  clientIp: string;
  coinM: {
    /** Coin-M was never seen to keep a client order id; 'honoured' makes it behave like USDT-M. */
    clientOrderIds: 'ignored' | 'honoured';
    /** Sources differ on the method that cancels all orders; the other one is answered with 100400. */
    cancelAll: 'POST' | 'DELETE';
    /** 'mixed': "Filled", "Pending", "Long"; 'upper': as on USDT-M. */
    spelling: 'mixed' | 'upper';
  };
  wallets: {
    /** Documented and captured answers differ in these. */
    fundBalanceKey: 'balances' | 'assets';
    transferAnswer: 'enveloped' | 'bare';
  };
  spot: {
    /** How long an order can be looked up by its client order id. */
    clientIdWindowMs: number;
  };
  stream: StreamSettings;
}

/** The documented defaults, with the newer of two published order limits. */
export function defaultSettings(): SimulatorSettings {
  return {
    timeOffsetMs: 0,
    timestampError: 'gateway',
    asset: 'USDT',
    sameOrderMs: 0,
    sameCancelMs: 1_000,
    legDelayMs: 100,
    rateLimits: {
      enabled: true,
      perSecond: { ...PER_SECOND },
      defaultPerSecond: 5,
      marketPer10s: 500,
      marketPerMinute: 1_000,
      groupPer10s: 2_000,
      interfacePer10s: 300,
      answer: 'http-429',
    },
    errorFlood: { enabled: false, errors: 20, windowMs: 480_000, answer: '109429' },
    maintenance: 'off',
    twapSecondMs: 1_000,
    clientIp: '127.0.0.1',
    coinM: { clientOrderIds: 'ignored', cancelAll: 'POST', spelling: 'mixed' },
    wallets: { fundBalanceKey: 'assets', transferAnswer: 'enveloped' },
    spot: { clientIdWindowMs: 7_200_000 },
    stream: defaultStreamSettings(),
  };
}

/** Changes to settings: nested parts may be given partly. */
export type SettingsChange = {
  readonly [K in keyof SimulatorSettings]?: SimulatorSettings[K] extends object
    ? Partial<SimulatorSettings[K]>
    : SimulatorSettings[K];
};

/** Applies a change in place. Unknown names are refused, so that a typing error does not pass unseen. */
export function changeSettings(settings: SimulatorSettings, change: SettingsChange): void {
  const target = settings as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    const current = target[name];
    if (current === undefined) throw new RangeError(`no setting is called ${name}`);
    if (typeof current !== typeof value)
      throw new RangeError(`${name} must be of type ${typeof current}`);
    if (typeof current !== 'object') {
      target[name] = value;
      continue;
    }
    const perSecond =
      name === 'rateLimits'
        ? { ...settings.rateLimits.perSecond, ...change.rateLimits?.perSecond }
        : {};
    target[name] = {
      ...current,
      ...(value as object),
      ...(name === 'rateLimits' ? { perSecond } : {}),
    };
  }
}
