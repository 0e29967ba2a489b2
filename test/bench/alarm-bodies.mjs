let count = 0;
const RUN = Date.now().toString(36);

/** A body as TradingView sends it, different each time, and fresh. */
export function alarmBody(strategy, more = {}) {
  count += 1;
  return JSON.stringify({
    Ticker: 'BTCUSDT.P',
    Interval: '1',
    Price_Alert: '65000.5',
    Time_Alert: new Date().toISOString(),
    Order: 'order open long',
    Strategy: strategy,
    Id: `${RUN}-${count}`,
    ...more,
  });
}
