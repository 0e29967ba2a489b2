/** One side of a strategy as the API takes it: 5m alarms, a fixed size. */
export const strategySide = (quantity: string): Record<string, unknown> => ({
  entryOrderTimeframe: '5m',
  closeOrderTimeframe: '5m',
  quantityMode: 'fixed',
  quantity,
});
