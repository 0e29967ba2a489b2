/** The members of a body that is understood, at a time that is always the same. */
export const READABLE_BODY: Readonly<Record<string, unknown>> = {
  Ticker: 'BTCUSDT.P',
  Interval: '5',
  Quantity: '0.01',
  Price_Alert: '67432.5',
  Time_Alert: '2026-01-15T12:00:00Z',
  Order: 'order open long',
  Strategy: 'S1',
};

/** A body as our template makes it; every member can be changed, `undefined` leaves one out. */
export function alarmBody(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    Ticker: 'BTCUSDT.P',
    Interval: '5',
    Price_Alert: '60000.5',
    Time_Alert: new Date().toISOString(),
    Order: 'order open long',
    Strategy: 'S1',
    Id: `id-${String(Date.now())}-${String(Math.random()).slice(2)}`,
    ...change,
  });
}
