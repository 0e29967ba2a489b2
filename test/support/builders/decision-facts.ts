import type { StrategyId } from '@/kernel/ids';
import type { IndicatorMark, SignalStep } from '@/kernel/signal';
import type { Timeframe } from '@/kernel/timeframe';
import type { AlarmFacts, DecisionFacts, OpenEntry } from '@/modules/strategies/decision';
import type { SideRules, Strategy } from '@/modules/strategies/strategy';

/** Facts under which an `order open long` of 0.01 BTC on 1m is placed; tests change one thing at a time. */

export const NOW = new Date('2026-01-15T12:00:00.000Z');
export const secondsFromNow = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
export const timeframe = (text: string): Timeframe => text as Timeframe;

export const sideRules = (change: Partial<SideRules> = {}): SideRules => ({
  entryOrderTimeframe: timeframe('1m'),
  closeOrderTimeframe: timeframe('1m'),
  entryIndicatorTimeframe: null,
  closeIndicatorTimeframe: null,
  regimeMaxAgeSeconds: null,
  pyramiding: null,
  leverage: null,
  quantityMode: 'fixed',
  quantity: '0.01',
  takeProfitPerOrder: null,
  stopLossPerOrder: null,
  takeProfitGeneral: null,
  stopLossGeneral: null,
  breakEvenAtPercent: null,
  breakEvenOffsetPercent: null,
  trailingStopPercent: null,
  trailingActivationPercent: null,
  ...change,
});

export const aStrategy = (change: Partial<Strategy> = {}): Strategy => ({
  id: '01J0000000000000000STRATEG' as StrategyId,
  alarmName: 'Stochastic_v1',
  isOn: true,
  account: 'paper',
  instrument: 'bingx-usdt-m/BTC-USDT',
  description: null,
  startAt: null,
  endAt: null,
  long: sideRules(),
  short: sideRules(),
  resultNote: null,
  expectSignalWithinMinutes: null,
  createdAt: secondsFromNow(-86_400),
  updatedAt: secondsFromNow(-86_400),
  deletedAt: null,
  version: 1,
  ...change,
});

export const orderSignal = (...steps: readonly SignalStep[]): AlarmFacts['signal'] => ({
  kind: 'order',
  steps,
});
export const step = (action: SignalStep['action'], side: SignalStep['side']): SignalStep => ({
  action,
  side,
});

export const anAlarm = (change: Partial<AlarmFacts> = {}): AlarmFacts => ({
  id: '01J0000000000000000000ALRM',
  signal: orderSignal(step('open', 'long')),
  timeframe: timeframe('1m'),
  quantity: null,
  price: null,
  alarmAt: secondsFromNow(-1),
  receivedAt: secondsFromNow(-0.5),
  ...change,
});

export const mark = (
  seconds: number,
  receivedSeconds = seconds,
  alarmId = 'mark',
): IndicatorMark => ({
  alarmId,
  at: secondsFromNow(seconds),
  receivedAt: secondsFromNow(receivedSeconds),
});

export const anEntry = (quantity: string, isUnsettled = false): OpenEntry => ({
  orderId: 'entry',
  quantity,
  averagePrice: isUnsettled ? null : '60000',
  isUnsettled,
});

export const facts = (change: Partial<DecisionFacts> = {}): DecisionFacts => ({
  alarm: anAlarm(),
  strategy: aStrategy(),
  regime: { long: { openedAt: null, closedAt: null }, short: { openedAt: null, closedAt: null } },
  openEntries: { long: [], short: [] },
  instrument: {
    quantityStep: '0.0001',
    minQuantity: '0.0001',
    minNotional: '2',
    contractValue: null,
    priceTick: '0.1',
    status: 'trading',
  },
  canTrade: { shorts: true, orderTypes: ['market'], marketBuysBy: 'base', exitsBy: 'position' },
  sellable: null,
  equity: '1000',
  price: '60000',
  risk: { entry: null, close: null },
  limits: { maxAgeMs: 60_000, closeMaxAgeMs: 600_000, futureMs: 30_000 },
  now: NOW,
  ...change,
});
