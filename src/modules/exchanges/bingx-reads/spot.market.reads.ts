import { PRICE_LEVEL, SERVER_TIME } from './common.shapes';
import { coded, decimal, flag, id, listOf, must, shape, text, time } from './fields';
import { atMost, choice, idNumber, required, symbol, withFallback } from './parameters';
import { list, loneOrList, market, one, type ReadRow } from './read-table';

const SYMBOL = shape('BingxSpotSymbol', 'One pair and its rules.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  displayName: text('The name that BingX shows.', 'BTC-USDT'),
  priceTick: decimal('Prices are multiples of this.', '0.01', 'tickSize'),
  quantityStep: decimal('Quantities are multiples of this.', '0.000001', 'stepSize'),
  minQuantity: decimal(
    'Stale on BingX: divide `minNotional` by the price instead.',
    '0.0001',
    'minQty',
  ),
  maxQuantity: decimal(
    'Stale on BingX: divide `maxNotional` by the price instead.',
    '10',
    'maxQty',
  ),
  minNotional: decimal('Smallest value of an order, in quote coin.', '5'),
  maxNotional: decimal('Largest value of an order, in quote coin.', '500000'),
  maxMarketNotional: decimal('Largest value of a market order, in quote coin.', '100000'),
  status: coded('Whether it trades.', {
    '1': 'online',
    '0': 'offline',
    '5': 'pre-open',
    '10': 'accessed',
    '25': 'suspended',
    '29': 'pre-delisted',
    '30': 'delisted',
  }),
  isBuyingAllowed: flag('Whether the API may buy.', 'apiStateBuy'),
  isSellingAllowed: flag('Whether the API may sell.', 'apiStateSell'),
  onlineAt: time('When it was listed.', 'timeOnline'),
  offAt: time('When it is taken down.', 'offTime'),
  maintenanceAt: time('When its maintenance begins.', 'maintainTime'),
});

const TRADE = shape('BingxSpotTrade', 'One trade of the market.', {
  id: id('The trade.', '76909154', 'id', 'tid'),
  symbol: text('The symbol, where BingX repeats it.', 'BTC-USDT', 's'),
  price: must(decimal('The price.', '42195.21', 'price', 'p')),
  quantity: must(decimal('The quantity, in base coin.', '0.00195', 'qty', 'v')),
  isBuyerMaker: flag(
    'Whether the buyer was there first; null where BingX does not say.',
    'buyerMaker',
  ),
  makerSide: text("BingX's number for the maker's side; older trades only.", '1', 'ms'),
  at: must(time('When it happened.', 'time', 't')),
});

const ORDER_BOOK = shape('BingxSpotOrderBook', 'The best offers on both sides.', {
  at: time('When it was taken.', 'ts', 'T'),
  bids: listOf('Bids, as BingX orders them.', PRICE_LEVEL),
  asks: listOf('Asks, as BingX orders them.', PRICE_LEVEL),
});

const KLINE = shape('BingxSpotKline', 'One candle. The newest one may still be forming.', {
  openAt: must(time('When it began.', '0')),
  open: must(decimal('First price.', '65000.1', '1')),
  high: must(decimal('Highest price.', '65210.4', '2')),
  low: must(decimal('Lowest price.', '64880', '3')),
  close: must(decimal('Last price.', '65101.7', '4')),
  volume: decimal('Traded volume, in base coin.', '1204.55', '5'),
  closeAt: time('When it ends.', '6'),
  quoteVolume: decimal('Traded volume, in quote coin.', '78300000', '7'),
});

const TICKER = shape('BingxSpotTicker', 'One pair over the last 24 hours.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  lastPrice: decimal('Last price.', '42215.15'),
  priceChange: decimal('Change of the price.', '1244.85'),
  priceChangePercent: decimal('Change of the price, in percent.', '2.91'),
  openPrice: decimal('First price.', '42827.65'),
  highPrice: decimal('Highest price.', '42893.56'),
  lowPrice: decimal('Lowest price.', '41648.71'),
  volume: decimal('Traded volume, in base coin.', '5099.21'),
  quoteVolume: decimal('Traded volume, in quote coin.', '214948771.34'),
  bidPrice: decimal('Best bid.', '42214.65'),
  bidQuantity: decimal('Quantity of the best bid.', '0.8962', 'bidQty'),
  askPrice: decimal('Best ask.', '42215.55'),
  askQuantity: decimal('Quantity of the best ask.', '2.20125', 'askQty'),
  openAt: time('When the 24 hours began.', 'openTime'),
  closeAt: time('When they ended.', 'closeTime'),
});

const LAST_TRADE = shape('BingxSpotLastTrade', 'A latest trade, as the price endpoint has it.', {
  tradeId: id('The trade.', '86521463'),
  price: must(decimal('The price.', '42902.61')),
  amount: decimal('Value of the trade, where BingX gives it.', '5014'),
  volume: decimal('Quantity of the trade.', '0.11689'),
  type: text("A number of BingX's own.", '1'),
  at: time('When it happened.', 'timestamp', 'time'),
});

const PRICE = shape('BingxSpotPrice', 'The last price of a pair.', {
  symbol: must(text('The symbol; BingX may spell it with an underscore here.', 'BTC-USDT')),
  price: decimal(
    'Last price, that of the first trade where BingX lists trades.',
    '42902.61',
    'price',
    'trades.0.price',
  ),
  trades: listOf('Latest trades, where BingX lists them.', LAST_TRADE),
});

const BOOK_TICKER = shape('BingxSpotBookTicker', 'Best bid and ask of a pair.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  bidPrice: decimal('Best bid.', '42214.65'),
  bidQuantity: decimal('Quantity of the best bid.', '0.8962', 'bidVolume', 'bidQty'),
  askPrice: decimal('Best ask.', '42215.55'),
  askQuantity: decimal('Quantity of the best ask.', '2.20125', 'askVolume', 'askQty'),
  eventType: text("BingX's word for the kind of answer.", 'bookTicker'),
  at: time('When it was.', 'time'),
});

const INTERVALS = '1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ');
const INTERVAL = required(choice('Length of a candle; `1m` is a minute, `1M` a month.', INTERVALS));

const STEPS = ['step0', 'step1', 'step2', 'step3', 'step4', 'step5'];

const spotMarket = (
  operationId: string,
  path: string,
  summary: string,
  venuePath: string,
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes' | 'wantsTimestamp' | 'fixed'>,
): ReadRow => ({
  operationId,
  product: 'spot',
  path,
  summary,
  ...market(`/openApi${venuePath}`),
  ...rest,
});

/** Market data of Spot: no account, no signature. */
export const SPOT_MARKET_READS: readonly ReadRow[] = [
  spotMarket(
    'getBingxSpotServerTime',
    'server-time',
    'Reads the clock of BingX',
    '/spot/v1/server/time',
    {
      parameters: {},
      answer: one(SERVER_TIME),
    },
  ),
  spotMarket(
    'listBingxSpotSymbols',
    'symbols',
    'Lists the pairs with steps, minimums and states',
    '/spot/v1/common/symbols',
    { parameters: { symbol }, answer: list(SYMBOL, ['symbols', '']) },
  ),
  spotMarket(
    'listBingxSpotTrades',
    'trades',
    'Lists the latest trades of a pair',
    '/spot/v1/market/trades',
    {
      parameters: { symbol: required(symbol), limit: atMost('Most trades.', 500, 100) },
      answer: list(TRADE, ['']),
    },
  ),
  spotMarket(
    'listBingxSpotOlderTrades',
    'older-trades',
    'Lists trades of a pair from a trade on',
    '/market/his/v1/trade',
    {
      parameters: {
        symbol: required(symbol),
        fromId: idNumber('Trades from this one on; the latest ones when absent.'),
        limit: atMost('Most trades.', 500, 100),
      },
      answer: list(TRADE, ['']),
    },
  ),
  spotMarket(
    'getBingxSpotOrderBook',
    'order-book',
    'Reads the best offers of a pair',
    '/spot/v1/market/depth',
    {
      parameters: {
        symbol: required(symbol),
        limit: atMost('Offers on each side.', 1_000, 20),
      },
      answer: one(ORDER_BOOK),
    },
  ),
  spotMarket(
    'getBingxSpotAggregatedOrderBook',
    'aggregated-order-book',
    'Reads the offers of a pair, added up by price steps',
    '/spot/v2/market/depth',
    {
      parameters: {
        symbol: required({ ...symbol, joint: '_' }),
        depth: atMost('Offers on each side.', 1_000, 20),
        step: withFallback(choice('How coarse the prices are.', STEPS, 'type'), 'step0'),
      },
      answer: one(ORDER_BOOK),
    },
  ),
  spotMarket(
    'listBingxSpotKlines',
    'klines',
    'Lists candles of a pair, ascending',
    '/spot/v2/market/kline',
    {
      notes:
        'Days begin at midnight UTC. Without `from` the newest candles before `to`, on one page.',
      parameters: { symbol: required(symbol), interval: INTERVAL },
      // Without it candles of four hours and more are cut by the clock of UTC+8.
      fixed: { timeZone: '0' },
      answer: list(KLINE, [''], { kind: 'candles', most: 1_440, usual: 500, by: 'openAt' }),
    },
  ),
  spotMarket(
    'listBingxSpotOlderKlines',
    'older-klines',
    'Lists candles of a pair that are older than `klines` reaches',
    '/market/his/v1/kline',
    {
      notes: 'Without `from` the newest candles before `to`, on one page.',
      parameters: { symbol: required(symbol), interval: INTERVAL },
      answer: list(KLINE, [''], { kind: 'candles', most: 500, usual: 500, by: 'openAt' }),
    },
  ),
  spotMarket(
    'listBingxSpotTickers',
    'tickers',
    'Lists the last 24 hours of one pair or of all',
    '/spot/v1/ticker/24hr',
    { parameters: { symbol }, wantsTimestamp: true, answer: loneOrList(TICKER) },
  ),
  spotMarket(
    'listBingxSpotPrices',
    'prices',
    'Lists the last price of a pair',
    '/spot/v2/ticker/price',
    {
      parameters: { symbol: required(symbol) },
      answer: loneOrList(PRICE),
    },
  ),
  spotMarket(
    'listBingxSpotBookTickers',
    'book-tickers',
    'Lists best bid and ask of a pair',
    '/spot/v1/ticker/bookTicker',
    { parameters: { symbol: required(symbol) }, answer: loneOrList(BOOK_TICKER) },
  ),
];
