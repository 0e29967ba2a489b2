/** One side of a strategy as the API takes it: 5m alarms, a fixed size, up to ten entries. */
export const strategySide = (
  quantity: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  entryOrderTimeframe: '5m',
  closeOrderTimeframe: '5m',
  quantityMode: 'fixed',
  quantity,
  pyramiding: 10,
  ...more,
});
