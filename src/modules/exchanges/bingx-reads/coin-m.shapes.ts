import { POSITION_SIDES, PRICE_LEVEL, SIDES } from './common.shapes';
import { coded, count, decimal, flag, id, listOf, must, shape, text, time, word } from './fields';
import { CONTRACT_ORDER_FIELDS, ORDER_TYPES } from './usdt-m.order.shapes';

export const COIN_M_CONTRACT = shape(
  'BingxCoinMContract',
  'One contract that is settled in its base coin. Quantities are whole contracts.',
  {
    symbol: must(text('The symbol.', 'BTC-USD')),
    pricePrecision: count('Decimals of a price.', 1),
    contractValue: decimal('What one contract is worth, in USD.', '100', 'minTickSize'),
    minNotional: decimal('Smallest value of an order, in USD.', '100', 'minTradeValue'),
    minQuantity: decimal('Smallest number of contracts.', '1', 'minQty'),
    status: coded('Whether it trades.', {
      '1': 'online',
      '25': 'no-opening',
      '5': 'pre-online',
      '0': 'offline',
    }),
    onlineAt: time('When it was listed.', 'timeOnline'),
  },
);

export const COIN_M_MARK_PRICE = shape('BingxCoinMMarkPrice', 'Mark price and funding.', {
  symbol: must(text('The symbol.', 'BTC-USD')),
  markPrice: decimal('Mark price.', '65001.3'),
  indexPrice: decimal('Index price.', '65002.9'),
  lastFundingRate: decimal('Last funding rate, as a fraction.', '0.0001'),
  nextFundingAt: time('When funding is paid next.', 'nextFundingTime'),
});

export const COIN_M_OPEN_INTEREST = shape('BingxCoinMOpenInterest', 'Open interest.', {
  symbol: must(text('The symbol.', 'BTC-USD')),
  openInterest: must(decimal('Open interest as BingX states it.', '1200')),
  at: time('When it was.', 'timestamp', 'time'),
});

export const COIN_M_TICKER = shape('BingxCoinMTicker', 'One contract over the last 24 hours.', {
  symbol: must(text('The symbol.', 'BTC-USD')),
  lastPrice: decimal('Last price.', '65000.1'),
  lastQuantity: decimal('Contracts of the last trade.', '2', 'lastQty'),
  priceChange: decimal('Change of the price.', '120.5'),
  priceChangePercent: decimal('Change of the price, in percent.', '0.19'),
  openPrice: decimal('First price.', '64879.6'),
  highPrice: decimal('Highest price.', '65500'),
  lowPrice: decimal('Lowest price.', '64200'),
  volume: decimal('Traded contracts.', '12000'),
  quoteVolume: decimal('Traded volume as BingX values it.', '18.4'),
  bidPrice: decimal('Best bid.', '65000'),
  bidQuantity: decimal('Contracts of the best bid.', '31', 'bidQty'),
  askPrice: decimal('Best ask.', '65000.2'),
  askQuantity: decimal('Contracts of the best ask.', '24', 'askQty'),
  openAt: time('When the 24 hours began, where BingX says it.', 'openTime'),
  closeAt: time('When they ended.', 'closeTime'),
});

export const COIN_M_ORDER_BOOK = shape('BingxCoinMOrderBook', 'The best offers on both sides.', {
  at: time('When it was taken.', 'T', 'ts'),
  bids: listOf('Bids in contracts, as BingX orders them.', PRICE_LEVEL),
  asks: listOf('Asks in contracts, as BingX orders them.', PRICE_LEVEL),
});

export const COIN_M_ORDER = shape(
  'BingxCoinMOrder',
  'One order. Decide fills by `fills`: BingX was seen to call an order filled with nothing filled.',
  {
    ...CONTRACT_ORDER_FIELDS,
    contracts: decimal(
      'The ordered contracts, as the second figure that BingX gives.',
      '2',
      'quantity',
    ),
    quantity: decimal('The ordered quantity, in contracts.', '2', 'origQty', 'quantity'),
    filledQuantity: decimal('How much of it is filled, in contracts.', '2', 'executedQty'),
    filledValue: decimal('Value of the fills, in USD.', '20', 'cumQuote'),
  },
);

export const COIN_M_FILL = shape('BingxCoinMFill', 'One fill of an order.', {
  tradeId: must(id('The trade.', '97244554')),
  orderId: must(id('The order.', '1817441228670648320')),
  symbol: must(text('The symbol.', 'SOL-USD')),
  side: word('Its side.', SIDES),
  positionSide: word('The side of the position.', POSITION_SIDES),
  type: word('Type of the order.', ORDER_TYPES),
  quantity: must(decimal('Filled contracts.', '2', 'volume')),
  baseQuantity: decimal('The same in base coin, where BingX gives it.', '0', 'baseQty'),
  price: must(decimal('The price.', '182.652', 'tradePrice')),
  value: decimal('Value of the fill, in USD.', '20', 'amount'),
  realizedProfit: decimal('Realized profit, in base coin.', '0', 'realizedPnl'),
  commission: decimal('Commission in the coin; negative when it cost.', '-0.00005475'),
  currency: text('The coin of commission and profit.', 'SOL'),
  isBuyer: flag('Whether the account bought.', 'buyer'),
  isMaker: flag('Whether the account was there first.', 'maker'),
  filledAt: must(time('When it filled.', 'tradeTime')),
});

export const COIN_M_POSITION = shape('BingxCoinMPosition', 'One open position.', {
  positionId: id('The id of the position.', '1817441228670648320'),
  symbol: must(text('The symbol.', 'SOL-USD')),
  positionSide: must(word('Its direction.', POSITION_SIDES)),
  quantity: must(decimal('Its size, in contracts.', '2', 'positionAmt')),
  availableQuantity: decimal('What no closing order holds, in contracts.', '2', 'availableAmt'),
  averagePrice: decimal('Average entry price.', '158.63', 'avgPrice'),
  markPrice: decimal('Mark price.', '159.2'),
  liquidationPrice: decimal('Where it would be liquidated; 0 when nowhere.', '145.1'),
  initialMargin: decimal('Margin at the start, in base coin.', '0.00630398'),
  unrealizedProfit: decimal('Open profit, in base coin.', '0.0001'),
  leverage: decimal('Leverage.', '10'),
  isIsolated: flag('Whether its margin is isolated.', 'isolated'),
  riskRate: decimal('Risk as a fraction; liquidated at 1.', '0.01'),
  maxMarginReduction: decimal('How much margin could be taken away.', '0'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

export const COIN_M_BALANCE = shape('BingxCoinMBalance', 'The wallet of one coin.', {
  asset: must(text('The coin; all amounts are in it.', 'SOL')),
  balance: decimal('Balance without open profits.', '1.5'),
  equity: decimal('Balance with open profits.', '1.6'),
  unrealizedProfit: decimal('Open profit.', '0.1', 'unrealizedProfit', 'unrealisedProfit'),
  availableMargin: decimal('What new positions may use.', '1'),
  usedMargin: decimal('What positions use.', '0.5'),
  frozenMargin: decimal('What orders hold.', '0', 'freezedMargin', 'frozenMargin'),
  shortUid: id('The short number of the owner.', '12345678'),
});

export const COIN_M_LEVERAGE = shape('BingxCoinMLeverage', 'Leverage of a contract.', {
  symbol: text('The symbol.', 'BTC-USD'),
  longLeverage: must(decimal('Leverage of longs.', '10')),
  shortLeverage: must(decimal('Leverage of shorts.', '10')),
  maxLongLeverage: decimal('Highest leverage of a long.', '50'),
  maxShortLeverage: decimal('Highest leverage of a short.', '50'),
  availableLongQuantity: decimal('How many contracts more can go long.', '4', 'availableLongVol'),
  availableShortQuantity: decimal(
    'How many contracts more can go short.',
    '4',
    'availableShortVol',
  ),
});

export const COIN_M_MARGIN_MODE = shape('BingxCoinMMarginMode', 'How margin is kept.', {
  symbol: text('The symbol.', 'BTC-USD'),
  marginMode: must(word('The mode.', ['ISOLATED', 'CROSSED'], 'marginType')),
});

export const COIN_M_COMMISSION_RATE = shape(
  'BingxCoinMCommissionRate',
  'The fees of the account.',
  {
    takerRate: must(decimal('The fee of a taker, as a fraction.', '0.0005', 'takerCommissionRate')),
    makerRate: must(decimal('The fee of a maker, as a fraction.', '0.0002', 'makerCommissionRate')),
  },
);
