/** What a test waits for among the orders of an alarm. */
export const isSome =
  (state: string) =>
  (orders: readonly any[]): boolean =>
    orders.some((order) => order.state === state);

export const isFilled = isSome('FILLED');

/** How many orders the exchange holds open. */
export const restingCount = (orders: readonly any[]): number =>
  orders.filter((order) => order.state === 'ACCEPTED').length;

/** The entry is filled, and this many orders of protection rest. */
export const isProtectedBy =
  (count: number) =>
  (orders: readonly any[]): boolean =>
    isFilled(orders) && restingCount(orders) === count;

export const isNothingResting = (orders: readonly any[]): boolean => restingCount(orders) === 0;
