import { strategySide } from '@test/support/builders/strategy-side';

/** A strategy as the API takes it: long and short on 5m, fixed size, no protection. */
export function strategyRequest(
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const side = strategySide('0.001', { pyramiding: 1 });
  return {
    alarmName: 'S1',
    isOn: true,
    account: 'paper',
    instrument: 'bingx-usdt-m/BTC-USDT',
    long: side,
    short: side,
    ...change,
  };
}
