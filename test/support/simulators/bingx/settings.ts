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
    /** All public market endpoints together, in 10 s. */
    marketPer10s: number;
    /** The three ways in which the limit was seen to answer. */
    answer: 'http-429' | '100410' | '109429';
  };
  errorFlood: { enabled: boolean; errors: number; windowMs: number };
  maintenance: 'off' | 'orders-disabled' | 'http-503';
  key: {
    enableReading: boolean;
    enableFutures: boolean;
    enableWithdrawals: boolean;
    ipRestrict: boolean;
  };
}

const TRADE = '/openApi/swap/v2/trade';

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
      perSecond: {
        [`POST ${TRADE}/order`]: 10,
        [`DELETE ${TRADE}/order`]: 10,
        [`GET ${TRADE}/order`]: 30,
        'GET /openApi/swap/v2/user/positions': 10,
        [`GET ${TRADE}/marginType`]: 2,
        [`POST ${TRADE}/marginType`]: 2,
        'GET /openApi/swap/v1/positionSide/dual': 2,
        'POST /openApi/swap/v1/positionSide/dual': 4,
        [`POST ${TRADE}/cancelAllAfter`]: 1,
      },
      defaultPerSecond: 5,
      marketPer10s: 500,
      answer: 'http-429',
    },
    errorFlood: { enabled: false, errors: 20, windowMs: 480_000 },
    maintenance: 'off',
    key: { enableReading: true, enableFutures: true, enableWithdrawals: false, ipRestrict: true },
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
