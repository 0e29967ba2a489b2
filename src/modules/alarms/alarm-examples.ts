/** Bodies that work when pasted; docs/domain/alarm-format.md explains them. */
export const ALARM_EXAMPLES = {
  'order open long': {
    summary: 'Opens a long',
    value: {
      Ticker: 'BTCUSDT.P',
      Interval: '5',
      Quantity: '0.01',
      Price_Alert: '67432.5',
      Order: 'order open long',
      Strategy: 'Stochastic_v1',
    },
  },
  'indicator open long': {
    summary: 'Opens the regime of a side; trades nothing',
    value: {
      Ticker: 'BTCUSDT.P',
      Interval: '60',
      Price_Alert: '67432.5',
      Order: 'indicator open long',
      Strategy: 'Stochastic_v1',
    },
  },
  'strategy fill': {
    summary: 'A fill of a TradingView strategy: flat to long opens a long',
    value: {
      Ticker: 'BTCUSDT.P',
      Interval: '15',
      Action: 'buy',
      Contracts: '0.02',
      MarketPosition: 'long',
      PrevMarketPosition: 'flat',
      MarketPositionSize: '0.02',
      Price: '67432.5',
      Strategy: 'Stochastic_v1',
    },
  },
} as const;
