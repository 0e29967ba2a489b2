import { readTimeframe } from '@/kernel/timeframe';
import {
  alarmTemplatesOf,
  tradingViewInterval,
  tradingViewTicker,
} from '@/modules/strategies/alarm-templates';
import { aStrategy, sideRules, timeframe } from '@test/support/builders/decision-facts';

const silent = sideRules({ entryOrderTimeframe: null, closeOrderTimeframe: null });

describe(alarmTemplatesOf.name, () => {
  it('gives one message per signal that the strategy listens to, and one for a Pine strategy', () => {
    const strategy = aStrategy({
      alarmName: 'Say "hi" \\ 📈',
      long: sideRules({
        entryOrderTimeframe: timeframe('5m'),
        closeOrderTimeframe: timeframe('1h'),
        entryIndicatorTimeframe: timeframe('4h'),
        closeIndicatorTimeframe: timeframe('1d'),
      }),
      short: silent,
    });
    const templates = alarmTemplatesOf(strategy);
    expect(templates.map(({ name, timeframe: on }) => [name, on])).toEqual([
      ['order open long', '5m'],
      ['order close long', '1h'],
      ['indicator open long', '4h'],
      ['indicator close long', '1d'],
      ['strategy orders', null],
    ]);
    const bodies = templates.map(
      (template) => JSON.parse(template.message) as Record<string, string>,
    );
    expect(bodies[0]).toEqual({
      Ticker: 'BTCUSDT.P',
      Interval: '5',
      Order: 'order open long',
      Strategy: 'Say "hi" \\ 📈',
      Price_Alert: '{{close}}',
      Time_Alert: '{{timenow}}',
      Secret: '<your webhook secret>',
    });
    expect(bodies.map((body) => body.Interval)).toEqual(['5', '60', '240', '1D', '{{interval}}']);
    expect(Object.keys(bodies[4] ?? {})).toEqual(
      expect.arrayContaining([
        'Action',
        'MarketPosition',
        'PrevMarketPosition',
        'Contracts',
        'Price',
        'Id',
        'Time',
      ]),
    );
    for (const body of bodies) expect(body.Secret).toBe('<your webhook secret>');
  });

  it('asks for a quantity only where the strategy takes the alarm’s', () => {
    const strategy = aStrategy({ long: sideRules({ quantityMode: 'alarm' }), short: silent });
    const [open, close] = alarmTemplatesOf(strategy).map(
      (one) => JSON.parse(one.message) as Record<string, string>,
    );
    expect(open?.Quantity).toBe('{{plot_0}}');
    expect(close?.Quantity).toBeUndefined();
  });

  it('gives nothing for a strategy that listens to nothing', () => {
    expect(alarmTemplatesOf(aStrategy({ long: silent, short: silent }))).toEqual([]);
  });

  it('identifies each fill of a Pine strategy by more than the order’s name, which repeats', () => {
    const [last] = alarmTemplatesOf(aStrategy()).slice(-1);
    expect(last?.message).toContain('{{timenow}}"');
    expect(last?.message).toMatch(/"Id": "\{\{strategy\.order\.id\}\}.*\{\{timenow\}\}"/);
  });
});

describe(tradingViewInterval.name, () => {
  it.each(['30s', '1m', '45m', '1h', '4h', '1d', '3d', '1w', '1M', '12M'])(
    'writes %s so that it reads back',
    (text) => {
      expect(readTimeframe(tradingViewInterval(timeframe(text)))).toBe(text);
    },
  );
});

describe(tradingViewTicker.name, () => {
  it.each([
    ['bingx-usdt-m/1000PEPE-USDT', '1000PEPEUSDT.P'],
    ['bingx-coin-m/BTC-USD', 'BTCUSD.P'],
    ['bingx-spot/BTC-USDT', 'BTCUSDT'],
    ['nonsense', '{{ticker}}'],
  ])('%s is %s', (instrument, ticker) => {
    expect(tradingViewTicker(instrument)).toBe(ticker);
  });
});
