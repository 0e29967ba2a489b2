import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signalText } from '@/kernel/signal';
import type { AlarmReading } from '@/modules/alarms/alarm';
import { readAlarm } from '@/modules/alarms/reading/read-alarm';

const OWN = join(__dirname, '../fixtures/tradingview');
const SHARED = join(__dirname, '../../../shared/fixtures/tradingview');

/** What a body must be read as. Members that are not named must be null, and problems exactly those named. */
interface Expected {
  readonly trades?: boolean;
  readonly signal?: string;
  readonly pair?: string;
  readonly timeframe?: string;
  readonly strategy?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly at?: string;
  readonly identity?: string;
  readonly problems?: readonly string[];
}

function seen(reading: AlarmReading): Expected {
  const { signal, instrument, timeframe, strategy, quantity, price, alarmAt, identity, problems } =
    reading;
  return {
    ...(reading.isTradable ? { trades: true } : {}),
    ...(signal === null ? {} : { signal: signalText(signal) }),
    ...(instrument === null ? {} : { pair: `${instrument.base}/${instrument.quote}` }),
    ...(timeframe === null ? {} : { timeframe }),
    ...(strategy === null ? {} : { strategy }),
    ...(quantity === null ? {} : { quantity }),
    ...(price === null ? {} : { price }),
    ...(alarmAt === null ? {} : { at: alarmAt.toISOString().replace('.000Z', 'Z') }),
    ...(identity === null ? {} : { identity }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code) }),
  };
}

const BTC = { trades: true, pair: 'BTC/USDT' } as const;
const S1 = {
  ...BTC,
  strategy: 'S1',
  timeframe: '15m',
  signal: 'order open long',
  price: '67432.5',
  at: '2025-01-15T14:30:00Z',
} as const;
const STOCHASTIC = { ...BTC, strategy: 'Stochastic_v1' } as const;
const only = (...problems: string[]): Expected => ({ problems });

const SHARED_EXPECTED: Readonly<Record<string, Expected>> = {
  '001': {
    pair: 'BTC/USDT',
    timeframe: '1h',
    strategy: 'test_strategy',
    quantity: '0.01',
    price: '50000',
    at: '2025-06-05T10:00:00Z',
    problems: ['action-without-positions'],
  },
  '002': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '1m',
    quantity: '0.01',
    price: '67813.17',
    at: '2024-05-24T14:46:00Z',
  },
  '003': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '1m',
    quantity: '0.0073318072',
    price: '68196.01',
    at: '2024-05-24T15:45:00Z',
  },
  '004': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '1m',
    quantity: '0.01',
    price: '67813.17',
    at: '2024-05-24T14:46:00Z',
  },
  '005': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '5m',
    quantity: '0.0146627',
    price: '68196.01',
    at: '2024-05-24T15:45:00Z',
  },
  '007': {
    ...STOCHASTIC,
    signal: 'order open short',
    timeframe: '5m',
    quantity: '0.0147013',
    price: '68020.4',
    at: '2024-05-25T09:00:00Z',
  },
  '008': {
    ...STOCHASTIC,
    signal: 'order close short',
    timeframe: '5m',
    price: '67411',
    at: '2024-05-25T10:35:00Z',
  },
  '010': {
    trades: true,
    pair: 'ETH/USDT',
    strategy: 'MA Crossover',
    signal: 'order close long',
    timeframe: '1d',
    price: '3795.55',
    at: '2024-06-03T00:00:00Z',
  },
  '011': {
    ...BTC,
    strategy: 'Hammer and Stochastic Strategy',
    signal: 'order open short',
    timeframe: '1h',
    quantity: '0.0148',
    price: '67560.01',
    at: '2024-06-02T11:00:00Z',
  },
  '013': {
    ...BTC,
    strategy: 'MA+STO_V1',
    signal: 'order open long',
    timeframe: '15m',
    quantity: '0.0147',
    price: '68010.3',
    at: '2024-06-02T18:15:00Z',
  },
  '014': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '5m',
    price: '59965.21',
    at: '2024-08-28T13:15:00Z',
  },
  '015': {
    ...STOCHASTIC,
    signal: 'order close long',
    timeframe: '5m',
    price: '59194.33',
    at: '2024-08-28T09:00:00Z',
  },
  '017': {
    ...STOCHASTIC,
    signal: 'indicator open long',
    timeframe: '1h',
    price: '59801.1',
    at: '2024-08-28T08:00:00Z',
  },
  '018': {
    ...STOCHASTIC,
    signal: 'indicator close long',
    timeframe: '1h',
    price: '60110',
    at: '2024-08-28T16:00:00Z',
  },
  '020': {
    ...BTC,
    strategy: 'StrategyA',
    signal: 'order open long',
    timeframe: '1m',
    quantity: '0.01',
    price: '50000',
    at: '2024-11-28T10:00:00Z',
  },
  '022': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '5m',
    price: '68196.01',
    at: '2024-05-24T15:45:00Z',
    problems: ['quantity-not-a-number'],
  },
  '023': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '1m',
    quantity: '0.01',
    price: '67813.17',
    at: '2024-05-24T14:46:00Z',
  },
  '025': {
    ...STOCHASTIC,
    signal: 'order open long',
    timeframe: '5m',
    quantity: '0.01',
    price: '67813.17',
    problems: ['time-missing'],
  },
  '026': {
    ...BTC,
    strategy: 'Stochastic_v1_with_squeeze_momentum_and_three_moving_averages_2024',
    signal: 'order open long',
    timeframe: '5m',
    quantity: '0.01',
    price: '67813.17',
    at: '2024-05-24T14:46:00Z',
  },
  '027': {
    pair: 'LTC/USDT',
    problems: ['signal-not-understood', 'strategy-missing', 'time-missing'],
  },
  '028': {
    pair: 'LTC/USDT',
    quantity: '0.01',
    problems: ['signal-missing', 'strategy-missing', 'time-missing'],
  },
  '035': only('signal-missing', 'ticker-not-understood', 'strategy-missing', 'time-missing'),
  '037': only('signal-missing', 'ticker-not-understood', 'strategy-missing', 'time-missing'),
  '043': {
    strategy: 'SOL_USD',
    price: '115.931',
    problems: ['action-without-positions', 'ticker-missing', 'time-missing'],
  },
  '049': only('plain-text'),
  '055': only('literal-line-break'),
  '060': only('missing-braces'),
  '061': only('text-without-quotes'),
  '070': {
    pair: 'BTC/USDT',
    signal: 'order open long',
    quantity: '0.5',
    price: '39880.44',
    at: '2021-05-20T20:36:22Z',
    problems: ['strategy-missing'],
  },
  '071': {
    pair: 'BTC/USDT',
    signal: 'order close long + open short',
    quantity: '0.5',
    price: '39880.44',
    at: '2021-05-20T20:36:22Z',
    problems: ['strategy-missing'],
  },
  '073': only('comment-in-json'),
  '076': only('text-without-quotes'),
  '077': {
    trades: true,
    pair: 'SOL/USD',
    strategy: 'My Strategy',
    timeframe: '1h',
    signal: 'order open long',
    quantity: '10',
    price: '150',
    at: '2026-06-18T06:00:01Z',
    identity: '<unique-per-order>',
  },
  '083': only('trailing-comma'),
  '087': only('single-quotes'),
  '093': {
    pair: 'BTC/USDT',
    signal: 'order open long',
    price: '68512.4',
    at: '2024-11-05T14:30:01Z',
    problems: ['strategy-missing'],
  },
  '101': {
    price: '420.69',
    problems: [
      'action-without-positions',
      'ticker-not-understood',
      'strategy-missing',
      'time-missing',
    ],
  },
  '126': {
    pair: 'BTC/USDT',
    quantity: '0.01',
    price: '68000',
    at: '2025-01-20T10:00:01Z',
    problems: ['action-without-positions', 'strategy-missing'],
  },
  '127': {
    pair: 'BTC/USDT',
    quantity: '0.01',
    price: '68000',
    at: '2025-01-20T10:00:01Z',
    problems: ['action-without-positions', 'strategy-missing'],
  },
  '128': only('plain-text'),
  '131': only('plain-text'),
  '132': only('plain-text'),
  '134': { ...S1, timeframe: '1m' },
  '135': only('smart-quotes'),
  '139': { ...S1, quantity: '0.01' },
  '143': only('empty-body'),
  '146': only('missing-value'),
  '147': only('not-a-json-value'),
  '151': {
    pair: 'BTC/USDT',
    strategy: 'S1',
    timeframe: '15m',
    signal: 'order open long',
    at: '2025-01-15T14:30:00Z',
    problems: ['comma-in-number', 'comma-in-number'],
  },
  '152': {
    pair: 'BTC/USDT',
    strategy: 'S1',
    timeframe: '15m',
    signal: 'order close long',
    price: '67432.5',
    problems: ['duplicate-key', 'time-missing'],
  },
  '154': only('more-than-one-object'),
  '159': { ...S1, quantity: '0.01' },
  '161': { ...S1, pair: '1000PEPE/USDT', quantity: '0.01' },
  '163': {
    strategy: 'S1',
    timeframe: '15m',
    signal: 'order open long',
    price: '67432.5',
    quantity: '0.01',
    at: '2025-01-15T14:30:00Z',
    problems: ['ticker-not-ascii'],
  },
  '164': { ...S1, timeframe: '30s', quantity: '0.01' },
  '166': { ...S1, timeframe: '1M', quantity: '0.01' },
  '167': {
    ...BTC,
    strategy: 'S1',
    timeframe: '15m',
    signal: 'order open long',
    price: '1',
    problems: ['time-missing'],
  },
  '168': { ...S1, strategy: "S1'; DROP TABLE tbl_alarms;-- ", quantity: '0.01' },
  '170': only('nested-too-deep'),
  '171': { ...S1, quantity: '0.01', at: '2022-02-14T11:00:00Z' },
  '172': { ...S1, quantity: '0.01' },
};

const NOON = '2026-01-15T12:00:00Z';
const S = { ...BTC, strategy: 'S', signal: 'order open long', at: NOON } as const;
const FADE = { trades: true, pair: 'XRP/USDT', strategy: 'Fade', timeframe: '15m' } as const;
const FLIP = {
  ...BTC,
  strategy: 'Flip',
  timeframe: '1h',
  signal: 'order close short + open long',
  at: '2026-01-15T14:00:00Z',
} as const;
const REFUSED = { pair: 'BTC/USDT', strategy: 'S', timeframe: '5m', at: NOON } as const;

const OWN_EXPECTED: Readonly<Record<string, Expected>> = {
  '01': {
    ...BTC,
    signal: 'order open long',
    timeframe: '5m',
    strategy: 'Trend 5m',
    quantity: '0.01',
    price: '67432.5',
    at: NOON,
  },
  '02': {
    trades: true,
    pair: 'ETH/USDT',
    signal: 'indicator close short',
    timeframe: '4h',
    strategy: 'Trend 4h',
    price: '3400',
    at: '2026-01-15T10:00:00Z',
  },
  '03': {
    trades: true,
    pair: 'SOL/USDT',
    signal: 'order close long',
    timeframe: '1d',
    strategy: 'Swing',
    price: '145.2',
    at: '2026-06-03T00:05:09Z',
  },
  '04': {
    ...FADE,
    signal: 'order open short',
    quantity: '120',
    price: '0.6123',
    at: '2026-01-15T12:00:01Z',
  },
  '05': {
    ...FADE,
    signal: 'order close short',
    quantity: '120',
    price: '0.6',
    at: '2026-01-15T12:30:01Z',
  },
  '06': { ...FADE, signal: 'order open long', quantity: '30', at: '2026-01-15T12:45:01Z' },
  '07': { ...FADE, signal: 'order reduce long', quantity: '15', at: '2026-01-15T13:00:01Z' },
  '08': { ...FLIP, quantity: '0.04' },
  '09': { ...FLIP, quantity: '0.04' },
  '10': { ...FLIP, problems: ['reversal-quantity-unknown'] },
  '11': {
    ...BTC,
    strategy: 'Nested',
    timeframe: '1h',
    signal: 'order close long',
    quantity: '0.5',
    price: '67000.1',
    at: '2026-01-15T14:00:00Z',
  },
  '12': {
    ...BTC,
    strategy: 'Top',
    timeframe: '5m',
    signal: 'order open short',
    quantity: '1',
    at: NOON,
  },
  '13': {
    pair: 'BTC/USDT',
    strategy: 'Two',
    signal: 'order open long',
    at: NOON,
    problems: ['conflict'],
  },
  '14': { ...BTC, strategy: 'Two', signal: 'order open long', timeframe: '1h', at: NOON },
  '15': {
    strategy: 'S',
    signal: 'order open long',
    timeframe: '5m',
    at: NOON,
    problems: ['placeholder-not-filled'],
  },
  '16': {
    strategy: 'S',
    signal: 'order open long',
    timeframe: '5m',
    at: NOON,
    problems: ['delayed-feed'],
  },
  '17': {
    pair: 'BTC/USDT',
    strategy: 'S',
    signal: 'order open long',
    timeframe: '5m',
    problems: ['time-not-understood'],
  },
  '18': {
    ...S,
    pair: 'SHIB/USDT',
    timeframe: '1m',
    quantity: '0.0000001',
    price: '0.0000123',
    at: '2026-01-15T12:00:00.250Z',
  },
  '19': { ...S, timeframe: '1m', quantity: '1234567890123456789.123456789' },
  '20': { ...S, timeframe: '1m', problems: ['quantity-not-a-number', 'price-not-a-number'] },
  '21': only('trailing-comma'),
  '22': only('smart-quotes'),
  '23': only('comment-in-json'),
  '24': only('literal-line-break'),
  '25': only('not-utf8'),
  '26': only('not-an-object'),
  '27': only('text-without-quotes'),
  '28': only('not-closed'),
  '29': { ...S, signal: 'order close short', timeframe: '1w', identity: 'n-17' },
  '30': only('not-a-json-value'),
  '31': {
    ...BTC,
    strategy: 'Odd',
    signal: 'order open long',
    timeframe: '3m',
    quantity: '2',
    price: '5',
    at: '2026-01-05T07:08:09Z',
  },
  '32': { ...REFUSED, problems: ['action-without-positions'] },
  '33': { ...REFUSED, problems: ['conflict'] },
  '34': { ...REFUSED, problems: ['nothing-changes'] },
};

const bodiesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^\d+-.*\.txt$/.test(name))
    .sort();

const read = (folder: string, name: string): AlarmReading =>
  readAlarm(readFileSync(join(folder, name)), { timeZone: 'UTC' });

const numberOf = (name: string): string => name.slice(0, name.indexOf('-'));

describe('our own TradingView bodies', () => {
  const names = bodiesIn(OWN);

  it('are all in the table', () => {
    expect(names.map(numberOf)).toEqual(Object.keys(OWN_EXPECTED).sort());
  });

  it.each(names)('%s', (name) => {
    expect(seen(read(OWN, name))).toEqual(OWN_EXPECTED[numberOf(name)]);
  });
});

const isShared = existsSync(SHARED);
const given = isShared ? bodiesIn(SHARED) : [];

describe(
  isShared
    ? `the ${String(given.length)} given TradingView bodies`
    : 'the given TradingView bodies',
  () => {
    if (!isShared) {
      it('are skipped: ../shared/fixtures/tradingview is not here', () => {
        expect(given).toHaveLength(0);
      });
      return;
    }

    it('are all in the table', () => {
      expect(given.map(numberOf)).toEqual(Object.keys(SHARED_EXPECTED).sort());
    });

    it.each(given)('%s', (name) => {
      expect(seen(read(SHARED, name))).toEqual(SHARED_EXPECTED[numberOf(name)]);
    });
  },
);
