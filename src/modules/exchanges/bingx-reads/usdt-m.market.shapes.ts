import { PRICE_LEVEL } from './common.shapes';
import { coded, count, decimal, flag, id, listOf, must, shape, text, time } from './fields';

export const CONTRACT = shape('BingxUsdtMContract', 'One perpetual contract and its rules.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  contractId: id('The id of the contract.', '100'),
  displayName: text('The name that BingX shows.', 'BTC-USDT'),
  asset: text('The base coin.', 'BTC'),
  currency: text('The coin of margin and profit.', 'USDT'),
  size: decimal('Contract size, in base coin.', '0.0001'),
  quantityPrecision: count('Decimals of a quantity.', 4),
  pricePrecision: count('Decimals of a price.', 1),
  minQuantity: decimal('Smallest quantity, in base coin.', '0.0001', 'tradeMinQuantity'),
  minNotional: decimal('Smallest quantity × price, in the margin coin.', '2', 'tradeMinUSDT'),
  minContracts: decimal('Smallest number of contracts; older rows only.', '1', 'tradeMinLimit'),
  feeRate: decimal('The usual fee, as a fraction.', '0.0005'),
  makerFeeRate: decimal('The fee of a maker, as a fraction.', '0.0002'),
  takerFeeRate: decimal('The fee of a taker, as a fraction.', '0.0005'),
  maxLongLeverage: decimal('Highest leverage of a long; BingX no longer says it here.', '125'),
  maxShortLeverage: decimal('Highest leverage of a short; BingX no longer says it here.', '125'),
  status: coded('Whether it trades.', {
    '1': 'online',
    '25': 'no-opening',
    '5': 'pre-online',
    '0': 'offline',
  }),
  isOpeningAllowed: flag('Whether the API may open positions.', 'apiStateOpen'),
  isClosingAllowed: flag('Whether the API may close positions.', 'apiStateClose'),
  isGuaranteedStopAllowed: flag('Whether a stop may be guaranteed.', 'ensureTrigger'),
  guaranteedStopFeeRate: decimal('The fee of a guaranteed stop.', '0.0005', 'triggerFeeRate'),
  isBrokerAllowed: flag('Whether broker orders are taken.', 'brokerState'),
  launchedAt: time('When it was listed.', 'launchTime'),
  maintenanceAt: time('When its maintenance begins.', 'maintainTime'),
  offAt: time('When it is taken down.', 'offTime'),
});

export const TRADING_RULES = shape('BingxUsdtMTradingRules', 'What a contract asks of an order.', {
  symbol: text('The symbol, where BingX repeats it.', 'BTC-USDT'),
  minQuantity: decimal('Smallest quantity, in base coin.', '0.0001', 'minSizeCoin'),
  minNotional: decimal('Smallest quantity × price, in the margin coin.', '2', 'minSizeUsd'),
  maxOrders: decimal('Most open orders.', '200', 'maxMumOrder', 'maxNumOrder'),
  protectionThreshold: decimal('Price protection threshold, as a fraction.', '0.05'),
  maxBuyPriceRatio: decimal('Highest limit price of a buy, as a ratio.', '0.05', 'buyMaxPrice'),
  minBuyPriceRatio: decimal('Lowest limit price of a buy, as a ratio.', '0.5', 'buyMinPrice'),
  maxSellPriceRatio: decimal('Highest limit price of a sell, as a ratio.', '0.5', 'sellMaxPrice'),
  minSellPriceRatio: decimal('Lowest limit price of a sell, as a ratio.', '0.05', 'sellMinPrice'),
  marketRatio: decimal('How far a market order may move the price, as a fraction.', '0.05'),
});

export const TICKER = shape('BingxUsdtMTicker', 'One contract over the last 24 hours.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  lastPrice: decimal('Last price.', '65000.1'),
  lastQuantity: decimal('Quantity of the last trade.', '0.02', 'lastQty'),
  priceChange: decimal('Change of the price.', '120.5'),
  priceChangePercent: decimal('Change of the price, in percent.', '0.19'),
  openPrice: decimal('First price.', '64879.6'),
  highPrice: decimal('Highest price.', '65500'),
  lowPrice: decimal('Lowest price.', '64200'),
  volume: decimal('Traded volume, in base coin.', '12000.5'),
  quoteVolume: decimal('Traded volume, in the margin coin.', '780000000'),
  bidPrice: decimal('Best bid.', '65000'),
  bidQuantity: decimal('Quantity of the best bid.', '3.1', 'bidQty'),
  askPrice: decimal('Best ask.', '65000.2'),
  askQuantity: decimal('Quantity of the best ask.', '2.4', 'askQty'),
  openAt: time('When the 24 hours began.', 'openTime'),
  closeAt: time('When they ended.', 'closeTime'),
});

export const PRICE = shape('BingxUsdtMPrice', 'The last price of one contract.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  price: must(decimal('Last price.', '65000.1')),
  at: time('When it was.', 'time'),
});

export const MARK_PRICE = shape('BingxUsdtMMarkPrice', 'Mark price and funding of one contract.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  markPrice: decimal('Mark price: what stops and liquidations go by.', '65001.3'),
  indexPrice: decimal('Index price.', '65002.9'),
  lastFundingRate: decimal('Last funding rate, as a fraction.', '0.0001'),
  nextFundingAt: time('When funding is paid next.', 'nextFundingTime'),
  fundingIntervalHours: count('Hours between two payments.', 8),
  minFundingRate: decimal('Lowest funding rate.', '-0.003'),
  maxFundingRate: decimal('Highest funding rate.', '0.003'),
  updatedAt: time('When it was computed.', 'updateTime'),
});

export const FUNDING_RATE = shape('BingxUsdtMFundingRate', 'One payment of funding.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  fundingRate: must(decimal('The rate, as a fraction; longs pay when it is positive.', '0.0001')),
  fundedAt: must(time('When it was paid.', 'fundingTime')),
  markPrice: decimal('Mark price at that time.', '65001.3'),
});

export const ORDER_BOOK = shape('BingxUsdtMOrderBook', 'The best offers on both sides.', {
  at: time('When it was taken.', 'T', 'ts'),
  bids: listOf('Bids, as BingX orders them.', PRICE_LEVEL),
  asks: listOf('Asks, as BingX orders them.', PRICE_LEVEL),
  bidsCoin: listOf('Bids with quantities in base coin, where BingX gives them.', PRICE_LEVEL),
  asksCoin: listOf('Asks with quantities in base coin, where BingX gives them.', PRICE_LEVEL),
});

export const TRADE = shape('BingxUsdtMTrade', 'One trade of the market.', {
  id: id('The id of the trade, where BingX gives one.', '412'),
  price: must(decimal('The price.', '65000.1')),
  quantity: must(decimal('The quantity, in base coin.', '0.02', 'qty')),
  quoteQuantity: decimal('Quantity × price.', '1300.002', 'quoteQty'),
  isBuyerMaker: flag('Whether the buyer was there first.'),
  at: must(time('When it happened.', 'time')),
});

export const BOOK_TICKER = shape('BingxUsdtMBookTicker', 'Best bid and ask of one contract.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  bidPrice: decimal('Best bid.', '65000', 'bid_price', 'bidPrice'),
  bidQuantity: decimal('Quantity of the best bid.', '3.1', 'bid_qty', 'bidQty'),
  askPrice: decimal('Best ask.', '65000.2', 'ask_price', 'askPrice'),
  askQuantity: decimal('Quantity of the best ask.', '2.4', 'ask_qty', 'askQty'),
  lastUpdateId: id('Counts the changes of the book.', '512'),
  at: time('When it was.', 'time'),
});

export const OPEN_INTEREST = shape('BingxUsdtMOpenInterest', 'Open interest of one contract.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  openInterest: must(decimal('Open interest as a value in USDT, not in coins.', '3289641547.1')),
  at: time('When it was.', 'time'),
});
