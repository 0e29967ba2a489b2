import type { StrategyInput } from '@/modules/strategies/strategy-input';

/** A strategy with every field set, as the service takes it. */
export const FULL_INPUT: StrategyInput = {
  alarmName: 'Stochastic_v1',
  isOn: true,
  account: 'main',
  instrument: 'bingx-usdt-m/BTC-USDT',
  description: 'minute',
  startAt: '2026-01-01T00:00:00.123Z',
  endAt: '2027-01-01T00:00:00Z',
  resultNote: '3 %',
  expectSignalWithinMinutes: 90,
  long: {
    entryOrderTimeframe: '1m',
    closeOrderTimeframe: '5',
    entryIndicatorTimeframe: '1h',
    closeIndicatorTimeframe: '240',
    regimeMaxAgeSeconds: 3_600,
    pyramiding: 3,
    leverage: '20',
    quantityMode: 'fixed',
    quantity: '123456789012345678.123456789012345678',
    takeProfitPerOrder: '2.5',
    stopLossPerOrder: '1',
    takeProfitGeneral: '5',
    stopLossGeneral: '3.000000000000000001',
    breakEvenAtPercent: '1.5',
    breakEvenOffsetPercent: '-0.1',
    trailingStopPercent: '2',
    trailingActivationPercent: '4',
  },
};
