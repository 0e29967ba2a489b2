import { readInstrument } from '@/kernel/instrument';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import type { Timeframe } from '@/kernel/timeframe';
import { rulesOf, type SideRules, type Strategy } from '@/modules/strategies/strategy';

/** A message to paste into a TradingView alert. */
export interface AlarmTemplate {
  /** `order open long`, or `strategy orders` for the message of a Pine strategy. */
  readonly name: string;
  /** The chart timeframe that the alert belongs on; null: any on which this strategy listens. */
  readonly timeframe: string | null;
  /** How to use it, in one or two sentences. */
  readonly note: string;
  /** Pretty JSON with TradingView's placeholders. */
  readonly message: string;
}

const SECRET = '<your webhook secret>';

/** One message per signal that the strategy listens to, then one for alerts of a Pine strategy. */
export function alarmTemplatesOf(strategy: Strategy): readonly AlarmTemplate[] {
  return [
    ...POSITION_SIDES.flatMap((side) => sideTemplates(strategy, side)),
    ...pineTemplates(strategy),
  ];
}

function sideTemplates(strategy: Strategy, side: PositionSide): readonly AlarmTemplate[] {
  const rules = rulesOf(strategy, side);
  const wanted: readonly [signal: string, timeframe: Timeframe | null, does: string][] = [
    [`order open ${side}`, rules.entryOrderTimeframe, `opens ${side}`],
    [
      `order close ${side}`,
      rules.closeOrderTimeframe,
      `closes what this strategy has open on its ${side} side`,
    ],
    [`indicator open ${side}`, rules.entryIndicatorTimeframe, `allows ${side} entries from now on`],
    [`indicator close ${side}`, rules.closeIndicatorTimeframe, `stops ${side} entries from now on`],
  ];
  return wanted.flatMap(([signal, timeframe, does]) =>
    timeframe === null ? [] : [signalTemplate(strategy, rules, signal, timeframe, does)],
  );
}

function signalTemplate(
  strategy: Strategy,
  rules: SideRules,
  signal: string,
  timeframe: Timeframe,
  does: string,
): AlarmTemplate {
  const needsQuantity = signal.startsWith('order open') && rules.quantityMode === 'alarm';
  const own = needsQuantity ? ' The first plot of the indicator must be the quantity.' : '';
  return {
    name: signal,
    timeframe,
    note: `For an alert on the ${timeframe} chart that ${does}.${own}`,
    message: messageText({
      Ticker: tradingViewTicker(strategy.instrument),
      Interval: tradingViewInterval(timeframe),
      Order: signal,
      Strategy: strategy.alarmName,
      ...(needsQuantity ? { Quantity: '{{plot_0}}' } : {}),
      Price_Alert: '{{close}}',
      Time_Alert: '{{timenow}}',
      Secret: SECRET,
    }),
  };
}

/** One alert of a Pine strategy says everything: the market position before and after gives the intent. */
function pineTemplates(strategy: Strategy): readonly AlarmTemplate[] {
  const listens = POSITION_SIDES.some((side) => {
    const rules = rulesOf(strategy, side);
    return rules.entryOrderTimeframe !== null || rules.closeOrderTimeframe !== null;
  });
  if (!listens) return [];
  const message = messageText({
    Ticker: tradingViewTicker(strategy.instrument),
    Interval: '{{interval}}',
    Strategy: strategy.alarmName,
    Action: '{{strategy.order.action}}',
    MarketPosition: '{{strategy.market_position}}',
    PrevMarketPosition: '{{strategy.prev_market_position}}',
    MarketPositionSize: '{{strategy.market_position_size}}',
    PrevMarketPositionSize: '{{strategy.prev_market_position_size}}',
    Contracts: '{{strategy.order.contracts}}',
    Price: '{{strategy.order.price}}',
    // The order's own id repeats with every trade; with time and size it is one per fill.
    Id: '{{strategy.order.id}} {{strategy.order.action}} {{strategy.market_position_size}} {{timenow}}',
    Time: '{{timenow}}',
    Secret: SECRET,
  });
  const note =
    'For one alert on a Pine strategy, set to order fills. Entries and exits of a side must listen on the chart’s timeframe.';
  return [{ name: 'strategy orders', timeframe: null, note, message }];
}

/** As TradingView writes the chart's symbol: `BTCUSDT.P` for perpetuals, `BTCUSDT` for spot. */
export function tradingViewTicker(instrumentText: string): string {
  const instrument = readInstrument(instrumentText);
  if (instrument === null) return '{{ticker}}';
  const isPerpetual = instrument.market === 'bingx-usdt-m' || instrument.market === 'bingx-coin-m';
  return `${instrument.base}${instrument.quote}${isPerpetual ? '.P' : ''}`;
}

/** As TradingView's `{{interval}}` writes it: minutes as a bare number, `1D`, `1W`, `1M`, `30S`. */
export function tradingViewInterval(timeframe: Timeframe): string {
  const count = timeframe.slice(0, -1);
  switch (timeframe.at(-1)) {
    case 'm':
      return count;
    case 'h':
      return String(Number.parseInt(count, 10) * 60);
    case 'M':
      return timeframe;
    default:
      return timeframe.toUpperCase();
  }
}

const messageText = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify(fields, null, 2);
