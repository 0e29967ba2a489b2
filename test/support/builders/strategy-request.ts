/** A strategy as the API takes it: long and short on 5m, fixed size, no protection. */
export function strategyRequest(
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const side = {
    entryOrderTimeframe: '5m',
    closeOrderTimeframe: '5m',
    quantityMode: 'fixed',
    quantity: '0.001',
    pyramiding: 1,
  };
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
